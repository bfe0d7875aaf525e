import { lazy, Suspense, useMemo } from 'react';
import { useLocation } from 'wouter';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { LoadingWords } from '../../../gateway/console/web/parts/loading-words.tsx';
import { useGateways } from '../api/use-fleet.ts';
import { DriftProblem } from '../fleet/drift-problem.tsx';
import { judgeFleet } from '../fleet/fleet-filter.ts';
import { useDrifting } from '../fleet/use-drifting.ts';
import { useTexts } from '../locales/texts.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import classes from './map.module.css';
import { SiteTiles } from './site-tiles.tsx';
import { gatherSites, type SiteOnMap } from './sites.ts';

const LeafletFleet = lazy(() => import('./leaflet-fleet.tsx').then((m) => ({ default: m.LeafletFleet })));

function Sites({ sites }: { sites: readonly SiteOnMap[] }) {
  const { t } = useTexts();
  const [, go] = useLocation();
  const located = useMemo(() => sites.filter(({ location }) => location !== null), [sites]);
  if (sites.length === 0) return <EmptyState title={t('fleet.empty')} hint={t('fleet.emptyHint')} />;
  const without = sites.length - located.length;
  return (
    <div className={classes.page} data-map={located.length > 0}>
      {located.length > 0 && (
        <Suspense fallback={<LoadingWords what={t('nav.map')} />}>
          <LeafletFleet sites={located} label={t('map.label')} onPick={({ gateway }) => go(`~/gateways/${gateway}`)} />
        </Suspense>
      )}
      <section className={classes.side} aria-label={t('map.sites')}>
        {without > 0 && <p className="plain small dim">{t('map.without', { n: without })}</p>}
        <SiteTiles sites={sites} />
      </section>
    </div>
  );
}

/** Where the sites are and where something is wrong. */
export function MapPage() {
  const { t } = useTexts();
  const { data, failureReason, refetch } = useGateways();
  const { drifting, ...drift } = useDrifting();
  const sites = useMemo(() => gatherSites(judgeFleet(data?.gateways ?? [], drifting)), [data, drifting]);
  return (
    <PageFrame
      title={t('nav.map')}
      aside={sites.length}
      {...(drift.problem !== null && { toolbar: <DriftProblem {...drift} /> })}
      scroll={false}
      testid="map-page"
    >
      <Loaded query={{ data, error: failureReason, refetch }} what={t('nav.map')} stillWorks={t('nav.sitesGoOn')}>
        {() => <Sites sites={sites} />}
      </Loaded>
    </PageFrame>
  );
}
