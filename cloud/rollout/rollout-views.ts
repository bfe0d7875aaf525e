import Type, { type Static } from 'typebox';
import { EpochMs, Id, visible } from '../../devices/contracts/place.ts';
import { ReleaseManifest } from '../../devices/contracts/release.ts';
import { RolloutState, ShadowResult, ShadowTerms } from '../../devices/contracts/rollout.ts';
import {
  haltReasons,
  type PlaceRow,
  placeStages,
  type ReleaseRow,
  type RolloutActRow,
  type RolloutRow,
  rolloutPhases,
  type Tally,
} from './rollout-store.ts';

const strict = { additionalProperties: false } as const;
const Share = (description: string) => Type.Number({ minimum: 0, maximum: 1, description });
const Clock24 = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
export const RolloutId = Type.String({ pattern: '^[A-Za-z0-9_-]{12}$' });
export const ReleaseId = Type.String({ pattern: '^[0-9a-f]{64}$' });
export const Why = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: visible,
  description: 'for those who read it later',
});

export const Terms = Type.Object(
  {
    percents: Type.Array(Type.Number({ exclusiveMinimum: 0, maximum: 100 }), {
      ...{ minItems: 1, maxItems: 20 },
      description: 'of all targets, one for each group; their sum is 100',
    }),
    successShare: Share('of a group, committed before the next begins'),
    errorShare: Share('of a group, ended badly, that is still borne'),
    errorCount: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000, description: 'of all of them' })),
    openShare: Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'of all targets, at the same time' }),
    silentAfterS: Type.Integer({ minimum: 10, maximum: 604_800, description: 'then a gateway counts as lost' }),
    healthS: Type.Integer({ minimum: 1, maximum: 86_400 }),
    notBeforeMs: Type.Optional(EpochMs),
    window: Type.Optional(
      Type.Object(
        {
          from: Clock24,
          to: Clock24,
          timeZone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA, or "site"' }),
        },
        { ...strict, description: 'the time of the day, at the site, in which gateways begin' },
      ),
    ),
    shadow: Type.Optional(ShadowTerms),
    devices: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 1000, description: 'of firmware' })),
  },
  strict,
);

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const ReleaseView = Type.Object({
  id: ReleaseId,
  manifest: ReleaseManifest,
  fileName: Type.String(),
  by: Type.String(),
  atMs: EpochMs,
  signedBy: Type.Array(Type.String()),
  come: Type.Integer({ description: 'bytes of the artefact that have come' }),
  whole: Type.Boolean({ description: 'the artefact is there and is what was signed' }),
});
export type ReleaseView = Static<typeof ReleaseView>;

export const viewRelease = (row: ReleaseRow & { come: number }): ReleaseView => ({
  id: row.id,
  manifest: row.manifest,
  fileName: row.fileName,
  by: row.by,
  atMs: row.atMs,
  signedBy: row.signed.signatures.map(({ key }) => key),
  come: row.come,
  whole: row.hashes !== undefined,
});

export const GroupView = Type.Object({
  group: Type.Integer(),
  size: Type.Integer(),
  waiting: Type.Integer(),
  held: Type.Integer({ description: 'of those that wait: another one of their site ended badly' }),
  open: Type.Integer({ description: 'have it under way' }),
  committed: Type.Integer(),
  bad: Type.Integer({ description: 'failed, went back, or fell silent' }),
});
export type GroupView = Static<typeof GroupView>;

export const RolloutView = Type.Object({
  id: RolloutId,
  title: Type.String(),
  release: ReleaseId,
  kind: Type.String(),
  name: Type.String(),
  version: Type.String(),
  phase: Type.Enum([...rolloutPhases]),
  why: Nullable(Type.Enum([...haltReasons])),
  terms: Terms,
  preparedBy: Type.String({ description: 'sign' }),
  mine: Type.Boolean({ description: 'whoever asks prepared it, and does not approve it too' }),
  atMs: EpochMs,
  backFrom: Nullable(Type.String()),
  groups: Type.Array(GroupView),
});
export type RolloutView = Static<typeof RolloutView>;

export function viewRollout(
  row: RolloutRow,
  release: ReleaseRow | undefined,
  tallies: readonly Tally[],
  me: string,
): RolloutView {
  const { plan, standing } = row;
  return {
    ...{ id: plan.id, title: plan.title, release: plan.release, kind: row.kind, name: row.name },
    version: release?.manifest.version ?? '',
    phase: standing.phase,
    why: standing.why,
    terms: plan.terms as RolloutView['terms'],
    preparedBy: plan.sign,
    mine: plan.preparedBy === me,
    atMs: plan.atMs,
    backFrom: plan.backFrom ?? null,
    groups: tallies.map((tally) => ({ ...tally })),
  };
}

export const PlaceView = Type.Object({
  gateway: Type.String(),
  group: Type.Integer(),
  stage: Type.Enum([...placeStages]),
  state: Nullable(RolloutState),
  calledOff: Type.Boolean(),
  problem: Nullable(Type.String()),
  detail: Nullable(Type.String()),
  takenMs: Nullable(EpochMs),
  heardMs: Nullable(EpochMs),
  before: Nullable(Type.String()),
  running: Nullable(Type.String()),
  shadow: Nullable(ShadowResult),
  tries: Type.Integer(),
  devices: Nullable(
    Type.Object({ done: Type.Integer(), total: Type.Integer() }, { description: 'of firmware: how many have it' }),
  ),
});
export type PlaceView = Static<typeof PlaceView>;

export function viewPlace(place: PlaceRow): PlaceView {
  const { gateway, group, stage, state, calledOff, problem, detail, takenMs, heardMs, before, running, tries } = place;
  const devices = place.devices && { ...place.devices };
  const shadow = place.shadow && { ...place.shadow };
  return {
    ...{ gateway, group, stage, state, calledOff, problem, detail },
    ...{ takenMs, heardMs, before, running, shadow, tries, devices },
  };
}

export const RolloutActView = Type.Object({
  by: Type.String(),
  atMs: EpochMs,
  deed: Type.String(),
  reason: Nullable(Type.String()),
});
export const viewAct = ({ by, atMs, deed, reason }: RolloutActRow) => ({ by, atMs, deed, reason });
