import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { GatewayView } from '../../api/views.ts';
import { cloudClient } from '../api/cloud-client.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { formatTime } from '../parts/format-time.ts';
import { Panel } from '../parts/panel.tsx';

function Lanes({ view }: { view: GatewayView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { status, lanes } = view;
  return (
    <table className="lanes">
      <caption>
        {t('detail.lanes')}
        {status && <span className="dim"> · {t('detail.asOf', { time: formatTime(status.atMs, nowMs) })}</span>}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t('detail.lane')}</th>
          {(['issued', 'acked', 'waiting', 'missing'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`detail.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(['alarm', 'event'] as const).map((lane) => (
          <tr key={lane}>
            <th scope="row">{t(`detail.lane-${lane}`)}</th>
            <td>{lanes[lane].issued ?? t('fleet.unknown')}</td>
            <td>{lanes[lane].acked}</td>
            <td>{lanes[lane].waiting ?? t('fleet.unknown')}</td>
            <td data-bad={lanes[lane].missing > 0}>{lanes[lane].missing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Counts in the store itself whether anything was lost, on demand. */
function AuditButton({ gateway }: { gateway: string }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const audit = useMutation({ mutationFn: () => cloudClient.audit(gateway) });
  const ranges = audit.data?.streams.flatMap(({ lane, missingRanges }) =>
    missingRanges.map(({ from, to }) => `${t(`detail.lane-${lane}`)} ${from === to ? from : `${from}–${to}`}`),
  );
  const swept = audit.data?.streams.flatMap(({ lane, swept: upTo }) =>
    upTo > 0 ? [`${t(`detail.lane-${lane}`)} 1–${upTo}`] : [],
  );
  return (
    <div className="audit" aria-live="polite">
      <Button size="compact-sm" variant="default" disabled={audit.isPending} onClick={() => audit.mutate()}>
        {t(audit.isPending ? 'detail.auditing' : 'detail.audit')}
      </Button>
      {audit.error && <span className="bad">{describeProblem(audit.error, t)}</span>}
      {audit.data && (
        <span data-testid="audit" className={audit.data.missing + audit.data.duplicatesStored > 0 ? 'bad' : ''}>
          {t('detail.auditDone', {
            time: formatTime(audit.data.asOfMs, nowMs),
            missing: audit.data.missing,
            duplicates: audit.data.duplicatesStored,
            compared: audit.data.comparedEvents,
          })}
        </span>
      )}
      {ranges && ranges.length > 0 && (
        <span className="bad">{t('detail.auditRanges', { ranges: ranges.join(', ') })}</span>
      )}
      {swept && swept.length > 0 && <span className="dim">{t('detail.auditSwept', { ranges: swept.join(', ') })}</span>}
    </div>
  );
}

/** Whether anything on the way to the cloud was lost: figures of the lanes, and a count row by row on demand. */
export function SequencePanel({ view }: { view: GatewayView }) {
  const { t } = useTexts();
  return (
    <Panel title={t('gateway.sequences')} testid="sequences">
      <Lanes view={view} />
      <AuditButton gateway={view.gateway} />
    </Panel>
  );
}
