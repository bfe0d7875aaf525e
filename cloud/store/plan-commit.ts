import type { DaySeal } from '../../devices/contracts/gateway-health.ts';
import type { AccessRecord, AnchorRecord, SiteEvent } from '../../devices/contracts/site-events.ts';
import type { CommandEnd } from '../command/command-store.ts';
import type { HealthSample } from '../health/sampler.ts';
import { decideBatch } from '../intake/decide-batch.ts';
import { applyAlarmChange } from './apply-alarm-change.ts';
import type { AlarmKey, AlarmRow, ReadBatch, ReadEvent, StreamRow, Work, WorkResult } from './store.ts';

const hourMs = 3_600_000;
/** Streams are numbered in the order in which they began, and no lane of alarms ever gets so far. */
const placesOfStream = 1e10;

export interface KnownStream extends Pick<StreamRow, 'gateway' | 'epoch' | 'lane' | 'acked'> {
  id: number;
}

/** Counts are what is added. */
export interface StreamAdvance extends Pick<StreamRow, 'acked' | 'stored' | 'quarantined' | 'duplicates' | 'gaps'> {
  id: number;
}

export interface NewEvent {
  stream: number;
  seq: number;
  site: string;
  type: SiteEvent['type'];
  subject: string | null;
  timeMs: number;
  bootid: string;
  replayed: number;
  /** The alarm that it tells a step of. */
  alarm: string | null;
  data: string;
  receivedMs: number;
}

export interface NewMisfit {
  stream: number;
  seq: number;
  reason: string;
  body: string;
  receivedMs: number;
}

export interface AccessCount extends Pick<AccessRecord, 'ring' | 'method' | 'outcome'> {
  gateway: string;
  hourMs: number;
  count: number;
}

export interface NewAnchor extends AnchorRecord {
  gateway: string;
  epoch: string;
}

export interface NewSeal extends DaySeal {
  gateway: string;
  epoch: string;
}

/** What a commit writes; everything of it or nothing. */
export interface CommitPlan {
  results: WorkResult[];
  gateways: { gateway: string; status: string | null; statusMs: number }[];
  streams: StreamAdvance[];
  events: NewEvent[];
  misfits: NewMisfit[];
  /** Each alarm that moved, as it stands after everything; its revision is not given yet. */
  alarms: AlarmRow[];
  access: AccessCount[];
  anchors: NewAnchor[];
  seals: NewSeal[];
  samples: HealthSample[];
  /** Commands of which gateways said what became. */
  commands: CommandEnd[];
}

export interface KnownState {
  streams: readonly KnownStream[];
  alarms: readonly AlarmRow[];
}

export const keyOfStream = ({ gateway, epoch, lane }: Pick<KnownStream, 'gateway' | 'epoch' | 'lane'>) =>
  `${gateway}/${epoch}/${lane}`;
const keyOfAlarm = ({ gateway, alarm }: AlarmKey) => `${gateway}/${alarm}`;

const batchesOf = (works: readonly Work[]) => works.flatMap((work) => (work.kind === 'batch' ? [work.batch] : []));

/** The streams that works go into, each once, in the order in which they came. */
export function streamsOf(works: readonly Work[]): Omit<KnownStream, 'id' | 'acked'>[] {
  const found = new Map(
    batchesOf(works).map(({ gateway, epoch, lane }) => [
      keyOfStream({ gateway, epoch, lane }),
      { gateway, epoch, lane },
    ]),
  );
  return [...found.values()];
}

/** The alarms that works may move, each once. */
export function alarmsOf(works: readonly Work[]): AlarmKey[] {
  const found = new Map<string, AlarmKey>();
  for (const { gateway, events } of batchesOf(works))
    for (const read of events) {
      if (read.kind !== 'event' || read.effect.kind !== 'alarm') continue;
      const key = { gateway, alarm: read.effect.change.record.alarm };
      found.set(keyOfAlarm(key), key);
    }
  return [...found.values()];
}

/** What the works of a commit lead to, one after the other; `alarms` and `access` are gathered as they come. */
function createPlanner(known: KnownState, nowMs: number) {
  const plan: Omit<CommitPlan, 'results' | 'gateways' | 'alarms' | 'access' | 'samples'> = {
    streams: [],
    events: [],
    misfits: [],
    anchors: [],
    seals: [],
    commands: [],
  };
  const alarms = new Map(known.alarms.map((alarm) => [keyOfAlarm(alarm), alarm]));
  const moved = new Map<string, AlarmRow>();
  const access = new Map<string, AccessCount>();
  const advances = new Map(
    known.streams.map(({ id, acked, ...stream }): [string, StreamAdvance] => [
      keyOfStream(stream),
      { id, acked, stored: 0, quarantined: 0, duplicates: 0, gaps: 0 },
    ]),
  );

  function countAccess(gateway: string, { atMs, ring, method, outcome }: AccessRecord): void {
    const atHourMs = Math.floor(atMs / hourMs) * hourMs;
    const key = `${gateway}/${atHourMs}/${ring}/${method}/${outcome}`;
    const count = (access.get(key)?.count ?? 0) + 1;
    access.set(key, { gateway, hourMs: atHourMs, ring, method, outcome, count });
  }

  /** Keeps one event, or a misfit aside; returns the key of the alarm that it moved. */
  function keep(gateway: string, { id: stream, acked: seq }: StreamAdvance, read: ReadEvent): string | undefined {
    if (read.kind === 'misfit') {
      plan.misfits.push({ stream, seq, reason: read.reason, body: read.body, receivedMs: nowMs });
      return undefined;
    }
    const { event, effect, site, timeMs, data } = read;
    const { type, subject = null, bootid, replayed, epoch } = event;
    const alarm = effect.kind === 'alarm' ? effect.change.record.alarm : null;
    const place = { stream, seq, receivedMs: nowMs };
    plan.events.push({ ...place, site, type, subject, timeMs, bootid, replayed: Number(replayed), alarm, data });
    if (effect.kind === 'anchor') plan.anchors.push({ gateway, epoch, ...effect.record });
    if (effect.kind === 'command') plan.commands.push({ gateway, record: effect.record });
    if (effect.kind === 'seal') plan.seals.push({ gateway, epoch, ...effect.record });
    if (effect.kind === 'access') countAccess(gateway, effect.record);
    if (effect.kind !== 'alarm') return undefined;
    const key = keyOfAlarm({ gateway, alarm: effect.change.record.alarm });
    const change = { ...effect.change, place: stream * placesOfStream + seq };
    const after = applyAlarmChange(alarms.get(key), { gateway, site, nowMs }, change);
    alarms.set(key, after);
    moved.set(key, after);
    return key;
  }

  function takeBatch(batch: ReadBatch): { result: WorkResult; moved: ReadonlySet<string> } {
    const { gateway, first, events, oldest } = batch;
    const stream = advances.get(keyOfStream(batch))!;
    const decision = decideBatch(stream.acked, first, events.length, oldest);
    const result = { gateway, acked: stream.acked, stored: 0, quarantined: 0, duplicates: 0, gap: false, alarms: [] };
    if (decision.kind === 'gap') {
      stream.gaps += 1;
      return { result: { ...result, gap: true }, moved: new Set() };
    }
    const keys = new Set<string>();
    result.duplicates = decision.skip;
    stream.acked += decision.lost;
    for (const read of events.slice(decision.skip)) {
      stream.acked += 1;
      const key = keep(gateway, stream, read);
      if (key !== undefined) keys.add(key);
      if (read.kind === 'event') result.stored += 1;
      else result.quarantined += 1;
    }
    result.acked = stream.acked;
    for (const count of ['stored', 'quarantined', 'duplicates'] as const) stream[count] += result[count];
    return { result, moved: keys };
  }

  return {
    takeBatch,
    alarm: (key: string) => moved.get(key)!,
    finish: () => ({
      ...plan,
      streams: [...advances.values()],
      alarms: [...moved.values()],
      access: [...access.values()],
    }),
  };
}

function planGateways(works: readonly Work[], nowMs: number): CommitPlan['gateways'] {
  const found = new Map<string, CommitPlan['gateways'][number]>();
  for (const work of works) {
    if (work.kind === 'status') {
      const { status, receivedAtMs: statusMs = nowMs } = work;
      found.set(status.gateway, { gateway: status.gateway, status: JSON.stringify(status), statusMs });
    } else {
      const { gateway } = work.batch;
      found.set(gateway, found.get(gateway) ?? { gateway, status: null, statusMs: nowMs });
    }
  }
  return [...found.values()];
}

/**
 * Decides what works of gateways lead to, in their order, from what is known of their streams and alarms. Pure: each engine
 * reads, asks, and writes within one transaction. The rows of `alarms` are the same objects as in the results.
 */
export function planCommit(works: readonly Work[], known: KnownState, nowMs: number): CommitPlan {
  const planner = createPlanner(known, nowMs);
  const taken = works.map((work) =>
    work.kind === 'batch'
      ? planner.takeBatch(work.batch)
      : { result: resultOfStatus(work.status.gateway), moved: new Set<string>() },
  );
  const results = taken.map(({ result, moved }) => ({ ...result, alarms: [...moved].map(planner.alarm) }));
  const samples = works.flatMap((work) => (work.kind === 'status' && work.sample ? [work.sample] : []));
  return { ...planner.finish(), results, gateways: planGateways(works, nowMs), samples };
}

const resultOfStatus = (gateway: string): WorkResult => ({
  gateway,
  acked: 0,
  stored: 0,
  quarantined: 0,
  duplicates: 0,
  gap: false,
  alarms: [],
});
