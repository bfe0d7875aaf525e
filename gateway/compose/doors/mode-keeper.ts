import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type { AccessParts } from './access-parts.ts';

/** How the device of a place answers what a mode asks of it. */
export interface PlaceAnswer {
  state: 'pending' | 'done' | 'refused' | 'offline';
  /** The device's words, where it refused. */
  reason?: string;
}

export interface ModeKeeper {
  /** Tells every device that stands otherwise what the modes and orders of now ask of it. */
  bring(): void;
  /** A place was heard of, or its device is back: in a new session nothing said before counts. */
  heard(place: string): void;
  back(place: string): void;
  commandEnded(command: string, outcome: string, reason: string | undefined): void;
  answerOf(place: string): PlaceAnswer;
  /** Whether a command is of its kind: such are never sent late, but asked anew by what holds then. */
  isMine(action: string): boolean;
}

type Wanted = 'open' | 'shut' | 'blocked' | 'free';

/** What was last asked of a place, and what came of it. */
interface Asking {
  wanted: Wanted;
  askedAtMs: number;
  waiting: Map<string, string>;
  refused: string | undefined;
  /** The device has reported its state since it answered: what it said before is older than what was asked. */
  reported: boolean;
}

/** What was refused, or reported otherwise, is asked again after this time. */
const askAgainMs = 15_000;
const modeOf = { open: 'LockedOpen', shut: 'LockedDown', blocked: 'Blocked' } as const;
const commandOf = { open: 'lock-open', shut: 'lock-down', blocked: 'block' } as const;
const releaseOf = { open: 'lock-open-release', shut: 'lock-down-release' } as const;

/**
 * Holds every door and barrier to what modes and guards have ordered, by level and not by edge: whatever a device missed,
 * refused or forgot is asked again until it stands as it should. What a mode had done is remembered on disk until its release is
 * confirmed, so that ending a mode restores a door that was away then.
 */
export function createModeKeeper(parts: AccessParts): ModeKeeper {
  const { modes, orders, doors, places, executor, store, clock } = parts;
  const asked = new Map<string, Asking>();
  const all = [...parts.site.doors, ...parts.site.barriers].map(({ id }) => id);
  const isDoor = (place: string) => doors.door(place) !== undefined;

  const wantedOf = (place: string): Wanted => {
    const effect = modes.effectOf(place);
    // A barrier is down unless it is raised: shutting it takes no command, only refusals.
    if (effect === 'open' || (effect === 'shut' && isDoor(place))) return effect;
    return orders.of(place).byGuard === 'blocked' && isDoor(place) ? 'blocked' : 'free';
  };
  /** By what the device reports; `undefined` while it has reported nothing that tells. */
  const stands = (place: string, wanted: Wanted): boolean | undefined => {
    const { mode, arm, held } = doors.heard(place);
    const { byMode } = orders.of(place);
    if (asked.get(place)?.reported === false) return undefined;
    if (!isDoor(place)) {
      if (arm === undefined) return undefined;
      return wanted === 'open' ? (arm === 'open' || arm === 'opening') && held !== false : !byMode || held === false;
    }
    // Opened for one passage, as by the exit button in a lockdown: it goes back to what it was.
    if (mode === undefined || mode === 'Accessed') return undefined;
    return wanted === 'free' ? byMode === undefined || mode !== modeOf[byMode] : mode === modeOf[wanted];
  };
  const isSettled = (place: string, wanted: Wanted): boolean => {
    if (wanted === 'open' && doors.heard(place).fire) return true;
    const reported = stands(place, wanted);
    if (reported !== undefined) return reported;
    const last = asked.get(place);
    if (wanted === 'free') return orders.of(place).byMode === undefined;
    return last?.wanted === wanted && last.waiting.size === 0 && last.refused === undefined;
  };

  const ask = (place: string, wanted: Wanted) => {
    const { byMode, byGuard } = orders.of(place);
    const actions: string[] = [];
    if (byMode !== undefined && byMode !== wanted) actions.push(releaseOf[byMode]);
    if (wanted !== 'free') actions.push(commandOf[wanted]);
    else if (byGuard === 'unlocked') actions.push('unlock');
    const device = places.controllerOf(place)!;
    const { commands } = deviceProfiles[isDoor(place) ? 'door-controller' : 'barrier'];
    const waiting = new Map(
      actions.map((action) => [executor.issue({ device, action, ttlMs: commands[action]!.ttlMs }), action]),
    );
    asked.set(place, { wanted, askedAtMs: clock.monotonicMs(), waiting, refused: undefined, reported: false });
    if (wanted === 'open' || wanted === 'shut') orders.set(place, { byMode: wanted });
  };
  const bringOne = (place: string) => {
    const wanted = wantedOf(place);
    const last = asked.get(place);
    if (!parts.isOnline(places.controllerOf(place)!)) return;
    if (isSettled(place, wanted)) {
      if (wanted === 'free') orders.set(place, { byMode: undefined });
      return;
    }
    // Released by its fire input it stands open, and takes no other order before that is over.
    if (doors.heard(place).fire) return;
    const isTime = !last || last.wanted !== wanted || clock.monotonicMs() - last.askedAtMs >= askAgainMs;
    if (isTime) ask(place, wanted);
  };
  const placeOf = (command: string) => all.find((place) => asked.get(place)?.waiting.has(command));

  return {
    bring: () => store.transaction(() => all.forEach(bringOne)),
    heard: (place) => {
      const asking = asked.get(place);
      if (asking?.waiting.size === 0) asking.reported = true;
      bringOne(place);
    },
    back: (place) => {
      asked.delete(place);
      bringOne(place);
    },
    commandEnded: (command, outcome, reason) => {
      const place = placeOf(command);
      if (place === undefined) return;
      const asking = asked.get(place)!;
      const action = asking.waiting.get(command);
      asking.waiting.delete(command);
      const isRelease = action === releaseOf.open || action === releaseOf.shut;
      if (outcome !== 'done' && !isRelease) asking.refused = reason ?? outcome;
      if (outcome === 'done' && isRelease && asking.wanted !== 'open' && asking.wanted !== 'shut')
        orders.set(place, { byMode: undefined });
    },
    isMine: (action) => [...Object.values(commandOf), ...Object.values(releaseOf)].some((mine) => mine === action),
    answerOf: (place) => {
      if (!parts.isOnline(places.controllerOf(place)!)) return { state: 'offline' };
      const last = asked.get(place);
      if (isSettled(place, wantedOf(place))) return { state: 'done' };
      if (doors.heard(place).fire) return { state: 'refused', reason: 'released by its fire input' };
      if (last?.refused !== undefined) return { state: 'refused', reason: last.refused };
      return { state: 'pending' };
    },
  };
}
