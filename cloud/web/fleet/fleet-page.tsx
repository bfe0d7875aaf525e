import { useMemo, useState } from 'react';
import { useGateways } from '../api/use-fleet.ts';
import { useOperator } from '../api/use-operator.ts';
import { NewGateway } from '../claims/new-gateway.tsx';
import { useTexts } from '../locales/texts.ts';
import { ErrorState } from '../parts/error-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import { DriftProblem } from './drift-problem.tsx';
import { judgeFleet, wholeFleet } from './fleet-filter.ts';
import { FleetToolbar } from './fleet-toolbar.tsx';
import { GatewayTable } from './gateway-table.tsx';
import { useDevicesToApprove } from './use-devices-to-approve.ts';
import { useDrifting } from './use-drifting.ts';

/** What is wrong in the fleet right now, and every gateway with its figures, live. */
export function FleetPage() {
  const { t } = useTexts();
  const { may } = useOperator();
  const { data, failureReason, refetch } = useGateways();
  const { drifting, ...drift } = useDrifting();
  const { toApprove, problem, onRetry } = useDevicesToApprove();
  const [filter, setFilter] = useState(wholeFleet);
  const judged = useMemo(() => judgeFleet(data?.gateways ?? [], drifting), [data, drifting]);
  return (
    <PageFrame
      title={t('nav.fleet')}
      actions={may('claims.decide') && <NewGateway />}
      toolbar={
        <>
          <DriftProblem {...drift} />
          {problem !== null && (
            <ErrorState
              what={t('devices.toApproveUnread')}
              error={problem}
              stillWorks={t('nav.sitesGoOn')}
              onRetry={onRetry}
            />
          )}
          {judged.length > 0 && <FleetToolbar judged={judged} filter={filter} onChange={setFilter} />}
        </>
      }
      scroll={false}
      testid="fleet-page"
    >
      <Loaded query={{ data, error: failureReason, refetch }} what={t('nav.fleet')} stillWorks={t('nav.sitesGoOn')}>
        {() => <GatewayTable judged={judged} drifting={drifting} toApprove={toApprove} filter={filter} />}
      </Loaded>
    </PageFrame>
  );
}
