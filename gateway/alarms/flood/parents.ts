import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { Alarm, AlarmCause } from '../alarm.ts';
import type { AlarmKeeper } from '../alarm-keeper.ts';
import { closedAs, isAttended } from '../decide-step.ts';
import type { Incidents } from './incidents.ts';

/** What says that something fell silent. */
const lostTypes: readonly AlarmType[] = ['device-lost', 'camera-lost'];
/** Where it is known that somebody is at the fence, each further stretch that shakes says no more than that. */
const explainedBy: Partial<Record<AlarmType, AlarmType>> = { vibration: 'perimeter-breach' };
/** So many within so long have one cause: the network, or the power. */
const manySilent = 5;
const togetherMs = 15_000;
/** Until so long after the last one a further one is put down to the same cause. */
const sameCauseMs = 60_000;
/** What comes back with its parent takes a moment to say so. */
const comesBackMs = 15_000;
const longestChain = 8;

/** A parent's alarm hides those that it explains, while they are counted; they come back if they outlast it. */
export interface Parents {
  /** The alarm that explains this cause. */
  of(cause: Pick<AlarmCause, 'type' | 'source' | 'atMs' | 'drill'>): Alarm | undefined;
  /** An alarm has come, and is seen: it may explain others, or be one of many. */
  came(alarm: Alarm, atMs: number): void;
  /** One that is hidden under `parent` from the start. */
  joined(parent: string, atMs: number): void;
  /** The cause of a hidden one has gone: nobody has to see it any more. */
  cleared(alarm: Alarm, atMs: number): void;
  /** Called every second: those whose parent stands no longer come back. */
  tick(nowMs: number): void;
}

interface Raising {
  raise(cause: AlarmCause): void;
  clear(alarm: Alarm, atMs: number): void;
}

export function createParents(
  { table, ground, rule, keep, since }: AlarmKeeper,
  incidents: Pick<Incidents, 'join' | 'follow'>,
  { raise, clear }: Raising,
): Parents {
  const chainOf = (source: string): string[] => {
    const chain: string[] = [];
    for (let next = ground.via(source); next !== undefined && chain.length < longestChain; next = ground.via(next)) {
      chain.push(next);
    }
    return chain;
  };
  const standing = (type: AlarmType, source: string) =>
    table.openOf({ type, source, drill: false }).find(({ active, hidden }) => active && !hidden);
  const standingNear = (type: AlarmType, zone: string | undefined) =>
    table
      .standing([type])
      .find((one) => zone !== undefined && (one.zone === zone || ground.nextTo(zone).includes(one.zone ?? '')));
  const network = () => standing('network-lost', ground.gateway);

  const of: Parents['of'] = ({ type, source, atMs, drill }) => {
    if (drill) return undefined;
    const near = explainedBy[type] && standingNear(explainedBy[type], ground.zoneOf(source));
    if (near || !lostTypes.includes(type)) return near;
    for (const parent of chainOf(source)) {
      const alarm = standing('device-lost', parent);
      if (alarm) return alarm;
    }
    const lost = network();
    return lost && since(lost, 'lastAtMs', atMs) <= sameCauseMs ? lost : undefined;
  };
  const joined: Parents['joined'] = (id, atMs) => {
    const parent = table.get(id);
    if (!parent) return;
    const children = Number(parent.detail.children ?? 0) + 1;
    const next = { ...parent, lastAtMs: atMs, detail: { ...parent.detail, children } };
    keep(next, { step: 'repeated', atMs, data: { children } });
  };
  const suppress = (alarm: Alarm, parent: string, atMs: number) => {
    keep({ ...alarm, hidden: { kind: 'suppressed', parent } }, { step: 'suppressed', atMs, data: { parent } });
    joined(parent, atMs);
  };
  const closeUnseen = (alarm: Alarm, parent: string, atMs: number) => {
    const closed = closedAs(alarm, 'duplicate', rule(alarm.type).course, atMs);
    keep(closed, { step: 'closed', atMs, data: { disposition: 'duplicate', parent } });
    incidents.follow(closed, atMs);
  };
  /** The network is back once hardly anything is missing; what still is stands by itself then. */
  const followNetwork = (id: string, atMs: number) => {
    const parent = table.get(id);
    if (parent?.type !== 'network-lost' || !parent.active) return;
    const missing = table.childrenOf(id).filter(({ active }) => active).length;
    const all = Number(parent.detail.children ?? 0);
    if (missing < manySilent && missing <= all / 2) clear(parent, atMs);
  };
  const isOver = (id: string, nowMs: number) => {
    const parent = table.get(id);
    return !parent || parent.closed || since(parent, 'clearedAtMs', nowMs) >= comesBackMs;
  };
  /** The parent stands no longer. */
  const release = (alarm: Alarm, before: string, atMs: number) => {
    const { type, source, drill } = alarm;
    if (!alarm.active) return closeUnseen(alarm, before, atMs);
    const other = of({ type, source, atMs, drill });
    if (other) return suppress(alarm, other.id, atMs);
    const seen = keep({ ...alarm, hidden: undefined }, { step: 'unsuppressed', atMs, data: { parent: before } });
    incidents.join(seen, atMs);
  };

  return {
    of,
    joined,
    came: (alarm, atMs) => {
      if (alarm.drill || alarm.hidden || !lostTypes.includes(alarm.type)) return;
      const children = table.standing(lostTypes).filter(({ source }) => chainOf(source).includes(alarm.source));
      for (const child of children) if (!isAttended(child)) suppress(child, alarm.id, atMs);
      const silent = table.standing(lostTypes).filter((each) => since(each, 'lastAtMs', atMs) < togetherMs);
      if (silent.length < manySilent) return;
      raise({ type: 'network-lost', source: ground.gateway, ring: alarm.ring, atMs });
      const parent = network();
      if (parent) for (const each of silent) if (!isAttended(each)) suppress(each, parent.id, atMs);
    },
    cleared: (alarm, atMs) => {
      if (alarm.hidden?.kind !== 'suppressed') return;
      const { parent } = alarm.hidden;
      closeUnseen(alarm, parent, atMs);
      followNetwork(parent, atMs);
    },
    tick: (nowMs) => {
      for (const id of table.hidingInVain()) {
        if (!isOver(id, nowMs)) continue;
        for (const child of table.childrenOf(id)) release(child, id, nowMs);
      }
    },
  };
}
