import Type, { type Static } from 'typebox';
import { AlarmType, Priority } from '../../devices/contracts/alarms.ts';
import { EpochMs, Id, visible } from '../../devices/contracts/place.ts';
import type { ExportItem } from './export-adapter.ts';
import type { Backlog, Delivery, ShareDeed, ShareView } from './exports-store.ts';
import { countedUpTo } from './exports-store.ts';
import { decideStanding } from './share.ts';
import { fieldNames, purposes, sharedKindNames, shareReasons, shareStates } from './share-terms.ts';

const strict = { additionalProperties: false } as const;
const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: visible, description });
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const ShareId = Type.String({ pattern: '^[0-9a-f]{32}$' });

export const Selection = Type.Object(
  {
    kinds: Type.Array(Type.Enum(sharedKindNames), { minItems: 1, maxItems: 4, uniqueItems: true }),
    gateways: Type.Optional(
      Type.Array(Id, { minItems: 1, maxItems: 2000, uniqueItems: true, description: 'all where left out' }),
    ),
    sites: Type.Optional(
      Type.Array(Id, { minItems: 1, maxItems: 2000, uniqueItems: true, description: 'all where left out' }),
    ),
    alarmTypes: Type.Optional(
      Type.Array(AlarmType, { minItems: 1, uniqueItems: true, description: 'all where left out' }),
    ),
    priorities: Type.Optional(
      Type.Array(Priority, { minItems: 1, maxItems: 4, uniqueItems: true, description: 'all where left out' }),
    ),
    drills: Type.Optional(Type.Boolean({ description: 'exercises too' })),
  },
  strict,
);

export const Fields = Type.Array(Type.Enum([...fieldNames]), {
  minItems: 1,
  uniqueItems: true,
  description: 'nothing else leaves',
});

/** The address and what belongs to it; its form is the way of delivery's own. */
const Target = Type.Record(Type.String({ maxLength: 40 }), Type.Unknown(), { maxProperties: 20 });

const terms = {
  department: text(120, 'who receives it'),
  contact: text(200, 'whom to call there: a desk rather than a person'),
  purpose: Type.Enum([...purposes]),
  purposeText: text(1000, 'what for, in words'),
  legalBasis: text(500, 'the law, the order or the agreement'),
  selection: Selection,
  fields: Fields,
};

export const DraftBody = Type.Object(
  {
    ...terms,
    fromMs: Type.Optional(EpochMs),
    untilMs: Type.Integer({ minimum: 0, maximum: 8_640_000_000_000_000, description: 'within a year' }),
    delivery: Type.Object({ kind: Type.String({ minLength: 1, maxLength: 40 }), target: Target }, strict),
  },
  strict,
);

export const ShareSummary = Type.Object({
  share: ShareId,
  ...terms,
  fromMs: EpochMs,
  untilMs: EpochMs,
  delivery: Type.Object({ kind: Type.String(), target: Target }),
  state: Type.Enum([...shareStates]),
  why: OrNull(Type.Enum([...shareReasons])),
  changedMs: EpochMs,
  asked: Type.Object({ by: Type.String(), atMs: EpochMs, own: Type.Boolean({ description: 'by whoever asks now' }) }),
  approved: OrNull(Type.Object({ by: Type.String(), atMs: EpochMs })),
  progress: Type.Object({
    delivered: Type.Integer(),
    leftOut: Type.Integer({ description: 'events that this way of delivery has no form for' }),
    setAside: Type.Integer({ description: 'events that the recipient would not take' }),
    failures: Type.Integer({ description: 'attempts in a row that did not come through' }),
    failingSinceMs: OrNull(EpochMs),
    nextTryMs: OrNull(EpochMs),
    lastTakenMs: OrNull(EpochMs),
    lastWhy: OrNull(Type.String()),
    waitingSinceMs: OrNull(EpochMs),
    behind: Type.Integer({ description: `events of its kinds still to look at; ${countedUpTo} stands for more` }),
  }),
});
export type ShareSummary = Static<typeof ShareSummary>;

export const DeedView = Type.Object({
  act: Type.String(),
  by: Type.String(),
  atMs: EpochMs,
  why: OrNull(Type.String()),
});

export const DeliveryView = Type.Object({
  atMs: EpochMs,
  outcome: Type.Enum(['taken', 'refused', 'failed', 'gone', 'set-aside']),
  events: Type.Integer(),
  tookMs: Type.Integer(),
  why: OrNull(Type.String()),
});

export const PreviewView = Type.Object({
  events: Type.Array(Type.Object({ id: Type.String(), fields: Type.Record(Type.String(), Type.Unknown()) }, strict)),
});

export function viewShare(
  { row, progress, backlog }: ShareView & { backlog: Backlog },
  reader: string,
  nowMs: number,
): ShareSummary {
  const { fromMs, untilMs, ...said } = row.terms;
  const state = decideStanding(row, nowMs);
  return {
    share: row.share,
    ...(structuredClone(said) as Pick<ShareSummary, keyof typeof terms | 'delivery'>),
    ...{ fromMs, untilMs, state, changedMs: row.changedMs },
    why: state === 'ended' && row.state !== 'ended' ? 'expired' : row.why,
    asked: { by: row.askedSign, atMs: row.askedMs, own: row.askedBy === reader },
    approved: row.approvedMs === null ? null : { by: row.approvedSign ?? '', atMs: row.approvedMs },
    progress: {
      delivered: progress.delivered,
      leftOut: progress.leftOut,
      setAside: progress.setAside,
      failures: progress.failures,
      failingSinceMs: progress.failingSinceMs,
      nextTryMs: progress.nextTryMs,
      lastTakenMs: progress.lastTakenMs,
      lastWhy: progress.lastWhy,
      waitingSinceMs: backlog.events > 0 ? (progress.waitingMs ?? backlog.oldestMs) : null,
      behind: backlog.events,
    },
  };
}

export const viewDeed = ({ act, by, atMs, why }: ShareDeed) => ({ act, by, atMs, why });
export const viewDelivery = ({ share: _share, ...rest }: Delivery) => rest;
export const viewItem = ({ id, fields }: ExportItem) => ({ id, fields: { ...fields } });
