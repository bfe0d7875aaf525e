import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readBatch } from '../../../cloud/intake/read-batch.ts';
import type { NewEvent } from '../../../cloud/store/plan-commit.ts';
import type { Lane, SiteEvent } from '../../../devices/contracts/site-events.ts';
import type { UplinkBatch } from '../../../devices/contracts/uplink.ts';

export const tokenOf = (gateway: string) => `token-of-${gateway}-0123456789`;
const epoch = 'epoch0001';

export interface LoadBatch {
  gateway: string;
  lane: Lane;
  first: number;
  size: number;
  /** As the gateway sends it: JSON, gzip. */
  body: Buffer;
}

function accessData(sequence: number, atMs: number) {
  const outcome = sequence % 20 === 0 ? 'denied' : 'granted';
  const method = (['card', 'face', 'plate', 'pin'] as const)[sequence % 4]!;
  const place = { ring: ((sequence % 3) + 1) as 1 | 2 | 3, source: `door-${sequence % 60}` };
  return { decision: `d${sequence}-${atMs.toString(36)}`, outcome, method, reason: 'resident', ...place, atMs };
}

/** Every third word of an alarm closes it. */
function alarmData(sequence: number, atMs: number) {
  const step = (['raised', 'acknowledged', 'closed'] as const)[(sequence - 1) % 3]!;
  const alarm = `alarm-${Math.ceil(sequence / 3)}`;
  const place = { type: 'door-forced', priority: 2, ring: 1, source: `door-${sequence % 60}` } as const;
  return { alarm, ...place, state: step, step, active: step !== 'closed', raisedAtMs: atMs, count: 1 };
}

function eventOf(gateway: string, lane: Lane, sequence: number): SiteEvent {
  const atMs = 1_790_000_000_000 + sequence;
  const isAlarm = lane === 'alarm';
  const data = isAlarm ? alarmData(sequence, atMs) : accessData(sequence, atMs);
  const isRaised = isAlarm && (sequence - 1) % 3 === 0;
  return {
    specversion: '1.0',
    id: `${gateway}/${epoch}/${lane}/${sequence}`,
    source: `/sites/site-of-${gateway}/gateways/${gateway}`,
    type: isRaised ? 'ringward.alarm.raised' : isAlarm ? 'ringward.alarm.handled' : 'ringward.access.decided',
    time: new Date(atMs).toISOString(),
    datacontenttype: 'application/json',
    epoch,
    lane,
    sequence: String(sequence),
    bootid: 'boot-0001',
    replayed: false,
    data,
  };
}

function batchOf(gateway: string, lane: Lane, first: number, size: number): UplinkBatch {
  const events = Array.from({ length: size }, (_, index) => eventOf(gateway, lane, first + index));
  return { gateway, epoch, lane, first, events };
}

/** What one gateway says in the course of the load: of twenty events one is of an alarm. */
export function prepareLoad(gateway: string, batches: number, size: number): LoadBatch[] {
  const alarms = Math.max(1, Math.round(size / 20));
  return Array.from({ length: batches }, (_, index) => {
    const lanes: [Lane, number][] = [
      ['event', size - alarms],
      ['alarm', alarms],
    ];
    return lanes.map(([lane, count]): LoadBatch => {
      const first = index * count + 1;
      const text = JSON.stringify(batchOf(gateway, lane, first, count));
      return { gateway, lane, first, size: count, body: gzipSync(text, { level: 1 }) };
    });
  }).flat();
}

/** The same events as rows, as the store keeps them. */
export function rowsOf({ gateway, lane, first, size }: LoadBatch): NewEvent[] {
  return readBatch(batchOf(gateway, lane, first, size), { gateway }).events.flatMap((read, index) => {
    if (read.kind !== 'event') throw new Error(read.reason);
    const { event, site, timeMs, data } = read;
    const place = { stream: Number(gateway.slice(3)) * 2 + (lane === 'alarm' ? 1 : 0), seq: first + index };
    const alarm = read.effect.kind === 'alarm' ? read.effect.change.record.alarm : null;
    const rest = { subject: null, timeMs, bootid: event.bootid, replayed: 0, alarm, data, receivedMs: timeMs };
    return [{ ...place, site, type: event.type, ...rest }];
  });
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Resolves with the sequence up to which everything is stored. */
function send(url: string, { gateway, body }: LoadBatch): Promise<number> {
  const headers = {
    authorization: `Bearer ${tokenOf(gateway)}`,
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': body.length,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/v1/uplink/events`, { method: 'POST', headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve((JSON.parse(text) as { acked: number }).acked);
        else reject(new Error(`${response.statusCode}: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

export interface LoadResult {
  /** Events of acknowledged batches, by the second in which they were acknowledged. */
  perSecond: number[];
  tookMs: number[];
  sent: LoadBatch[];
}

/** Gateways that send one batch after the other, each as soon as the one before is acknowledged, for so long. */
export async function runLoad(url: string, loads: readonly LoadBatch[][], seconds: number): Promise<LoadResult> {
  const result: LoadResult = { perSecond: Array<number>(seconds).fill(0), tookMs: [], sent: [] };
  // the whole seconds in which every gateway had something to say
  let endS = seconds;
  const startedAt = performance.now();
  const elapsedS = () => (performance.now() - startedAt) / 1000;
  await Promise.all(
    loads.map(async (batches) => {
      for (const batch of batches) {
        const sentAt = performance.now();
        const acked = await send(url, batch);
        if (acked !== batch.first + batch.size - 1) throw new Error(`${batch.gateway} was acknowledged ${acked}`);
        const second = Math.floor(elapsedS());
        if (second >= endS) return;
        result.perSecond[second]! += batch.size;
        result.tookMs.push(performance.now() - sentAt);
        result.sent.push(batch);
      }
      endS = Math.min(endS, Math.floor(elapsedS()));
    }),
  );
  if (endS === 0) throw new Error('too little was prepared for a second');
  return { ...result, perSecond: result.perSecond.slice(0, endS) };
}
