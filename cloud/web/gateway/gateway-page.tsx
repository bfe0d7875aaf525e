import { type ReactNode, Suspense, useState } from 'react';
import { Link, Redirect, Route, Switch } from 'wouter';
import { EmptyState } from '../../../gateway/console/web/parts/empty-state.tsx';
import { LoadingWords } from '../../../gateway/console/web/parts/loading-words.tsx';
import type { GatewayView } from '../../api/views.ts';
import { AlarmList } from '../alarms/alarm-list.tsx';
import { useGateways } from '../api/use-fleet.ts';
import { IdentityPanel } from '../claims/identity-panel.tsx';
import { DriftProblem } from '../fleet/drift-problem.tsx';
import { useDrifting } from '../fleet/use-drifting.ts';
import { ConditionsView } from '../health/conditions-view.tsx';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFence } from '../parts/page-fence.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { Panel } from '../parts/panel.tsx';
import { gatewayPanels } from './gateway-panels.tsx';
import { AnchorsPanel, EventsPanel } from './record-panels.tsx';
import { SequencePanel } from './sequence-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { StatePanel } from './state-panel.tsx';

function AlarmsPanel({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const [current, setCurrent] = useState<string>();
  return (
    <Panel title={t('alarms.heading')} testid="gateway-alarms">
      <div className="tall">
        <AlarmList filter={{ state: 'all', gateway }} current={current} onPick={setCurrent} inline />
      </div>
    </Panel>
  );
}

/** A panel that breaks leaves the others as they are. */
function Fenced({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  return (
    <PageFence
      fallback={(error) => <ErrorState what={t('nav.partBroken')} error={error} stillWorks={t('nav.brokenStill')} />}
    >
      {children}
    </PageFence>
  );
}

function Panels({ view }: { view: GatewayView }) {
  const { t } = useTexts();
  const { gateway } = view;
  const { drifting, ...drift } = useDrifting();
  const twin = drifting.get(gateway);
  return (
    <div className="gateway-grid">
      <Fenced>
        <div className="stack">
          <DriftProblem {...drift} />
          <StatePanel view={view} twin={twin} />
          <Panel title={t('health.conditions')} testid="gateway-conditions">
            <ConditionsView gateway={gateway} />
          </Panel>
        </div>
      </Fenced>
      <Fenced>
        <div className="stack">
          <SequencePanel view={view} />
          <SettingsPanel gateway={gateway} />
          <Panel title={t('identity.heading')} testid="gateway-identity">
            <IdentityPanel gateway={gateway} />
          </Panel>
        </div>
      </Fenced>
      {gatewayPanels.map(({ name, Content }) => (
        <Fenced key={name}>
          <Suspense fallback={<LoadingWords what={t(name)} />}>
            <Content gateway={gateway} />
          </Suspense>
        </Fenced>
      ))}
      <Fenced>
        <AlarmsPanel gateway={gateway} />
      </Fenced>
      <Fenced>
        <EventsPanel gateway={gateway} />
      </Fenced>
      <Fenced>
        <AnchorsPanel gateway={gateway} />
      </Fenced>
    </div>
  );
}

function OneGateway({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const { data, failureReason, refetch } = useGateways();
  const view = data?.gateways.find((each) => each.gateway === gateway);
  return (
    <PageFrame
      title={view?.status?.siteName ?? gateway}
      aside={<span className="mono">{gateway}</span>}
      actions={<Link href="~/">{t('gateway.back')}</Link>}
      testid="gateway-page"
    >
      <Loaded query={{ data, error: failureReason, refetch }} what={gateway} stillWorks={t('nav.sitesGoOn')}>
        {() =>
          view ? <Panels view={view} /> : <EmptyState title={t('gateway.unknown')} hint={t('gateway.unknownHint')} />
        }
      </Loaded>
    </PageFrame>
  );
}

/** All that the cloud knows of one gateway, and what can be done with it. */
export function GatewayPage() {
  return (
    <Switch>
      <Route path="/:gateway">{({ gateway }) => <OneGateway key={gateway} gateway={gateway} />}</Route>
      <Route>
        <Redirect to="~/" />
      </Route>
    </Switch>
  );
}
