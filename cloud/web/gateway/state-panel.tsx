import type { ReactNode } from 'react';
import type { GatewayView } from '../../api/views.ts';
import type { TwinRow } from '../../twin/twin-views.ts';
import { findTroubles, shownState, statusFreshMs, troubleKinds } from '../fleet/gateway-health.ts';
import { sayClock, sayTrouble } from '../fleet/trouble-words.ts';
import { useTexts } from '../locales/texts.ts';
import { AgeText } from '../parts/age-text.tsx';
import { useCloudNow, useCloudTimes } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { GatewayState } from '../parts/marks.tsx';
import { Panel } from '../parts/panel.tsx';

function Fact({ label, bad = false, children }: { label: string; bad?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-bad={bad}>{children}</dd>
    </div>
  );
}

/** Figures of its last status; an old one says so once, above all of them. */
function StatusFacts({ status, bad }: { status: NonNullable<GatewayView['status']>; bad: ReadonlySet<string> }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { cameras, devices } = status;
  return (
    <>
      <Fact label={t('gateway.statusOf')} bad={nowMs - status.atMs >= statusFreshMs}>
        <AgeText atMs={status.atMs} ago />
      </Fact>
      <Fact label={t('fleet.cameras')} bad={bad.has('cameras')}>
        {cameras.streaming} / {cameras.total}
      </Fact>
      <Fact label={t('fleet.devices')} bad={bad.has('devices')}>
        {devices.online} / {devices.total}
      </Fact>
      <Fact label={t('detail.version')}>{status.version}</Fact>
      <Fact label={t('detail.started')}>{formatTime(status.startedAtMs, nowMs)}</Fact>
      <Fact label={t('detail.clock')} bad={bad.has('clock')}>
        {sayClock(status.clockOffsetMs, t)}
      </Fact>
      <Fact label={t('detail.epoch')}>
        <span className="mono">{status.epoch}</span>
      </Fact>
    </>
  );
}

/** How a gateway is: what is wrong first, then its figures with their age. */
export function StatePanel({ view, twin }: { view: GatewayView; twin: TwinRow | undefined }) {
  const { t } = useTexts();
  const times = useCloudTimes();
  const { nowMs } = times;
  const bad = findTroubles(view, new Set(twin ? [view.gateway] : []));
  const wrong = troubleKinds.filter((kind) => bad.has(kind));
  const { status, lastSeenMs, access24h, totals } = view;
  const state = shownState(view, times);
  return (
    <Panel title={t('gateway.state')} aside={<GatewayState state={state} />} testid="gateway-state">
      {wrong.length === 0 ? (
        // what nobody has heard of lately may well be wrong
        state !== 'unknown' && status && <p className="dim small">{t('gateway.nothingWrong')}</p>
      ) : (
        <ul className="wrong-list" data-testid="wrong">
          {wrong.map((kind) => (
            <li key={kind}>{sayTrouble(kind, { view, twin, nowMs }, t)}</li>
          ))}
        </ul>
      )}
      <dl className="facts">
        <Fact label={t('fleet.heard')}>
          {lastSeenMs === null ? t('fleet.never') : <AgeText atMs={lastSeenMs} ago />}
        </Fact>
        {status ? (
          <StatusFacts status={status} bad={bad} />
        ) : (
          <Fact label={t('fleet.state')}>{t('detail.noStatus')}</Fact>
        )}
        <Fact label={t('detail.access')}>{t('detail.accessText', access24h)}</Fact>
        <Fact label={t('detail.aside')}>{totals.quarantined}</Fact>
        <Fact label={t('detail.gaps')}>{totals.gaps}</Fact>
      </dl>
    </Panel>
  );
}
