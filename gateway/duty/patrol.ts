import Type, { type Static } from 'typebox';
import { EpochMs, Id, Title } from '../../devices/contracts/place.ts';
import { UserName } from './shift.ts';

const strict = { additionalProperties: false } as const;
const Seconds = Type.Integer({ minimum: 0, maximum: 86_400 });

/** What a checkpoint's label says before its code. */
export const labelPrefix = 'ringward:checkpoint:';

const At = Type.Object(
  { x: Type.Number(), y: Type.Number() },
  { ...strict, description: 'metres on the plan, from its upper left corner' },
);
const given = {
  id: Id,
  name: Title,
  expectedAfterS: { ...Seconds, description: 'from the beginning of the run' },
  toleranceS: Seconds,
  at: Type.Optional(At),
};
const codeField = { code: Type.String({ pattern: '^[0-9a-z]{20}$', description: 'random; on the label only' }) };

/** A place to pass; the code on its label is what shows that somebody was there. */
export const Checkpoint = Type.Object({ ...given, ...codeField }, strict);
export type Checkpoint = Static<typeof Checkpoint>;

const timeOfDay = '^([01]\\d|2[0-3]):[0-5]\\d$';
const schedule = {
  name: Title,
  /** When a run is due, by the clock of the site; without any it is walked when somebody wants to. */
  times: Type.Array(Type.String({ pattern: timeOfDay, description: 'HH:MM' }), { maxItems: 48, uniqueItems: true }),
  startToleranceS: { ...Seconds, description: 'so late it may begin' },
};
const checkpoints = { minItems: 1, maxItems: 100 };

/** As a lead gives it: the codes are the gateway's. */
export const PatrolRouteOrder = Type.Object(
  { ...schedule, checkpoints: Type.Array(Type.Object(given, strict), checkpoints) },
  strict,
);
export type PatrolRouteOrder = Static<typeof PatrolRouteOrder>;

/** As everybody sees it: without codes, so that nobody scans from a chair. */
export const ShownRoute = Type.Object({ id: Id, ...PatrolRouteOrder.properties }, strict);
export type ShownRoute = Static<typeof ShownRoute>;

export interface PatrolRoute extends Omit<PatrolRouteOrder, 'checkpoints'> {
  id: string;
  /** In the order in which they are passed. */
  checkpoints: Checkpoint[];
}

export const deviationKinds = ['not-started', 'late', 'missed', 'wrong-order'] as const;
export const Deviation = Type.Object(
  { kind: Type.Enum([...deviationKinds]), checkpoint: Type.Optional(Id), atMs: EpochMs },
  strict,
);
export type Deviation = Static<typeof Deviation>;

const unsure = {
  clockUnsure: Type.Optional(
    Type.Literal(true, { description: 'by a clock that was not believed, and not put right yet' }),
  ),
};
export const Scan = Type.Object(
  { checkpoint: Id, atMs: EpochMs, ...unsure, photos: Type.Integer({ minimum: 0 }) },
  strict,
);
export type Scan = Static<typeof Scan>;

/** Every one stays, in the order in which they were written. */
export const PatrolNote = Type.Object(
  {
    n: Type.Integer({ minimum: 1 }),
    checkpoint: Type.Optional(Id),
    atMs: EpochMs,
    by: UserName,
    note: Type.String(),
  },
  strict,
);
export type PatrolNote = Static<typeof PatrolNote>;

export const runStates = ['due', 'running', 'finished', 'abandoned', 'missed'] as const;

/** One walk along a route; it keeps the checkpoints as they were when it began. */
export const PatrolRun = Type.Object(
  {
    id: Type.String(),
    route: Id,
    name: Title,
    state: Type.Enum([...runStates]),
    dueMs: Type.Optional(EpochMs),
    /** When it must have begun. */
    startByMs: Type.Optional(EpochMs),
    by: Type.Optional(UserName),
    startedAtMs: Type.Optional(EpochMs),
    endedAtMs: Type.Optional(EpochMs),
    checkpoints: Type.Array(Type.Object(given, strict)),
    scans: Type.Array(Scan),
    deviations: Type.Array(Deviation),
    /** When the alarm of this run was raised; there is one at most. */
    alarmedAtMs: Type.Optional(EpochMs),
    ...unsure,
  },
  strict,
);
export type PatrolRun = Static<typeof PatrolRun>;
