import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { GatewayView } from '../../api/views.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatAge } from '../parts/format-time.ts';
import { GatewayState, Icon } from '../parts/marks.tsx';
import { GatewayDetail } from './gateway-detail.tsx';
import { findTroubles, shownState, statusFreshMs } from './gateway-health.ts';
import { OpenAlarms } from './open-alarms.tsx';

export const gatewayColumns = 9;

/** A figure with its label for narrow screens; `bad` stands out, `old` says that it may no longer be true. */
function Figure(props: { label: string; bad?: boolean; old?: boolean; number?: boolean; children: ReactNode }) {
  return (
    <td
      data-label={props.label}
      data-bad={props.bad ?? false}
      data-old={props.old ?? false}
      data-number={props.number ?? true}
    >
      {props.children}
    </td>
  );
}

function Site({ view, open }: { view: GatewayView; open: boolean }) {
  return (
    <>
      <span className="site-name">
        <Icon name={open ? 'close' : 'open'} /> {view.status?.siteName ?? view.gateway}
      </span>
      {view.status && <span className="dim mono">{view.gateway}</span>}
    </>
  );
}

/** The status's own age, once it is older than a healthy gateway would leave it. */
function StatusAge({ view, nowMs }: { view: GatewayView; nowMs: number }) {
  const { t } = useTexts();
  if (!view.status || nowMs - view.status.atMs < statusFreshMs) return null;
  return <span className="old-note">{t('fleet.unknownSince', { age: formatAge(nowMs - view.status.atMs, t) })}</span>;
}

function Figures({ view }: { view: GatewayView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const troubles = findTroubles(view);
  const { status, lanes, totals, lastSeenMs } = view;
  const unknown = <span className="dim">{t('fleet.unknown')}</span>;
  const old = status !== null && nowMs - status.atMs >= statusFreshMs;
  const waiting = status && (lanes.alarm.waiting ?? 0) + (lanes.event.waiting ?? 0);
  const heard = lastSeenMs === null ? t('fleet.never') : t('age.ago', { age: formatAge(nowMs - lastSeenMs, t) });
  return (
    <>
      <Figure label={t('fleet.heard')} bad={troubles.has('state')}>
        {heard}
      </Figure>
      <Figure label={t('fleet.devices')} bad={troubles.has('devices')} old={old}>
        {status ? `${status.devices.online} / ${status.devices.total}` : unknown}
        <StatusAge view={view} nowMs={nowMs} />
      </Figure>
      <Figure label={t('fleet.cameras')} bad={troubles.has('cameras')} old={old}>
        {status ? `${status.cameras.streaming} / ${status.cameras.total}` : unknown}
      </Figure>
      <Figure label={t('fleet.waiting')} bad={troubles.has('waiting')} old={old}>
        {waiting ?? unknown}
      </Figure>
      <Figure label={t('fleet.missing')} bad={troubles.has('missing')}>
        {totals.missing}
      </Figure>
      <Figure label={t('fleet.duplicates')}>
        <span className="dim">{totals.duplicates}</span>
      </Figure>
      <Figure label={t('fleet.alarms')} number={false}>
        <OpenAlarms counts={view.openAlarms} none={t('bar.none')} />
      </Figure>
    </>
  );
}

/** One gateway; a press opens what else is known of it. */
export function GatewayRow(props: { view: GatewayView; open: boolean; onToggle(): void }) {
  const { view, open, onToggle } = props;
  const { t } = useTexts();
  const state = shownState(view, useCloudNow());
  return (
    <>
      <tr className="gateway" data-testid="gateway-row" data-gateway={view.gateway} data-state={state}>
        <td className="site">
          <UnstyledButton
            className="site-button"
            aria-expanded={open}
            title={t(open ? 'fleet.less' : 'fleet.more')}
            onClick={onToggle}
          >
            <Site view={view} open={open} />
          </UnstyledButton>
        </td>
        <Figure label={t('fleet.state')} number={false}>
          <GatewayState state={state} />
          {view.clonedSinceMs !== null && <strong className="bad"> {t('identity.flag')}</strong>}
        </Figure>
        <Figures view={view} />
      </tr>
      {open && (
        <tr className="gateway-detail">
          <td colSpan={gatewayColumns}>
            <GatewayDetail view={view} />
          </td>
        </tr>
      )}
    </>
  );
}
