import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Column } from '../../../gateway/console/web/parts/data-table.tsx';
import type { TwinRow } from '../../twin/twin-views.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { useCloudNow, useCloudTimes } from '../parts/cloud-clock.ts';
import { formatAge } from '../parts/format-time.ts';
import { GatewayState } from '../parts/marks.tsx';
import classes from './fleet.module.css';
import type { JudgedGateway } from './fleet-filter.ts';
import { shownState, statusFreshMs, type Trouble, troubleKinds } from './gateway-health.ts';
import { OpenAlarms } from './open-alarms.tsx';
import { sayTrouble } from './trouble-words.ts';

export interface FleetRow extends JudgedGateway {
  twin: TwinRow | undefined;
  /** Devices that wait for somebody's approval. */
  toApprove: number;
}

function Wrong({ row: { view, twin, troubles } }: { row: FleetRow }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const kinds = troubleKinds.filter((kind) => troubles.has(kind));
  return (
    <ul className={classes.wrong}>
      {kinds.map((kind) => (
        <li key={kind} data-trouble={kind}>
          {sayTrouble(kind, { view, twin, nowMs }, t)}
        </li>
      ))}
    </ul>
  );
}

function Site({ row }: { row: FleetRow }) {
  const { t } = useTexts();
  const times = useCloudTimes();
  const { gateway, status, clonedSinceMs } = row.view;
  const state = shownState(row.view, times);
  return (
    <div className={classes.name} data-testid="gateway-row" data-gateway={gateway} data-state={state}>
      <Link href={`/gateways/${gateway}`} className={classes.title}>
        {status?.siteName ?? gateway}
      </Link>
      <span>
        <GatewayState state={state} /> {status && <span className="dim mono">{gateway}</span>}{' '}
        {clonedSinceMs !== null && <strong className="bad">{t('identity.flag')}</strong>}
      </span>
      {row.toApprove > 0 && (
        <Link href={`/gateways/${gateway}`} className={classes.toApprove} data-testid="devices-to-approve">
          {t('devices.toApprove', { n: row.toApprove })}
        </Link>
      )}
      <div className="narrow-only">
        <Wrong row={row} />
      </div>
    </div>
  );
}

function Heard({ row: { view, troubles } }: { row: FleetRow }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { lastSeenMs } = view;
  const said = lastSeenMs === null ? t('fleet.never') : t('age.ago', { age: formatAge(nowMs - lastSeenMs, t) });
  return <span className={troubles.has('state') ? classes.bad : undefined}>{said}</span>;
}

/** A figure of the last status: it stands out when it is wrong, and is paler once it may no longer be true. */
function Figure({ row, trouble, children }: { row: FleetRow; trouble: Trouble; children: ReactNode }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { status } = row.view;
  if (!status) return <span className="dim">{t('fleet.unknown')}</span>;
  const old = nowMs - status.atMs >= statusFreshMs;
  const look = row.troubles.has(trouble) ? classes.bad : old ? classes.old : undefined;
  return (
    <span
      className={look}
      title={old ? t('fleet.unknownSince', { age: formatAge(nowMs - status.atMs, t) }) : undefined}
    >
      {children}
      {old && ' *'}
    </span>
  );
}

function Share({ row, trouble, of }: { row: FleetRow; trouble: 'cameras' | 'devices'; of: [number, number] }) {
  return (
    <Figure row={row} trouble={trouble}>
      {of[0]} / {of[1]}
    </Figure>
  );
}

/** Columns of the fleet's table; on a phone site and age, with what is wrong below the site. */
export function gatewayColumns(t: Translate): Column<FleetRow>[] {
  const number = { align: 'right', wideOnly: true } as const;
  return [
    { key: 'site', head: t('fleet.site'), cell: (row) => <Site row={row} /> },
    { key: 'wrong', head: t('fleet.wrong'), wideOnly: true, cell: (row) => <Wrong row={row} /> },
    { key: 'heard', head: t('fleet.heard'), cell: (row) => <Heard row={row} /> },
    {
      ...{ key: 'alarms', head: t('fleet.alarms'), wideOnly: true },
      cell: ({ view }) => <OpenAlarms counts={view.openAlarms} none={t('bar.none')} />,
    },
    {
      ...{ key: 'cameras', head: t('fleet.cameras'), ...number },
      cell: (row) => {
        const { streaming = 0, total = 0 } = row.view.status?.cameras ?? {};
        return <Share row={row} trouble="cameras" of={[streaming, total]} />;
      },
    },
    {
      ...{ key: 'devices', head: t('fleet.devices'), ...number },
      cell: (row) => {
        const { online = 0, total = 0 } = row.view.status?.devices ?? {};
        return <Share row={row} trouble="devices" of={[online, total]} />;
      },
    },
    {
      ...{ key: 'waiting', head: t('fleet.waiting'), ...number },
      cell: (row) => (
        <Figure row={row} trouble="waiting">
          {(row.view.lanes.alarm.waiting ?? 0) + (row.view.lanes.event.waiting ?? 0)}
        </Figure>
      ),
    },
    {
      ...{ key: 'missing', head: t('fleet.missing'), ...number },
      cell: ({ view, troubles }) => (
        <span className={troubles.has('missing') ? classes.bad : undefined}>{view.totals.missing}</span>
      ),
    },
    {
      ...{ key: 'version', head: t('detail.version'), ...number },
      cell: ({ view }) => <span className="mono">{view.status?.version ?? t('fleet.unknown')}</span>,
    },
  ];
}
