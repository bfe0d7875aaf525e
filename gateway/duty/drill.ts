import Type, { type Static } from 'typebox';
import { AlarmType } from '../../devices/contracts/alarms.ts';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { UserName } from './shift.ts';

const strict = { additionalProperties: false } as const;
const Words = Type.String({ minLength: 1, maxLength: 500 });
const Seconds = Type.Integer({ minimum: 0, maximum: 14_400 });
const Milliseconds = Type.Number({ minimum: 0 });

/** What happens in a drill, and when: an alarm at a place, or what an evacuation would open, which moves nothing. */
export const Scenario = Type.Union([
  Type.Object({ kind: Type.Literal('alarm'), type: AlarmType, source: Id, afterS: Seconds }, strict),
  Type.Object({ kind: Type.Literal('evacuation'), afterS: Seconds }, strict),
]);
export type Scenario = Static<typeof Scenario>;

export const DrillPlan = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 80 }),
    scenarios: Type.Array(Scenario, { minItems: 1, maxItems: 20 }),
    /** Who was told beforehand. */
    knows: Type.Array(UserName, { maxItems: 50, uniqueItems: true }),
    limitS: Type.Integer({ minimum: 60, maximum: 14_400, description: 'it ends by itself after so many seconds' }),
  },
  strict,
);
export type DrillPlan = Static<typeof DrillPlan>;

export const drillSteps = ['acknowledged', 'dispatched', 'arrived'] as const;

const StepTime = Type.Object(
  {
    step: Type.Enum([...drillSteps]),
    /** From the raising on; left out where it was not done. */
    tookMs: Type.Optional(Milliseconds),
    allowedMs: Milliseconds,
    within: Type.Boolean(),
  },
  strict,
);
export type StepTime = Static<typeof StepTime>;

export const DrillReport = Type.Object(
  {
    verdict: Type.Enum(['passed', 'failed', 'nothing-measured']),
    alarms: Type.Array(
      Type.Object(
        { alarm: Type.String(), type: AlarmType, source: Id, raisedAtMs: EpochMs, steps: Type.Array(StepTime) },
        strict,
      ),
    ),
  },
  strict,
);
export type DrillReport = Static<typeof DrillReport>;

export const drillStates = ['planned', 'running', 'ended'] as const;

export const Drill = Type.Object(
  {
    id: Type.String(),
    ...DrillPlan.properties,
    plannedBy: UserName,
    plannedAtMs: EpochMs,
    state: Type.Enum([...drillStates]),
    startedBy: Type.Optional(UserName),
    startedAtMs: Type.Optional(EpochMs),
    endsAtMs: Type.Optional(EpochMs),
    endedAtMs: Type.Optional(EpochMs),
    /** Left out: it ended by itself, at its limit. */
    endedBy: Type.Optional(UserName),
    /** A real urgent alarm waits: nothing more is raised until somebody has taken it. */
    heldSinceMs: Type.Optional(EpochMs),
    /** What has happened so far, by the place of its scenario in the plan. */
    done: Type.Array(
      Type.Object(
        {
          scenario: Type.Integer({ minimum: 0 }),
          atMs: EpochMs,
          alarm: Type.Optional(Type.String()),
          /** Of an evacuation: doors and barriers that would open. */
          wouldOpen: Type.Optional(Type.Array(Id)),
        },
        strict,
      ),
    ),
    /** From the end on. */
    report: Type.Optional(DrillReport),
    notes: Type.Array(Type.Object({ by: UserName, atMs: EpochMs, text: Words }, strict)),
  },
  strict,
);
export type Drill = Static<typeof Drill>;
