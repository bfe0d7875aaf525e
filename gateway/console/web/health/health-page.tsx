import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { AuthorityCard } from './authority-card.tsx';
import { BoxCard } from './box-card.tsx';
import { CameraCard } from './camera-card.tsx';
import { DeviceCard } from './device-card.tsx';
import { findProblems } from './find-problems.ts';
import classes from './health.module.css';
import { LinkCard } from './link-card.tsx';
import { NoticeCard } from './notice-card.tsx';
import { ProblemList } from './problem-list.tsx';
import { StandingCard } from './standing-card.tsx';

const everyMs = 5000;

/** Everything about the gateway itself: what is wrong first, then what there is. */
export function HealthPage() {
  const { t } = useTexts();
  const { may } = useSession();
  const { overview, live } = useSite();
  const query = api.useQuery('get', '/api/system', undefined, {
    ...{ refetchInterval: everyMs, retry: false, enabled: may('system.view') },
  });
  const channels = api.useQuery('get', '/api/channels', undefined, {
    ...{ refetchInterval: everyMs, retry: false, enabled: may('system.view') },
  });
  const system = query.data;
  return (
    <PageFrame title={t('nav.health')} testid="health-page" readAtMs={system?.atMs}>
      <div className={classes.columns}>
        <ProblemList problems={findProblems(overview, live, system, channels.data)} />
        <LinkCard overview={overview} live={live} system={system} />
        <Loaded query={query} what={t('system.box')}>
          {(report) => <BoxCard overview={overview} system={report} />}
        </Loaded>
        <AuthorityCard />
        <NoticeCard channels={channels.data ?? []} />
        <DeviceCard devices={overview.devices} />
        {may('system.view') && <StandingCard />}
        <CameraCard cameras={overview.cameras} />
      </div>
    </PageFrame>
  );
}
