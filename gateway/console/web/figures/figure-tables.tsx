import { Box } from '@mantine/core';
import { Link } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge } from '../parts/format-time.ts';
import { RingBadge } from '../parts/ring-badge.tsx';
import classes from './figures.module.css';
import { type Figures, percent } from './key-figures.tsx';

/** Below so many a percentile is hardly more than one alarm's time. */
const few = 20;

/** How long alarms waited, by ring, and how many were answered within what is allowed. */
export function ResponseTable({ figures }: { figures: Figures }) {
  const { t } = useTexts();
  const rows = figures.response.flatMap(({ ring, acknowledged, arrived }) => [
    { ring, step: 'acknowledged' as const, ...acknowledged },
    { ring, step: 'arrived' as const, ...arrived },
  ]);
  return (
    <Box className={classes.scroll} tabIndex={0}>
      <table className={classes.table} data-testid="figure-response">
        <thead>
          <tr>
            {(['ring', 'step', 'number', 'median', 'p90', 'p95', 'within'] as const).map((each) => (
              <th key={each} scope="col">
                {t(`figure.${each}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ ring, step, count, medianMs, p90Ms, p95Ms, withinShare }) => (
            <tr key={`${ring} ${step}`}>
              <td>
                <RingBadge ring={ring} size={16} />
              </td>
              <td>{t(`figure.${step}`)}</td>
              <td>
                {count}
                {count > 0 && count < few && <small title={t('figure.few')}> *</small>}
              </td>
              {[medianMs, p90Ms, p95Ms].map((ms, index) => (
                <td key={['median', 'p90', 'p95'][index]}>{count === 0 ? '—' : formatAge(ms, t)}</td>
              ))}
              <td>{count === 0 ? '—' : percent(withinShare)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.some(({ count }) => count > 0 && count < few) && <p className={classes.dim}>* {t('figure.few')}</p>}
    </Box>
  );
}

/** Who calls most: a few sources make most of the noise, and mending them is the cheapest cure. */
export function BadActors({ figures: { badActors } }: { figures: Figures }) {
  const { t, name } = useTexts();
  const { may } = useSession();
  if (badActors.length === 0) return <p className={classes.dim}>{t('figure.badActorsNone')}</p>;
  return (
    <Box className={classes.scroll} tabIndex={0}>
      <table className={classes.table} data-testid="figure-bad-actors">
        <thead>
          <tr>
            <th scope="col">{t('found.device')}</th>
            <th scope="col">{t('found.what')}</th>
            <th scope="col">{t('figure.occurrences')}</th>
            <th scope="col">{t('figure.noCause')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {badActors.map(({ source, sourceName, type, occurrences, noCause }) => (
            <tr key={`${source} ${type}`}>
              <td>{name(sourceName)}</td>
              <td>{t(`alarm.${type}`)}</td>
              <td>{occurrences}</td>
              <td>{noCause}</td>
              <td className={classes.links}>
                {may('alarms.view') && <Link href={`~/alarms/source/${source}`}>{t('figure.see')}</Link>}
                {may('alarms.service') && <Link href={`~/alarms/service/${source}`}>{t('figure.takeOut')}</Link>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Box>
  );
}
