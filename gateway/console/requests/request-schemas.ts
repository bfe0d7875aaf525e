import Type from 'typebox';
import { EpochMs, Id } from '../../../devices/contracts/place.ts';
import { requestKinds, requestStates, urgencies } from '../../requests/service-request.ts';
import { Count, Opaque, strict } from '../console-schemas.ts';

const Kind = Type.Enum([...requestKinds]);
const Urgency = Type.Enum([...urgencies], { description: 'within 2 hours, 24 hours, 7 days, 15 days' });
const State = Type.Enum([...requestStates]);
/** Spaces are no words. */
export const Words = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });
const Score = Type.Integer({ minimum: 1, maximum: 5 });

export const NewRequestBody = Type.Object(
  {
    kind: Kind,
    urgency: Urgency,
    from: Type.Enum(['resident', 'staff']),
    words: Words,
    person: Type.Optional(Opaque),
    home: Type.Optional(Opaque),
    place: Type.Optional(Id),
  },
  strict,
);

export const ShownRequest = Type.Object(
  {
    id: Opaque,
    number: Type.String(),
    kind: Kind,
    urgency: Urgency,
    state: State,
    from: Type.Enum(['resident', 'staff']),
    words: Type.String(),
    person: Type.Optional(Opaque),
    home: Type.Optional(Opaque),
    place: Type.Optional(Id),
    enteredBy: Type.String(),
    enteredAtMs: EpochMs,
    dueMs: EpochMs,
    assignee: Type.Optional(Type.String()),
    doneAtMs: Type.Optional(EpochMs),
    endedAtMs: Type.Optional(EpochMs),
    returned: Count,
    score: Type.Optional(Score),
  },
  strict,
);
const Step = Type.Object(
  {
    n: Count,
    step: Type.Enum([...requestStates, 'returned', 'noted']),
    atMs: EpochMs,
    by: Type.Optional(Type.String({ description: 'a user; left out for whoever asked' })),
    words: Type.Optional(Type.String()),
    data: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  },
  strict,
);
export const RequestFile = Type.Object({ request: ShownRequest, steps: Type.Array(Step) }, strict);
export const Entered = Type.Object(
  {
    request: ShownRequest,
    followCode: Type.String({ description: 'for whoever asked, to follow and rate it; shown this once' }),
  },
  strict,
);
export const RequestQuery = Type.Object(
  {
    open: Type.Optional(Type.Boolean()),
    kind: Type.Optional(Kind),
    assignee: Type.Optional(Type.String({ maxLength: 64 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  },
  strict,
);
export const AcceptBody = Type.Object({ urgency: Type.Optional(Urgency), words: Type.Optional(Words) }, strict);
export const AssignBody = Type.Object(
  { to: Type.String({ minLength: 1, maxLength: 64, description: 'a user, or a firm' }), words: Type.Optional(Words) },
  strict,
);
export const WordsBody = Type.Object({ words: Words }, strict);
export const RateBody = Type.Object({ score: Score, words: Type.Optional(Words) }, strict);

export const FollowParams = Type.Object({ code: Type.String({ pattern: '^[2-9A-HJ-NP-Z]{16}$' }) }, strict);
/** What whoever asked sees: nothing of whom it was given to, and no words of staff but those of the feedback. */
export const Followed = Type.Object(
  {
    number: Type.String(),
    kind: Kind,
    state: State,
    enteredAtMs: EpochMs,
    dueMs: EpochMs,
    steps: Type.Array(Type.Object({ step: Type.String(), atMs: EpochMs, words: Type.Optional(Type.String()) }, strict)),
    score: Type.Optional(Score),
    timeZone: Type.String({ description: 'of the site, by IANA name: its times are shown, wherever they are read' }),
  },
  strict,
);

export const MonthQuery = Type.Object({ month: Type.String({ pattern: '^20\\d\\d-(0[1-9]|1[0-2])$' }) }, strict);
export const PublishedFigures = Type.Object(
  {
    fromMs: EpochMs,
    toMs: EpochMs,
    kinds: Type.Array(
      Type.Object(
        {
          kind: Kind,
          entered: Type.Optional(Count),
          inTimeShare: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
          medianHours: Type.Optional(Type.Number({ minimum: 0 })),
          meanScore: Type.Optional(Type.Number({ minimum: 1, maximum: 5 })),
        },
        strict,
      ),
    ),
    total: Type.Optional(Count),
  },
  strict,
);
