import Type, { type Static } from 'typebox';
import { DaySpan } from './day-window.ts';
import { createParser } from './parse.ts';
import { EpochMs, Id } from './place.ts';
import { SignedKeyList, SignedRelease } from './release.ts';

/**
 * Rollouts, cloud to gateway, on the gateway's authenticated line:
 *
 * - The downlink's event `rollout` (no place in the queue, no data but `{}`) says that something may be new; without one a
 *   gateway asks every few minutes, with jitter. `GET /v1/rollout/assignments` answers `RolloutAssignments`: at most one for
 *   each (kind, name). What is no longer listed was called off: a gateway stops before its next step, never amid one. Older
 *   gateways read no answer with a field that they do not know, so each names in `ringward-knows` those that came later
 *   (`window`); to one that does not, nothing with such a field is assigned.
 * - `GET /v1/artefacts/{sha256}` sends the bytes, `Range` and `ETag` as RFC 9110; only to whom they are assigned.
 * - `POST /v1/rollout/reports`, a `RolloutReport`, after each step: `204`; 409 for an attempt that the cloud does not know.
 *   At least once, in order of `step`; a step that was heard before has no effect.
 * - A gateway trusts the signatures in the release and nothing that the cloud says about it.
 */
const strict = { additionalProperties: false } as const;

/** On the gateway each is on disk before its work begins. The last three are ends. */
export const RolloutState = Type.Enum([
  'assigned',
  'downloading',
  'verified',
  'staged',
  'switching',
  'confirming',
  'committed',
  'rolled-back',
  'failed',
]);
export type RolloutState = Static<typeof RolloutState>;
export const rolloutEnds: readonly RolloutState[] = ['committed', 'rolled-back', 'failed'];

/** A model runs beside the one in use before it takes over; figures are over the same pictures. */
export const ShadowTerms = Type.Object(
  {
    samples: Type.Integer({ minimum: 1, maximum: 100_000 }),
    minAgreement: Type.Number({ minimum: 0, maximum: 1 }),
    maxLatencyRatio: Type.Number({ minimum: 0.01, maximum: 100, description: 'new median / old median' }),
  },
  strict,
);
export type ShadowTerms = Static<typeof ShadowTerms>;

export const ShadowResult = Type.Object(
  {
    samples: Type.Integer({ minimum: 0 }),
    agreement: Type.Number({ minimum: 0, maximum: 1 }),
    oldMedianMs: Type.Number({ minimum: 0 }),
    newMedianMs: Type.Number({ minimum: 0 }),
  },
  strict,
);
export type ShadowResult = Static<typeof ShadowResult>;

const AttemptId = Type.String({ pattern: '^[A-Za-z0-9_-]{8,64}$' });

export const RolloutAssignment = Type.Object(
  {
    /** Names one try at one gateway; a new try has a new one. */
    attempt: AttemptId,
    release: SignedRelease,
    /** A newer list of keys than the gateway may have; taken if the old keys have signed it. */
    keyList: Type.Optional(SignedKeyList),
    /** How long the new one has to run well before it is kept. */
    healthS: Type.Integer({ minimum: 1, maximum: 86_400 }),
    /** Of the site's clock; the switch waits for it, the download does not. */
    notBeforeMs: Type.Optional(EpochMs),
    /** By the site's own clock: nothing is switched at another time of the day. */
    window: Type.Optional(DaySpan),
    shadow: Type.Optional(ShadowTerms),
    /** Of firmware: the devices that get it, one after the other. */
    devices: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000 })),
    /** Going back on purpose: an older serial is taken, if it is the one that ran before. */
    back: Type.Optional(Type.Literal(true)),
  },
  strict,
);
export type RolloutAssignment = Static<typeof RolloutAssignment>;

export const RolloutAssignments = Type.Object({ assignments: Type.Array(RolloutAssignment, { maxItems: 32 }) }, strict);
export type RolloutAssignments = Static<typeof RolloutAssignments>;

/** Why an attempt ended badly; for programs, in few words that never grow with the number of causes. */
export const RolloutProblem = Type.Enum([
  'signature-wrong',
  'downgrade',
  'not-for-this-box',
  'artefact-wrong',
  'download-failed',
  'no-space',
  'unpack-failed',
  'start-failed',
  'unhealthy',
  'shadow-disagrees',
  'shadow-slow',
  'device-refused',
  'called-off',
  'interrupted',
]);
export type RolloutProblem = Static<typeof RolloutProblem>;

export const RolloutReport = Type.Object(
  {
    attempt: AttemptId,
    /** Rises by one with each report of the attempt, from 1. */
    step: Type.Integer({ minimum: 1, maximum: 10_000 }),
    state: RolloutState,
    atMs: EpochMs,
    /** What ran before, and what runs now. */
    running: Type.Optional(
      Type.Object(
        {
          version: Type.String({ maxLength: 64, pattern: '^[^\\u0000]*$' }),
          serial: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
        },
        strict,
      ),
    ),
    bytes: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
    problem: Type.Optional(RolloutProblem),
    /** For a person; no names, no paths. */
    detail: Type.Optional(Type.String({ maxLength: 500, pattern: '^[^\\u0000]*$' })),
    shadow: Type.Optional(ShadowResult),
    /** Of firmware: how many devices have it, of how many that are to have it. */
    devicesDone: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    devicesTotal: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    /** … and the one of which there is news. */
    device: Type.Optional(Type.Object({ id: Id, state: RolloutState, problem: Type.Optional(RolloutProblem) }, strict)),
  },
  strict,
);
export type RolloutReport = Static<typeof RolloutReport>;

/** Fields of an assignment that not every gateway can read, as names between commas. */
export const rolloutKnowsHeader = 'ringward-knows';

export const parseRolloutAssignments = createParser(RolloutAssignments);
export const parseRolloutReport = createParser(RolloutReport);
