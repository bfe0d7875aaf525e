import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import type { Alarm, AlarmCause } from '../alarm.ts';
import type { AlarmKeeper } from '../alarm-keeper.ts';
import { closedAs } from '../decide-step.ts';

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
export const comesBackMs = 15_000;
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
  /** Its parent stands no longer. */
  release(alarm: Alarm, atMs: number): Alarm;
}

interface Raising {
  raise(cause: AlarmCause): void;
  clear(alarm: Alarm, atMs: number): void;
}

export function createParents({ table, ground, rule, keep }: AlarmKeeper, { raise, clear }: Raising): Parents {
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
      .standingSince([type], 0)
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
    return lost && atMs - lost.lastAtMs <= sameCauseMs ? lost : undefined;
  };
  const joined: Parents['joined'] = (id, atMs) => {
    const parent = table.get(id);
    if (!parent) return;
    const children = Number(parent.detail.children ?? 0) + 1;
    const lastAtMs = Math.max(parent.lastAtMs, atMs);
    const next = { ...parent, lastAtMs, detail: { ...parent.detail, children } };
    keep(next, { step: 'repeated', atMs, data: { children } });
  };
  const suppress = (alarm: Alarm, parent: string, atMs: number) => {
    keep({ ...alarm, hidden: { kind: 'suppressed', parent } }, { step: 'suppressed', atMs, data: { parent } });
    joined(parent, atMs);
  };
  const closeUnseen = (alarm: Alarm, parent: string, atMs: number): Alarm =>
    keep(closedAs(alarm, 'duplicate', rule(alarm.type).course, atMs), {
      ...{ step: 'closed', atMs, data: { disposition: 'duplicate', parent } },
    });
  /** The network is back once hardly anything is missing; what still is stands by itself then. */
  const followNetwork = (id: string, atMs: number) => {
    const parent = table.get(id);
    if (parent?.type !== 'network-lost' || !parent.active) return;
    const missing = table.childrenOf(id).filter(({ active }) => active).length;
    const all = Number(parent.detail.children ?? 0);
    if (missing < manySilent && missing <= all / 2) clear(parent, atMs);
  };

  return {
    of,
    joined,
    came: (alarm, atMs) => {
      if (alarm.drill || alarm.hidden || !lostTypes.includes(alarm.type)) return;
      const children = table.standingSince(lostTypes, 0).filter(({ source }) => chainOf(source).includes(alarm.source));
      for (const child of children) suppress(child, alarm.id, atMs);
      const silent = table.standingSince(lostTypes, atMs - togetherMs);
      if (silent.length < manySilent) return;
      raise({ type: 'network-lost', source: ground.gateway, ring: alarm.ring, atMs });
      const parent = network();
      if (parent) for (const each of silent) suppress(each, parent.id, atMs);
    },
    cleared: (alarm, atMs) => {
      if (alarm.hidden?.kind !== 'suppressed') return;
      const { parent } = alarm.hidden;
      closeUnseen(alarm, parent, atMs);
      followNetwork(parent, atMs);
    },
    release: (alarm, atMs) => {
      const { type, source, drill, hidden } = alarm;
      const before = hidden?.kind === 'suppressed' ? hidden.parent : '';
      if (!alarm.active) return closeUnseen(alarm, before, atMs);
      const other = of({ type, source, atMs, drill });
      if (other) {
        suppress(alarm, other.id, atMs);
        return table.get(alarm.id) ?? alarm;
      }
      return keep({ ...alarm, hidden: undefined }, { step: 'unsuppressed', atMs, data: { parent: before } });
    },
  };
}
