import { useState } from 'react';
import { AlarmPanel } from '../alarms/alarm-panel.tsx';
import { useGateways, useLive } from '../api/use-fleet.ts';
import { DutyDesk } from '../duty/duty-desk.tsx';
import { sumOpenAlarms } from '../fleet/gateway-health.ts';
import { GatewayTable } from '../fleet/gateway-table.tsx';
import { useTexts } from '../locales/texts.ts';
import { StaleBanner } from './stale-banner.tsx';
import { TopBar } from './top-bar.tsx';

type Tab = 'gateways' | 'alarms';

/** On a phone one of the two parts fills the screen. */
function Tabs({ tab, onTab }: { tab: Tab; onTab(tab: Tab): void }) {
  const { t } = useTexts();
  const { p1, p2, p3, p4 } = sumOpenAlarms(useGateways().data?.gateways ?? []);
  const open = p1 + p2 + p3 + p4;
  const titles = { gateways: t('fleet.heading'), alarms: `${t('alarms.heading')}${open > 0 ? ` ${open}` : ''}` };
  return (
    <nav className="tabs">
      {(['gateways', 'alarms'] as const).map((each) => (
        <button key={each} type="button" aria-current={tab === each ? 'page' : undefined} onClick={() => onTab(each)}>
          {titles[each]}
        </button>
      ))}
    </nav>
  );
}

/** Gateways and alarms of the whole fleet on one page, live. */
export function FleetPage({ onLogOut }: { onLogOut(): void }) {
  const live = useLive();
  const [tab, setTab] = useState<Tab>('gateways');
  const lost = live.state === 'lost';
  return (
    <div className="page">
      <TopBar live={live} onLogOut={onLogOut} />
      {lost && <StaleBanner live={live} />}
      <DutyDesk />
      <main className="fleet" data-tab={tab} data-lost={lost}>
        <GatewayTable />
        <AlarmPanel />
      </main>
      <Tabs tab={tab} onTab={setTab} />
    </div>
  );
}
