import type { AlarmRecord, Lane, SiteEvent } from '../../devices/contracts/site-events.ts';
import type { UplinkStatus } from '../../devices/contracts/uplink.ts';
import { nameStep } from '../intake/name-step.ts';
import type { Marks, Picture } from './project-alarm.ts';
import type { AlarmRow, AlarmStepRow, GatewayRow, StoredEvent } from './store.ts';

/** Rows as the tables hold them; the store wrote them itself, so that they are taken at their word. */
export interface AlarmRecordRow {
  gateway: string;
  alarm: string;
  revision: number;
  type: AlarmRow['type'];
  priority: Picture['priority'];
  ring: AlarmRow['ring'];
  source: string;
  site: string;
  raised_ms: number;
  acknowledged_ms: number | null;
  last_ms: number;
  count: number;
  received_ms: number;
  place: number;
  old: number;
  state: Picture['state'];
  active: number;
  acknowledged_by: Picture['acknowledgedBy'];
  verdict: Picture['verdict'];
  disposition: Picture['disposition'];
  escalation: Picture['escalation'];
  incident: string | null;
  drill: number;
  hidden: Picture['hidden'];
  marks: string;
  ours_by: string | null;
  ours_ms: number | null;
  ours_seq: number | null;
  ours_heard_ms: number | null;
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
    ring: row.ring,
    source: row.source,
    site: row.site,
    receivedAtMs: row.received_ms,
    place: row.place,
    old: row.old === 1,
    picture: {
      state: row.state,
      active: row.active === 1,
      raisedAtMs: row.raised_ms,
      lastAtMs: row.last_ms,
      count: row.count,
      priority: row.priority,
      acknowledgedAtMs: row.acknowledged_ms,
      acknowledgedBy: row.acknowledged_by,
      verdict: row.verdict,
      disposition: row.disposition,
      escalation: row.escalation,
      incident: row.incident,
      drill: row.drill === 1,
      hidden: row.hidden,
    },
    marks: JSON.parse(row.marks) as Marks,
    ours:
      row.ours_by === null
        ? null
        : { by: row.ours_by, atMs: row.ours_ms!, seq: row.ours_seq!, heardMs: row.ours_heard_ms },
  };
}

export function toAlarmRecordRow(alarm: AlarmRow): AlarmRecordRow {
  const { picture, ours } = alarm;
  return {
    gateway: alarm.gateway,
    alarm: alarm.alarm,
    revision: alarm.revision,
    type: alarm.type,
    priority: picture.priority,
    ring: alarm.ring,
    source: alarm.source,
    site: alarm.site,
    raised_ms: picture.raisedAtMs,
    acknowledged_ms: picture.acknowledgedAtMs,
    last_ms: picture.lastAtMs,
    count: picture.count,
    received_ms: alarm.receivedAtMs,
    place: alarm.place,
    old: Number(alarm.old),
    state: picture.state,
    active: Number(picture.active),
    acknowledged_by: picture.acknowledgedBy,
    verdict: picture.verdict,
    disposition: picture.disposition,
    escalation: picture.escalation,
    incident: picture.incident,
    drill: Number(picture.drill),
    hidden: picture.hidden,
    marks: JSON.stringify(alarm.marks),
    ours_by: ours?.by ?? null,
    ours_ms: ours?.atMs ?? null,
    ours_seq: ours?.seq ?? null,
    ours_heard_ms: ours?.heardMs ?? null,
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

export function toAlarmStep(row: Pick<EventRow, 'type' | 'time_ms' | 'data' | 'received_ms'>): AlarmStepRow {
  const record = JSON.parse(row.data) as AlarmRecord;
  return { step: nameStep(row.type, record)!, record, atMs: row.time_ms, receivedAtMs: row.received_ms };
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
