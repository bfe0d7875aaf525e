import { useState } from 'react';
import { useLocation } from 'wouter';
import { useKeys } from '../../../gateway/console/web/shell/use-keys.ts';
import { useNarrow } from '../../../gateway/console/web/shell/use-narrow.ts';
import { useGateways, useLive } from '../api/use-fleet.ts';
import { useOperator } from '../api/use-operator.ts';
import { DutyDesk } from '../duty/duty-desk.tsx';
import { sumOpenAlarms } from '../fleet/gateway-health.ts';
import type { TextKey } from '../locales/texts.ts';
import { HelpDialog } from './help-dialog.tsx';
import { MorePage, NavigationRail, PhoneTabs } from './navigation.tsx';
import { PageOutlet } from './page-outlet.tsx';
import { maySee, pages } from './pages.tsx';
import classes from './shell.module.css';
import { StaleBanner } from './stale-banner.tsx';
import { TopBar } from './top-bar.tsx';

/** Everything around a page. The duty desk, its sound and the live updates stand outside of it: no page can take them away. */
export function ConsolePage({ onLogOut }: { onLogOut(): void }) {
  const live = useLive();
  const narrow = useNarrow();
  const { may } = useOperator();
  const [location, go] = useLocation();
  const [help, setHelp] = useState(false);
  const { p1, p2, p3, p4 } = sumOpenAlarms(useGateways().data?.gateways ?? []);
  const lost = live.state === 'lost';
  useKeys<TextKey>(
    [
      [['?', '？'], () => setHelp(true), 'help.help'],
      ...pages.flatMap((page): [string[], () => void, TextKey][] =>
        page.key !== undefined && maySee(page, may) ? [[[`g ${page.key}`], () => go(page.path), page.text]] : [],
      ),
    ],
    'shell',
  );
  return (
    <div className="page">
      <TopBar live={live} onHelp={() => setHelp(true)} onLogOut={onLogOut} />
      {lost && <StaleBanner live={live} />}
      <DutyDesk folds={location !== '/'} />
      <div className={classes.body}>
        {!narrow && <NavigationRail />}
        <div className={classes.content} data-lost={lost}>
          <PageOutlet more={<MorePage />} />
        </div>
      </div>
      {narrow && <PhoneTabs waiting={p1 + p2 + p3 + p4} />}
      <HelpDialog opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
