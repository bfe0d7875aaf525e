import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { GatewayView } from '../../api/views.ts';
import { useGateways } from '../api/use-fleet.ts';
import { NewGateway } from '../claims/new-gateway.tsx';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { describeProblem } from '../parts/describe-problem.ts';
import { findTroubles } from './gateway-health.ts';
import { GatewayRow } from './gateway-row.tsx';

const columns: { text: TextKey; number: boolean; hint?: TextKey }[] = [
  { text: 'fleet.site', number: false },
  { text: 'fleet.state', number: false },
  { text: 'fleet.heard', number: true },
  { text: 'fleet.devices', number: true },
  { text: 'fleet.cameras', number: true },
  { text: 'fleet.waiting', number: true },
  { text: 'fleet.missing', number: true },
  { text: 'fleet.duplicates', number: true, hint: 'fleet.duplicatesHint' },
  { text: 'fleet.alarms', number: false },
];

function Table({ gateways }: { gateways: readonly GatewayView[] }) {
  const { t } = useTexts();
  const [opened, setOpened] = useState<string>();
  return (
    <table className="gateways">
      <thead>
        <tr>
          {columns.map(({ text, number, hint }) => (
            <th key={text} scope="col" data-number={number} title={hint && t(hint)}>
              {t(text)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {gateways.map((view) => (
          <GatewayRow
            key={view.gateway}
            view={view}
            open={opened === view.gateway}
            onToggle={() => setOpened(opened === view.gateway ? undefined : view.gateway)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Empty({ title, hint }: { title: string; hint: string }) {
  return (
    <div className="empty">
      <strong>{title}</strong>
      <span>{hint}</span>
    </div>
  );
}

/** Every gateway with its figures, or only those that need a look. */
export function GatewayTable() {
  const { t } = useTexts();
  const { data, error, failureReason } = useGateways();
  const [attention, setAttention] = useState(false);
  const problem = error ?? failureReason;
  const all = data?.gateways ?? [];
  const troubled = all.filter((view) => findTroubles(view).size > 0);
  const shown = attention ? troubled : all;
  return (
    <section className="panel" data-testid="gateways" aria-label={t('fleet.heading')}>
      <header className="panel-head">
        <h2>{t('fleet.heading')}</h2>
        <NewGateway />
        <SegmentedControl
          size="xs"
          value={attention ? 'attention' : 'all'}
          onChange={(value) => setAttention(value === 'attention')}
          data={[
            { value: 'all', label: t('fleet.all', { n: all.length }) },
            { value: 'attention', label: t('fleet.attention', { n: troubled.length }) },
          ]}
        />
      </header>
      <div className="panel-body">
        {problem && (
          <p className="problem" role="alert">
            {t('load.failed', { problem: describeProblem(problem, t) })}
          </p>
        )}
        {!data && !problem && <p className="empty">{t('load.working')}</p>}
        {data && all.length === 0 && <Empty title={t('fleet.empty')} hint={t('fleet.emptyHint')} />}
        {all.length > 0 && shown.length === 0 && (
          <Empty title={t('fleet.allWell')} hint={t('fleet.allWellHint', { n: all.length })} />
        )}
        {shown.length > 0 && <Table gateways={shown} />}
      </div>
    </section>
  );
}
