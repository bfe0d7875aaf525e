import type { SiteDoor } from '../../../devices/contracts/site-doors.ts';
import type { SiteBarrier } from '../../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type {
  ConsoleDoor,
  ConsoleDoors,
  DoorAnswer,
  DoorDeed,
  DoorOutcome,
  DoorRefusal,
} from '../../console/doors/door-ports.ts';
import type { AccessFlow } from './access-flow.ts';
import type { AccessParts } from './access-parts.ts';
import type { ModeKeeper } from './mode-keeper.ts';
import { toPlateReading } from './plate-reading.ts';

export interface DoorDesk extends ConsoleDoors {
  commandEnded(command: string, outcome: 'done' | 'refused' | 'expired' | 'failed', reason: string | undefined): void;
}

/** In the ledger. */
const deedNames = {
  open: 'opened',
  unlock: 'unlocked',
  lock: 'locked',
  block: 'blocked',
  unblock: 'unblocked',
  close: 'closed',
} as const;
const refuse = (code: DoorRefusal['code'], reason?: string): DoorRefusal => ({
  ok: false,
  code,
  ...(reason !== undefined && { reason }),
});

/** What guards see of doors and barriers and do to them, each deed with its reason in the ledger. */
export function createDoorDesk(parts: AccessParts, flow: AccessFlow, keeper: ModeKeeper): DoorDesk {
  const { store, clock, doors, orders, executor, places, ledger } = parts;
  const answers = new Map<string, DoorAnswer & { command: string }>();
  const all = [...parts.site.doors, ...parts.site.barriers];
  const find = (id: string) => all.find((place) => place.id === id);

  const note = (place: string, deed: keyof typeof deedNames, user: string, reason: string) =>
    ledger.append({
      atMs: clock.wallMs(),
      actor: { kind: 'user', id: user },
      action: `${doors.door(place) ? 'door' : 'barrier'}.${deedNames[deed]}`,
      subject: place,
      reason,
    });
  const command = (place: string, action: string) => {
    const { ttlMs } = deviceProfiles[doors.door(place) ? 'door-controller' : 'barrier'].commands[action]!;
    const id = executor.issue({ device: places.controllerOf(place)!, action, ttlMs });
    answers.set(place, { command: id, action, state: 'pending' });
  };
  const view = (place: SiteDoor | SiteBarrier) => toConsoleDoor(parts, place, answers.get(place.id));

  const act = (place: string, deed: DoorDeed) => {
    if (deed === 'block') {
      orders.set(place, { byGuard: 'blocked' });
      keeper.heard(place);
    } else if (deed === 'unblock') {
      orders.set(place, { byGuard: undefined });
      if (doors.door(place) && hindrance(parts, place) === undefined) command(place, 'lock');
    } else {
      if (deed === 'unlock' || orders.of(place).byGuard === 'unlocked') doors.unseen(place);
      if (deed !== 'close') orders.set(place, { byGuard: deed === 'unlock' ? 'unlocked' : undefined });
      command(place, deed);
    }
  };
  return {
    list: () => all.map(view),
    open: (id, user, reason) => {
      const place = find(id);
      if (!place) return refuse('no-door');
      if (!parts.isOnline(place.controller)) return refuse(whyAway(parts, place.controller));
      return store.transaction((): DoorOutcome => {
        const { decision, record, command: opening } = flow.openByGuard(id, user, reason);
        if (decision.outcome !== 'granted') return refuse('refused', decision.reason);
        note(id, 'open', user, reason);
        const action = doors.door(id) ? 'access' : 'open';
        if (opening !== undefined) answers.set(id, { command: opening, action, state: 'pending' });
        return { ok: true, door: view(place), passage: record.id };
      });
    },
    operate: (id, deed, user, reason) => {
      const place = find(id);
      if (!place) return refuse('no-door');
      const hindered = mayOperate(parts, id, deed);
      if (hindered) return refuse(hindered);
      return store.transaction((): DoorOutcome => {
        act(id, deed);
        note(id, deed, user, reason);
        return { ok: true, door: view(place) };
      });
    },
    explain: (id, user) =>
      store.transaction(() => {
        const found = parts.decisions.explain(id);
        if (!found) return undefined;
        const { place: source, taken, holder: _holder, credential: _credential, ...record } = found.record;
        const actor = { kind: 'user', id: user } as const;
        ledger.append({ atMs: clock.wallMs(), actor, action: 'passage.explained', subject: id });
        return { ...record, source, ...(taken !== undefined && { taken }), rules: found.trace };
      }),
    reading: (id, { purpose, reason }, user) =>
      store.transaction(() => {
        const seen = parts.decisions.readingOf(id);
        if (!seen) return undefined;
        const actor = { kind: 'user', id: user } as const;
        ledger.append({ atMs: clock.wallMs(), actor, action: 'passage.reading-seen', subject: id, purpose, reason });
        return toPlateReading(seen, parts.register.all('vehicle'));
      }),
    forgive: (person, user, reason) =>
      store.transaction(() => {
        const known = parts.passback.forgive(person);
        const actor = { kind: 'user', id: user } as const;
        if (known) ledger.append({ atMs: clock.wallMs(), actor, action: 'passback.forgiven', subject: person, reason });
        return known;
      }),
    commandEnded: (ended, state, reason) => {
      for (const answer of answers.values())
        if (answer.command === ended) Object.assign(answer, { state, ...(reason !== undefined && { reason }) });
    },
  };
}

/** What outranks a guard's order at this place. */
function hindrance({ doors, modes }: AccessParts, place: string): 'fire' | 'evacuation' | 'lockdown' | undefined {
  if (doors.heard(place).fire) return 'fire';
  const effect = modes.effectOf(place);
  if (effect === 'open') return 'evacuation';
  return effect === 'shut' || doors.heard(place).mode === 'LockedDown' ? 'lockdown' : undefined;
}

const standsAside = ({ standing }: AccessParts, controller: string): 'waiting' | 'revoked' | undefined => {
  const now = standing?.(controller);
  return now === 'approved' ? undefined : now;
};

const whyAway = (parts: AccessParts, controller: string): 'device-offline' | 'device-not-approved' =>
  standsAside(parts, controller) ? 'device-not-approved' : 'device-offline';

function mayOperate(parts: AccessParts, id: string, deed: DoorDeed): DoorRefusal['code'] | undefined {
  // To block and unblock is known to every decision at once, and to the device when it can be reached.
  if (deed === 'block' || deed === 'unblock') return undefined;
  const { doors, places } = parts;
  const isDoor = doors.door(id) !== undefined;
  if (isDoor !== (deed !== 'close')) return isDoor ? 'not-for-doors' : 'not-for-barriers';
  if (!parts.isOnline(places.controllerOf(id)!)) return whyAway(parts, places.controllerOf(id)!);
  const outranked = hindrance(parts, id);
  // A barrier in a lockdown may come down.
  if (outranked && !(deed === 'close' && outranked === 'lockdown')) return outranked;
  if (isDoor && doors.isBlocked(id)) return 'blocked';
  const { safety } = doors.heard(id);
  if (deed === 'close' && safety !== false) return safety ? 'loop-occupied' : 'loop-unknown';
  return undefined;
}

function toConsoleDoor(
  parts: AccessParts,
  { id, ring, name, zone, controller }: SiteDoor | SiteBarrier,
  answer: (DoorAnswer & { command: string }) | undefined,
): ConsoleDoor {
  const { doors, orders, modes, isOnline } = parts;
  const { mode, contact, alarm, fire, arm, approach, safety, heardAtMs } = doors.heard(id);
  const isDoor = doors.door(id) !== undefined;
  const known = isDoor ? { mode, contact, alarm } : { arm, approach, safety };
  const ordered = orders.of(id).byGuard;
  const emergency = modes.effectOf(id);
  const { command: _command, ...last } = answer ?? { command: undefined };
  const standing = standsAside(parts, controller);
  const left = { zone, ...known, heardAtMs, ordered, emergency, standing, ...(answer && { answer: last }) };
  return {
    id,
    kind: isDoor ? 'door' : 'barrier',
    ring,
    name,
    controller,
    online: isOnline(controller),
    fire,
    ...Object.fromEntries(Object.entries(left).filter(([, value]) => value !== undefined)),
  };
}
