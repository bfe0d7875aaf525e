import Type from 'typebox';
import { AlarmState, AlarmStep, AlarmType, Disposition, Priority, Verdict } from '../../../devices/contracts/alarms.ts';
import { EpochMs, Id, Ring, Title } from '../../../devices/contracts/place.ts';
import { Alarm, Count, Milliseconds, Opaque, strict } from '../console-schemas.ts';

/** Spaces are no words: they would satisfy whatever asks for a reason. */
export const Note = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' });
export const NoteBody = Type.Object({ note: Type.Optional(Note) }, strict);
export const NeededNote = Type.Object({ note: Note }, strict);
export const VerifyBody = Type.Object({ verdict: Verdict, note: Type.Optional(Note) }, strict);
export const DispatchBody = Type.Object(
  { to: Type.String({ minLength: 1, maxLength: 64, description: 'a user on duty' }), note: Type.Optional(Note) },
  strict,
);
export const ArriveBody = Type.Object(
  {
    checkpoint: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'code of the checkpoint scanned' }),
    ),
    note: Type.Optional(Note),
  },
  strict,
);
export const CloseBody = Type.Object({ disposition: Disposition, note: Type.Optional(Note) }, strict);
export const ShelveBody = Type.Object({ untilMs: EpochMs, note: { ...Note, description: 'why' } }, strict);

export const Handled = Type.Object({ outcome: Type.Enum(['done', 'already']), alarm: Alarm }, strict);

const Actor = Type.Object({ kind: Type.Enum(['user', 'gateway', 'cloud']), id: Type.Optional(Type.String()) }, strict);
export const HistoryEntry = Type.Object(
  {
    alarm: Opaque,
    n: Count,
    step: AlarmStep,
    atMs: EpochMs,
    by: Actor,
    note: Type.Optional(Type.String()),
    data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  },
  strict,
);

const list = <T extends Type.TSchema>(schema: T) => Type.Optional(Type.Array(schema, { minItems: 1, maxItems: 100 }));
export const SearchQuery = Type.Object(
  {
    fromMs: Type.Optional(EpochMs),
    toMs: Type.Optional(EpochMs),
    types: list(AlarmType),
    priorities: list(Priority),
    rings: list(Ring),
    zone: Type.Optional(Id),
    source: Type.Optional(Id),
    state: Type.Optional(Type.Union([AlarmState, Type.Literal('open')])),
    disposition: Type.Optional(Disposition),
    hidden: Type.Optional(Type.Boolean()),
    drill: Type.Optional(Type.Boolean()),
    before: Type.Optional(
      Type.String({ pattern: '^\\d{1,16}:[A-Za-z0-9_-]{1,64}$', description: 'as `next` of the page before' }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  },
  strict,
);
export const Found = Type.Object({ alarms: Type.Array(Alarm), next: Type.Optional(Type.String()) }, strict);

const Titles = Type.Array(Title);
export const Rationale = Type.Object(
  {
    type: AlarmType,
    title: Title,
    priority: Priority,
    cause: Title,
    consequence: Title,
    response: Titles,
    acknowledgeWithinMs: Milliseconds,
    dispatchWithinMs: Type.Optional(Milliseconds),
    arriveWithinMs: Type.Optional(Milliseconds),
    required: Type.Array(Type.Enum(['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'])),
    leadUnit: Title,
    supportUnits: Titles,
  },
  strict,
);

export const Incident = Type.Object(
  {
    id: Opaque,
    type: AlarmType,
    priority: Priority,
    ring: Ring,
    zone: Type.Optional(Id),
    zoneName: Type.Optional(Title),
    openedAtMs: EpochMs,
    lastAtMs: EpochMs,
    closedAtMs: Type.Optional(EpochMs),
    first: Opaque,
    alarms: Count,
    openAlarms: Count,
    drill: Type.Boolean(),
  },
  strict,
);
export const IncidentFile = Type.Object(
  { incident: Incident, alarms: Type.Array(Alarm), timeline: Type.Array(HistoryEntry) },
  strict,
);
export const IncidentQuery = Type.Object(
  {
    open: Type.Optional(Type.Boolean()),
    fromMs: Type.Optional(EpochMs),
    toMs: Type.Optional(EpochMs),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  },
  strict,
);

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Response = Type.Object(
  { count: Count, medianMs: Milliseconds, p90Ms: Milliseconds, p95Ms: Milliseconds, withinShare: Share },
  strict,
);
export const Figures = Type.Object(
  {
    fromMs: EpochMs,
    toMs: EpochMs,
    raised: Count,
    occurrences: Count,
    suppressed: Count,
    recordedMs: { ...Milliseconds, description: 'of the span, for how long the gateway was at work' },
    perHour: Type.Number({ minimum: 0, description: 'of the hours that were recorded' }),
    floodSlots: Count,
    byPriority: Type.Array(Type.Object({ priority: Priority, raised: Count, share: Share }, strict)),
    byHour: Type.Array(Type.Object({ atMs: EpochMs, p1: Count, p2: Count, p3: Count, p4: Count }, strict)),
    byDisposition: Type.Array(Type.Object({ disposition: Disposition, count: Count }, strict)),
    response: Type.Array(Type.Object({ ring: Ring, acknowledged: Response, arrived: Response }, strict)),
    badActors: Type.Array(
      Type.Object({ source: Id, sourceName: Title, type: AlarmType, occurrences: Count, noCause: Count }, strict),
    ),
    reliability: Type.Optional(Share),
  },
  strict,
);
export const Span = Type.Object({ fromMs: EpochMs, toMs: EpochMs }, strict);

export const ServiceOrder = Type.Object(
  { source: Id, untilMs: EpochMs, by: Type.String(), reason: Type.String(), sinceMs: EpochMs },
  strict,
);
export const ServiceBody = Type.Object({ source: Id, untilMs: EpochMs, reason: Note }, strict);
export const PresenceBody = Type.Object({ alarm: Type.Optional(Opaque) }, strict);
export const Present = Type.Array(
  Type.Object({ user: Type.String(), alarm: Type.Optional(Opaque), sinceMs: EpochMs }, strict),
);
