import Type from 'typebox';
import {
  AlarmState,
  AlarmType,
  Disposition,
  EscalationLevel,
  Priority,
  Verdict,
} from '../../devices/contracts/alarms.ts';
import { EpochMs, Id, Ring, Title } from '../../devices/contracts/place.ts';
import { CameraKind, DeviceKind } from '../../devices/contracts/site-file.ts';
import { methods } from '../decision/decision.ts';
import { permissions, roles } from '../privacy/roles.ts';
import { consoleShedClasses, enrolHints } from './console-ports.ts';

/**
 * The console's HTTP messages. Replies are written through these schemas: a field that is not named here does not leave
 * the gateway. They follow the types of console-ports.ts.
 */
export const strict = { additionalProperties: false } as const;
export const Count = Type.Integer({ minimum: 0 });
export const Milliseconds = Type.Number({ minimum: 0 });
/** An id that nobody reads. */
export const Opaque = Type.String({ minLength: 1, maxLength: 64 });
export const IdParams = Type.Object({ id: Id }, strict);
export const OpaqueParams = Type.Object({ id: Opaque }, strict);

/** A reply that is a file of one of these types. */
export const fileOf = (...types: string[]) => ({
  description: types.join(' or '),
  content: Object.fromEntries(types.map((type) => [type, { schema: Type.Any() }])),
});

export const ApiError = Type.Object(
  {
    code: Type.String({ description: 'stable, for programs and translations' }),
    message: Type.String({ description: 'one English sentence: what is wrong and what to do' }),
    retryAfterS: Type.Optional(Count),
    field: Type.Optional(Type.String({ description: 'which field of the request it is about' })),
  },
  { $id: 'ApiError', ...strict },
);

export const Credentials = Type.Object(
  {
    user: Type.String({ minLength: 1, maxLength: 64 }),
    password: Type.String({ minLength: 1, maxLength: 256 }),
    code: Type.Optional(Type.String({ minLength: 6, maxLength: 20, description: 'of the phone, or a recovery code' })),
  },
  strict,
);
export const SignedIn = Type.Object(
  {
    user: Type.String(),
    roles: Type.Array(Type.Enum([...roles])),
    permissions: Type.Array(Type.Enum([...permissions])),
    mustChange: Type.Optional(
      Type.Boolean({
        description: 'the password was given by somebody else: nothing is allowed before another is chosen',
      }),
    ),
  },
  strict,
);

export const Alarm = Type.Object(
  {
    id: Opaque,
    type: AlarmType,
    priority: Priority,
    ring: Ring,
    source: Id,
    sourceName: Title,
    zone: Type.Optional(Id),
    state: AlarmState,
    active: Type.Boolean(),
    hidden: Type.Optional(
      Type.Object(
        {
          kind: Type.Enum(['shelved', 'suppressed', 'out-of-service']),
          untilMs: Type.Optional(EpochMs),
          by: Type.Optional(Type.String()),
          reason: Type.Optional(Type.String()),
          parent: Type.Optional(Opaque),
        },
        strict,
      ),
    ),
    chatteringSinceMs: Type.Optional(EpochMs),
    incident: Type.Optional(Opaque),
    drill: Type.Optional(Type.Boolean()),
    verdict: Type.Optional(Verdict),
    assignee: Type.Optional(Type.String()),
    disposition: Type.Optional(Disposition),
    escalation: EscalationLevel,
    closedAtMs: Type.Optional(EpochMs),
    momentary: Type.Optional(Type.Boolean()),
    acknowledgedBy: Type.Optional(Type.String()),
    acknowledgedAtMs: Type.Optional(EpochMs),
    raisedAtMs: EpochMs,
    lastAtMs: EpochMs,
    clearedAtMs: Type.Optional(EpochMs),
    count: Count,
    camera: Type.Optional(Id),
    hasSnapshot: Type.Boolean(),
    clip: Type.Optional(Type.Enum(['pending', 'ready', 'failed'])),
    clipUntilMs: Type.Optional(EpochMs),
    clipProblem: Type.Optional(Type.String()),
    detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    detailNames: Type.Optional(Type.Record(Type.String(), Title)),
  },
  strict,
);

export const Camera = Type.Object(
  {
    id: Id,
    kind: CameraKind,
    ring: Ring,
    name: Title,
    state: Type.Enum(['connecting', 'streaming', 'lost']),
    reason: Type.Optional(Type.String()),
    sinceMs: EpochMs,
    mime: Type.Optional(Type.String()),
  },
  strict,
);

export const Device = Type.Object(
  {
    id: Id,
    kind: DeviceKind,
    ring: Ring,
    name: Title,
    state: Type.Enum(['unknown', 'online', 'lost']),
    sinceMs: EpochMs,
    values: Type.Record(Type.String(), Type.Unknown()),
    reportedAtMs: Type.Optional(EpochMs),
    standing: Type.Optional(Type.Enum(['waiting', 'revoked'])),
    updating: Type.Optional(
      Type.Boolean({ description: 'its firmware is changed: that it is away for a moment is no loss' }),
    ),
  },
  strict,
);

export const Passage = Type.Object(
  {
    id: Opaque,
    atMs: EpochMs,
    ring: Ring,
    source: Id,
    sourceName: Title,
    method: Type.Enum([...methods]),
    outcome: Type.Enum(['granted', 'denied', 'ask-guard']),
    reason: Type.String(),
    alone: Type.Optional(Type.Boolean()),
    taken: Type.Optional(Type.Boolean()),
  },
  strict,
);

export const Health = Type.Object(
  {
    startedAtMs: EpochMs,
    version: Type.String(),
    cloud: Type.Object(
      {
        state: Type.Enum(['up', 'down', 'off']),
        sinceMs: EpochMs,
        waiting: Count,
        problem: Type.Optional(Type.String()),
        downlink: Type.Optional(
          Type.Object(
            { state: Type.Enum(['up', 'down']), sinceMs: EpochMs, problem: Type.Optional(Type.String()) },
            { ...strict, description: 'the way back: what operators of the cloud do here' },
          ),
        ),
      },
      strict,
    ),
    broker: Type.Object(
      {
        clients: Count,
        refused: Count,
        link: Type.Optional(
          Type.Object(
            {
              url: Type.String(),
              state: Type.Enum(['up', 'down']),
              sinceMs: EpochMs,
              problem: Type.Optional(Type.String()),
            },
            { ...strict, description: 'the way to a broker of the site’s own; none where the built-in one serves' },
          ),
        ),
      },
      strict,
    ),
    counters: Type.Record(Type.String(), Type.Number()),
  },
  strict,
);

export const Enrolment = Type.Object(
  {
    resident: Id,
    camera: Id,
    state: Type.Enum(['running', 'done', 'refused']),
    startedAtMs: EpochMs,
    endsAtMs: EpochMs,
    hint: Type.Enum([...enrolHints]),
    kept: Count,
    wanted: Count,
    reasons: Type.Array(Type.String()),
    alike: Type.Array(Id),
  },
  strict,
);

export const Perception = Type.Object(
  {
    processes: Type.Array(
      Type.Object({ index: Count, cameras: Count, rssBytes: Count, cores: Type.Number({ minimum: 0 }) }, strict),
    ),
    cameras: Type.Array(
      Type.Object(
        {
          camera: Id,
          framesPerSecond: Type.Number({ minimum: 0 }),
          framesSeen: Count,
          framesDecoded: Count,
          framesRested: Type.Integer({ minimum: 0, description: 'not decoded because nothing moved' }),
          framesAnalysed: Count,
          framesDropped: Type.Integer({ minimum: 0, description: 'passed over because the processor was busy' }),
          decoding: Type.String({ description: 'motion, idle, none, or why every frame is decoded' }),
          wakes: Type.Object({ hinted: Count, late: Count, vain: Count }, strict),
          pictureAgeMs: Type.Optional(Milliseconds),
          stages: Type.Record(
            Type.String(),
            Type.Object({ count: Count, medianMs: Milliseconds, p95Ms: Milliseconds }, strict),
          ),
        },
        strict,
      ),
    ),
  },
  strict,
);

const SystemStorage = Type.Object(
  {
    trouble: Type.Optional(
      Type.Object({ kind: Type.Enum(['full', 'read-only', 'damaged', 'failing']), sinceMs: EpochMs }, strict),
    ),
    salvage: Type.Optional(
      Type.Object(
        {
          ...{ atMs: EpochMs, rows: Count, damaged: Type.Array(Type.String()), all: Type.Boolean() },
          quarantine: Type.String({ description: 'folder that holds the damaged files' }),
        },
        strict,
      ),
    ),
    reserve: Type.Optional(
      Type.Object(
        { heldBytes: Count, wantedBytes: Count },
        { ...strict, description: 'set aside for alarms and decisions' },
      ),
    ),
    shed: Type.Optional(
      Type.Array(Type.Object({ class: Type.Enum([...consoleShedClasses]), count: Count, bytes: Count }, strict), {
        description: 'given up for want of room since the start',
      }),
    ),
  },
  strict,
);

export const System = Type.Object(
  {
    atMs: EpochMs,
    upMs: Milliseconds,
    memory: Type.Object({ gatewayBytes: Count, heapBytes: Count, perceptionBytes: Count }, strict),
    disk: Type.Object({ totalBytes: Count, freeBytes: Count }, { ...strict, description: 'of the data folder' }),
    evidence: Type.Object({ oldestPictureMs: Type.Optional(EpochMs), oldestClipMs: Type.Optional(EpochMs) }, strict),
    clock: Type.Object({ known: Type.Boolean(), problem: Type.Optional(Type.String()) }, strict),
    storage: SystemStorage,
    queues: Type.Array(Type.Object({ lane: Type.Enum(['alarm', 'event']), waiting: Count }, strict)),
  },
  strict,
);

export const Overview = Type.Object(
  {
    site: Type.Object(
      {
        ...{ id: Id, name: Title, timezone: Type.String() },
        zones: Type.Optional(Type.Array(Type.Object({ id: Id, name: Title }, strict))),
      },
      strict,
    ),
    user: Type.String(),
    nowMs: EpochMs,
    cursor: Type.String({ description: 'the last change that this answer holds; go on with /api/live?after=' }),
    alarms: Type.Array(Alarm),
    cameras: Type.Array(Camera),
    devices: Type.Array(Device),
    enrolments: Type.Array(Enrolment),
    passages: Type.Array(Passage),
    drill: Type.Optional(
      Type.Object(
        { id: Type.String(), name: Type.String(), endsAtMs: EpochMs, heldSinceMs: Type.Optional(EpochMs) },
        { ...strict, description: 'the drill that runs' },
      ),
    ),
    health: Health,
  },
  strict,
);

export const Readiness = Type.Object({ ok: Type.Boolean(), problems: Type.Array(Type.String()) }, strict);

export const AlarmQuery = Type.Object(
  {
    open: Type.Optional(Type.Boolean({ default: true })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
  },
  strict,
);
export const PassageQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })) },
  strict,
);
export const LiveQuery = Type.Object({ after: Type.Optional(Type.String({ maxLength: 64 })) }, strict);
