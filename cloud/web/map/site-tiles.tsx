import { Link } from 'wouter';
import { OpenAlarms } from '../fleet/open-alarms.tsx';
import { useTexts } from '../locales/texts.ts';
import classes from './map.module.css';
import { type SiteOnMap, toneShapes } from './sites.ts';

/** Every site as a tile: the map for those that have no coordinates, and its list for whoever does not see it. */
export function SiteTiles({ sites }: { sites: readonly SiteOnMap[] }) {
  const { t } = useTexts();
  return (
    <ul className={classes.tiles} aria-label={t('map.sites')} data-testid="site-tiles">
      {sites.map(({ site, name, tone, troubles, openAlarms, gateway, gateways }) => (
        <li key={site}>
          <Link href={`~/gateways/${gateway}`} className={classes.tile} data-tone={tone} data-site={site}>
            <span className={classes.tileName}>
              <svg className={classes.tileShape} width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
                <path d={toneShapes[tone]} />
              </svg>
              {name}
            </span>
            {troubles.length > 0 && (
              <span className={classes.tileWrong}>{troubles.map((kind) => t(`trouble.${kind}`)).join(' · ')}</span>
            )}
            {Object.values(openAlarms).some((n) => n > 0) && <OpenAlarms counts={openAlarms} none="" />}
            {gateways > 1 && <span className="dim small">{t('map.gateways', { n: gateways })}</span>}
          </Link>
        </li>
      ))}
    </ul>
  );
}
