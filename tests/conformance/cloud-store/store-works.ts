import { readBatch } from '../../../cloud/intake/read-batch.ts';
import type { AlarmRow, Work } from '../../../cloud/store/store.ts';
import type { AlarmRecord, Lane } from '../../../devices/contracts/site-events.ts';
import { parseUplinkBatch, type UplinkBatch, type UplinkStatus } from '../../../devices/contracts/uplink.ts';
import { alarmEvent, batchOf, siteEvent, statusOf } from '../../scenario/cloud/test-cloud.ts';

export const nowMs = 1_790_000_200_000;

/** What stands at a place of a lane, for ever; each fifth event is broken, each alarm lane event moves an alarm. */
export function eventAt(gateway: string, lane: Lane, sequence: number): unknown {
  if (sequence % 5 === 0) return { broken: sequence };
  if (lane === 'event') return siteEvent(sequence, {}, gateway);
  const alarm = `alarm-${Math.ceil(sequence / 3)}`;
  const state = (['raised', 'acknowledged', 'cleared'] as const)[(sequence - 1) % 3]!;
  return alarmEvent(sequence, { alarm, state }, gateway);
}

export function workOf(events: unknown[], change: Partial<UplinkBatch> = {}): Work {
  const parsed = parseUplinkBatch(batchOf(events, change));
  if (!parsed.ok) throw new Error(parsed.problem);
  return { kind: 'batch', batch: readBatch(parsed.value as UplinkBatch, { gateway: parsed.value.gateway }) };
}

/** `size` events of a lane from `first`, as `eventAt` tells. */
export function workAt(gateway: string, lane: Lane, first: number, size: number): Work {
  const events = Array.from({ length: size }, (_, index) => eventAt(gateway, lane, first + index));
  return workOf(events, { gateway, lane, first });
}

/** Steps of alarms, one after the other, as a gateway of today tells them. */
export function alarmWork(gateway: string, first: number, records: Partial<AlarmRecord>[]): Work {
  const events = records.map((record, index) => {
    const full = { step: 'raised', active: true, ...record } as const;
    const { data } = alarmEvent(first + index, full, gateway);
    const known = ['raised', 'acknowledged', 'cleared'].includes(full.step);
    const type = known ? (`ringward.alarm.${full.step}` as 'ringward.alarm.raised') : 'ringward.alarm.handled';
    return siteEvent(first + index, { lane: 'alarm', type, data }, gateway);
  });
  return workOf(events, { gateway, lane: 'alarm', first });
}

export const statusWork = (change: Partial<UplinkStatus>): Work => ({ kind: 'status', status: statusOf(change) });

export const namesOf = (rows: readonly Pick<AlarmRow, 'alarm'>[]) => rows.map(({ alarm }) => alarm);
