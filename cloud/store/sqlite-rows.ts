import type { Lane, SiteEvent } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import type { AlarmRow, GatewayRow, StoredEvent } from './store.ts';

/** Rows as the tables hold them; the store wrote them itself, so that they are taken at their word. */
export interface AlarmRecordRow {
  gateway: string;
  alarm: string;
  revision: number;
  type: AlarmRow['type'];
  priority: AlarmRow['priority'];
  ring: AlarmRow['ring'];
  source: string;
  site: string;
  raised_ms: number;
  acknowledged_ms: number | null;
  cleared_ms: number | null;
  last_ms: number;
  count: number;
  received_ms: number;
}

export interface EventRow {
  position: number;
  gateway: string;
  epoch: string;
  lane: Lane;
  seq: number;
  site: string;
  type: SiteEvent['type'];
  subject: string | null;
  time_ms: number;
  bootid: string;
  replayed: number;
  data: string;
  received_ms: number;
}

export interface GatewayRecordRow {
  gateway: string;
  last_seen_ms: number;
  status_ms: number | null;
  status: string | null;
}

export function toAlarmRow(row: AlarmRecordRow): AlarmRow {
  return {
    gateway: row.gateway,
    alarm: row.alarm,
    revision: row.revision,
    type: row.type,
    priority: row.priority,
    ring: row.ring,
    source: row.source,
    site: row.site,
    raisedAtMs: row.raised_ms,
    acknowledgedAtMs: row.acknowledged_ms,
    clearedAtMs: row.cleared_ms,
    lastAtMs: row.last_ms,
    count: row.count,
    receivedAtMs: row.received_ms,
  };
}

export function toGatewayRow(row: GatewayRecordRow): GatewayRow {
  return {
    gateway: row.gateway,
    lastSeenMs: row.last_seen_ms,
    statusAtMs: row.status_ms,
    status: row.status === null ? null : (JSON.parse(row.status) as UplinkStatus),
  };
}

export function toStoredEvent(row: EventRow): StoredEvent {
  const event: SiteEvent = {
    specversion: '1.0',
    id: `${row.gateway}/${row.epoch}/${row.lane}/${row.seq}`,
    source: `/sites/${row.site}/gateways/${row.gateway}`,
    type: row.type,
    ...(row.subject === null ? {} : { subject: row.subject }),
    time: new Date(row.time_ms).toISOString(),
    datacontenttype: 'application/json',
    epoch: row.epoch,
    lane: row.lane,
    sequence: String(row.seq),
    bootid: row.bootid,
    replayed: row.replayed === 1,
    data: JSON.parse(row.data) as SiteEvent['data'],
  };
  return { position: row.position, receivedAtMs: row.received_ms, event };
}
