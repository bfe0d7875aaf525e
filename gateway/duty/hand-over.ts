import Type, { type Static } from 'typebox';
import { AlarmState, AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import { EpochMs, Title } from '../../devices/contracts/place.ts';
import { DutyRole, UserName } from './shift.ts';

const strict = { additionalProperties: false } as const;
const Name = Type.String({ minLength: 1, maxLength: 64 });
const rows = { maxItems: 1000 };

const OpenAlarm = Type.Object(
  {
    alarm: Name,
    type: AlarmType,
    priority: Priority,
    source: Name,
    sourceName: Title,
    state: AlarmState,
    raisedAtMs: EpochMs,
    assignee: Type.Optional(Type.String()),
  },
  strict,
);
const Named = { id: Name, name: Title };

const ModeKind = Type.Enum(['evacuate', 'lockdown', 'entry-policy']);

/** How the site stands at one moment. No names of people, no plates. */
export const HandOverSnapshot = Type.Object(
  {
    atMs: EpochMs,
    open: Type.Array(OpenAlarm, rows),
    shelved: Type.Array(
      Type.Object({ ...OpenAlarm.properties, untilMs: EpochMs, reason: Type.String() }, strict),
      rows,
    ),
    outOfService: Type.Array(Type.Object({ ...Named, untilMs: EpochMs, reason: Type.String() }, strict), rows),
    broken: Type.Array(
      Type.Object({ ...Named, kind: Type.Enum(['device', 'camera']), sinceMs: EpochMs }, strict),
      rows,
    ),
    drills: Type.Array(Type.Object({ id: Name, endsAtMs: EpochMs }, strict), rows),
    modes: Type.Array(Type.Object({ id: Name, kind: ModeKind, sinceMs: EpochMs }, strict), rows),
    visitsWaiting: Type.Integer({ minimum: 0 }),
  },
  strict,
);
export type HandOverSnapshot = Static<typeof HandOverSnapshot>;

/** What the outgoing have to state: equipment, instructions, items under watch. */
export const checkItems = [
  'keys',
  'radios',
  'torches',
  'fire-equipment',
  'first-aid',
  'instructions',
  'under-watch',
] as const;
export const CheckItem = Type.Enum([...checkItems]);
export type CheckItem = Static<typeof CheckItem>;

export const CheckLine = Type.Object(
  {
    item: CheckItem,
    /** Left out until it has been stated. */
    state: Type.Optional(Type.Enum(['in-order', 'problem'])),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
);
export type CheckLine = Static<typeof CheckLine>;

export const handOverStates = ['open', 'signed', 'lapsed'] as const;

/** One hand-over. From the first signature on its content stands still; only alarms that come up before the second are added. */
export const HandOver = Type.Object(
  {
    id: Name,
    role: DutyRole,
    /** The shift that ends; left out where no rota was kept. */
    shift: Type.Optional(Name),
    dueMs: EpochMs,
    begunBy: UserName,
    begunAtMs: EpochMs,
    state: Type.Enum([...handOverStates]),
    outgoing: Type.Array(UserName),
    /** Empty where the rota names nobody: then anybody else who works here may take over. */
    incoming: Type.Array(UserName),
    snapshot: HandOverSnapshot,
    checklist: Type.Array(CheckLine),
    /** Urgent alarms (P1, P2) that the incoming have taken over, one by one. */
    taken: Type.Array(Type.Object({ alarm: Name, by: UserName, atMs: EpochMs }, strict)),
    signatures: Type.Array(
      Type.Object({ side: Type.Enum(['outgoing', 'incoming']), user: UserName, atMs: EpochMs }, strict),
    ),
    signedAtMs: Type.Optional(EpochMs),
    /** SHA-256 of the rest as canonical JSON; the ledger holds the same. */
    hash: Type.Optional(Type.String()),
  },
  strict,
);
export type HandOver = Static<typeof HandOver>;
export type Side = HandOver['signatures'][number]['side'];

/** Alarms that block leaving until they are taken over: urgent ones that nobody has resolved. */
export function itemsToTake({ snapshot, taken }: Pick<HandOver, 'snapshot' | 'taken'>): string[] {
  const done = new Set(taken.map(({ alarm }) => alarm));
  return snapshot.open
    .filter(({ priority, state, alarm }) => priority <= 2 && state !== 'resolved' && !done.has(alarm))
    .map(({ alarm }) => alarm);
}
