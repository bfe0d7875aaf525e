import Type, { type Static } from 'typebox';
import { Day, EpochMs, Id } from '../../devices/contracts/place.ts';
import { Lane } from '../../devices/contracts/site-events.ts';
import { AlertRule, alertKindNames, alertKinds, RuleId } from './alert-rule.ts';
import { figureNames } from './health-figures.ts';
import type { ConditionRow, RuleRow, Shelf } from './health-store.ts';

const Count = Type.Integer({ minimum: 0 });
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Kind = Type.Enum(alertKindNames);

const ShelfView = Type.Object({ untilMs: EpochMs, by: Type.String(), why: Type.String(), atMs: EpochMs });

export const ConditionView = Type.Object({
  id: Type.String(),
  rule: RuleId,
  gateway: Id,
  subject: Type.String({ description: 'ring-1, ring-2, ring-3, or the code of a problem; else empty' }),
  sinceMs: Type.Integer({ description: 'since when it has been so' }),
  openedMs: EpochMs,
  asOfMs: Type.Integer({ description: 'when what it rests on was said; a figure of long ago is an old one' }),
  value: OrNull(Type.Number()),
  shelf: OrNull(ShelfView),
});
export type ConditionView = Static<typeof ConditionView>;

export const ConditionGroup = Type.Object({
  kind: Kind,
  unit: Type.String(),
  count: Type.Integer({ minimum: 0, description: 'of all, shelved ones too' }),
  shelved: Count,
  conditions: Type.Array(ConditionView, { description: 'the longest first, 500 at most; shelved ones last' }),
});
export type ConditionGroup = Static<typeof ConditionGroup>;

export const ConditionList = Type.Object({
  nowMs: EpochMs,
  lookedAtMs: OrNull(Type.Integer({ description: 'when the fleet was last looked at; what is below is as old' })),
  gateways: Type.Integer({ minimum: 0, description: 'of which something is wrong and not shelved' }),
  groups: Type.Array(ConditionGroup),
});
export type ConditionList = Static<typeof ConditionList>;

export const RuleView = Type.Object({
  id: RuleId,
  revision: Type.Integer({ description: 'what a change names; 0: as it came with the program' }),
  unit: Type.String(),
  sense: Type.Enum(['above', 'below']),
  rule: AlertRule,
});
export type RuleView = Static<typeof RuleView>;
export const RuleList = Type.Object({ rules: Type.Array(RuleView) });

export const viewRule = ({ id, revision, rule }: RuleRow): RuleView => {
  const { unit, sense } = alertKinds[rule.kind];
  return { id, revision, unit, sense, rule };
};

const maxShown = 500;

/** What is wrong, by kind in the order of the kinds; what is shelved stands after what is not. */
export function groupConditions(conditions: readonly ConditionRow[], shelves: readonly Shelf[]): ConditionGroup[] {
  const shelfOf = new Map(shelves.map((shelf) => [`${shelf.gateway}/${shelf.kind}/${shelf.subject}`, shelf]));
  const byKind = Map.groupBy(conditions, ({ kind }) => kind);
  return alertKindNames.flatMap((kind) => {
    const all = (byKind.get(kind) ?? []).map(({ id, rule, gateway, subject, sinceMs, openedMs, asOfMs, value }) => {
      const shelf = shelfOf.get(`${gateway}/${kind}/${subject}`);
      const shown = shelf ? { untilMs: shelf.untilMs, by: shelf.by, why: shelf.why, atMs: shelf.atMs } : null;
      return { id, rule, gateway, subject, sinceMs, openedMs, asOfMs, value, shelf: shown };
    });
    if (all.length === 0) return [];
    const rank = ({ shelf, sinceMs }: ConditionView) => [shelf ? 1 : 0, sinceMs] as const;
    all.sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
    const shelved = all.filter(({ shelf }) => shelf !== null).length;
    return [{ kind, unit: alertKinds[kind].unit, count: all.length, shelved, conditions: all.slice(0, maxShown) }];
  });
}

const Figures = Object.fromEntries(figureNames.map((name) => [name, OrNull(Type.Integer())]));
const PointView = Type.Object({ atMs: EpochMs, ...Figures });
export const SeriesView = Type.Object({
  gateway: Id,
  fromMs: EpochMs,
  toMs: EpochMs,
  points: Type.Array(PointView, { description: 'oldest first, 500 at most; of each span of time the worst' }),
});

const RangeView = Type.Object({ lane: Lane, from: Count, to: Count });
export const ProofView = Type.Object({
  gateway: Id,
  asOfMs: EpochMs,
  issued: Count,
  received: Count,
  missing: Count,
  duplicate: Count,
  days: Type.Array(
    Type.Object({
      day: OrNull(Day),
      epoch: Type.String(),
      issued: Type.Integer({ minimum: 0, description: "by the gateway's word" }),
      received: Count,
      waiting: Type.Integer({ minimum: 0, description: 'not acknowledged yet' }),
      missing: Count,
      duplicate: Count,
      missingRanges: Type.Array(RangeView),
      anchor: OrNull(
        Type.Object({
          seq: Count,
          hash: Type.String(),
          atMs: EpochMs,
          signature: Type.String(),
          agrees: Type.Enum(['yes', 'no', 'unknown'], {
            description: 'whether the anchors of its ledger say the same',
          }),
        }),
      ),
    }),
    { description: 'newest first; a day that is null is what came after the last one that is over' },
  ),
});
export type ProofView = Static<typeof ProofView>;
