import Type, { type Static } from 'typebox';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { twinStates } from '../../devices/contracts/twin.ts';
import { isOnline } from '../api/gateway-views.ts';
import { decideStanding, standings } from './decide-standing.ts';
import { LayerName } from './layer-name.ts';
import { findDifferences, type JsonObject } from './merge-layers.ts';
import type { ChangedTwin, Member } from './plan-change.ts';
import type { Preview } from './twin-desk.ts';
import { type DesiredRow, deedKinds, type LayerDeed, type LayerState, type ReportedRow } from './twin-store.ts';

/** What the API says and the page shows of settings. Times are epoch milliseconds of the cloud's clock unless said otherwise. */
const Count = Type.Integer({ minimum: 0 });
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
export const Content = Type.Unsafe<JsonObject>(
  Type.Object({}, { additionalProperties: true, description: 'RFC 7396; null takes away what lower layers say' }),
);
export const Gateways = Type.Array(Id, { maxItems: 20_000, uniqueItems: true });

export const DefinitionView = Type.Object({
  version: Count,
  content: Content,
  priority: Type.Integer({ description: "a group's: the greater one counts" }),
  members: Gateways,
});

export const LayerView = Type.Object({
  layer: LayerName,
  etag: Type.String({ description: 'for If-Match, with its quotes' }),
  latest: Count,
  released: orNull(DefinitionView),
  staged: orNull(Type.Intersect([DefinitionView, Type.Object({ only: Gateways })])),
});
export type LayerView = Static<typeof LayerView>;

export const DeedView = Type.Object({
  layer: LayerName,
  revision: Count,
  version: Count,
  kind: Type.Enum([...deedKinds]),
  by: Type.String(),
  atMs: EpochMs,
  why: Type.String(),
  only: orNull(Gateways),
  from: orNull(Count),
});
export type DeedView = Static<typeof DeedView>;

const Value = Type.Optional(Type.Unsafe<JsonObject[string]>(Type.Unknown()));
const DifferenceView = Type.Object({
  path: Type.String(),
  from: Value,
  to: Value,
  layer: Type.Optional(Type.String({ description: 'from which the new value comes' })),
});
export type DifferenceView = Static<typeof DifferenceView>;

const ResolvedView = Type.Object({
  document: Content,
  origins: Type.Record(Type.String(), Type.String(), { description: 'the layer that each value comes from' }),
});

const RefusalView = Type.Object({ gateway: orNull(Id), field: Type.String(), problem: Type.String() });
const PreviewTwin = Type.Object({
  gateway: Id,
  site: orNull(Id),
  needsRestart: Type.Boolean(),
  differences: Type.Array(DifferenceView),
  after: ResolvedView,
});

export const PreviewView = Type.Object({
  affected: Count,
  needRestart: Count,
  refused: Type.Array(RefusalView),
  twins: Type.Array(PreviewTwin, { description: 'the first of those that change, or the one that was asked for' }),
});
export type PreviewView = Static<typeof PreviewView>;

const TwinStates = Type.Enum([...twinStates]);
const Standing = Type.Enum([...standings]);

export const TwinRow = Type.Object({
  gateway: Id,
  site: orNull(Id),
  online: Type.Boolean(),
  lastSeenMs: orNull(EpochMs),
  standing: Standing,
  sinceMs: orNull(EpochMs),
  desired: orNull(Type.Object({ version: Count, etag: Type.String(), sinceMs: EpochMs })),
  reported: orNull(
    Type.Object({
      version: Count,
      answers: Count,
      state: TwinStates,
      problems: Type.Array(Type.String()),
      atMs: Type.Integer({ description: "by the gateway's clock" }),
      receivedAtMs: EpochMs,
    }),
  ),
});
export type TwinRow = Static<typeof TwinRow>;

export const TwinList = Type.Object({
  nowMs: EpochMs,
  counts: Type.Record(Type.String(), Count, { description: 'gateways by standing' }),
  twins: Type.Array(TwinRow),
});
export type TwinList = Static<typeof TwinList>;

export const TwinView = Type.Object({
  nowMs: EpochMs,
  twin: TwinRow,
  desired: ResolvedView,
  runs: orNull(Content),
  drift: Type.Array(DifferenceView, { description: 'from what it runs with to what it should' }),
});
export type TwinView = Static<typeof TwinView>;

export const etagOf = (revision: number): string => `"${revision}"`;

export function viewLayer({ layer, revision, latest, released, staged }: LayerState): LayerView {
  const copy = <T extends { members: readonly string[] }>(version: T) => ({
    ...version,
    members: [...version.members],
  });
  return {
    layer,
    latest,
    etag: etagOf(revision),
    released: released ? copy(released) : null,
    staged: staged ? { ...copy(staged), only: [...staged.only] } : null,
  };
}

export const viewDeed = ({ only, from, ...deed }: LayerDeed): DeedView => ({
  ...deed,
  only: only ? [...only] : null,
  from: from ?? null,
});

/** Twins that an answer shows at most. */
const shownTwins = 25;

function viewChanged({ gateway, site, needsRestart, differences, after }: ChangedTwin): Static<typeof PreviewTwin> {
  return { gateway, site: site ?? null, needsRestart, differences, after };
}

export function viewPreview({ changed, refused }: Preview, gateway: string | undefined): PreviewView {
  const shown = gateway === undefined ? changed : changed.filter((twin) => twin.gateway === gateway);
  return {
    affected: changed.length,
    needRestart: changed.filter(({ needsRestart }) => needsRestart).length,
    refused: refused.slice(0, 100).map((refusal) => ({ gateway: null, ...refusal })),
    twins: shown.slice(0, shownTwins).map(viewChanged),
  };
}

export interface TwinParts extends Member {
  lastSeenMs: number | null;
  desired: DesiredRow | undefined;
  report: ReportedRow | undefined;
}

export function viewTwinRow({ gateway, site, lastSeenMs, desired, report }: TwinParts, nowMs: number): TwinRow {
  const { version, answers, state, problems, atMs } = report?.reported ?? {};
  return {
    gateway,
    site: site ?? null,
    lastSeenMs,
    online: isOnline(lastSeenMs, nowMs),
    ...decideStanding(desired, report),
    desired: desired ? { version: desired.version, etag: desired.etag, sinceMs: desired.sinceMs } : null,
    reported:
      report && state
        ? {
            version: version!,
            answers: answers!.version,
            state,
            problems: problems!,
            atMs: atMs!,
            receivedAtMs: report.receivedAtMs,
          }
        : null,
  };
}

/** What it runs with against what it should run with; both without what the site file says. */
export function viewDrift(report: ReportedRow | undefined, desired: JsonObject): Static<typeof DifferenceView>[] {
  return report ? findDifferences(report.reported.document as JsonObject, desired) : [];
}
