import Type from 'typebox';
import { EpochMs, Id, Ring, Title } from '../../../devices/contracts/place.ts';
import { DeviceKind } from '../../../devices/contracts/site-file.ts';
import { denialReasons, methods } from '../../decision/decision.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Passage, strict } from '../console-schemas.ts';
import { LookUp } from '../privacy/privacy-schemas.ts';
import { guardOf } from '../request-rules.ts';
import { type ConsoleSearch, lookUpHours } from './search-ports.ts';

const usualLimit = 100;
const After = Type.Optional(Type.String({ maxLength: 32, description: '`next` of the page before' }));
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: usualLimit }));
const span = {
  fromMs: Type.Optional(EpochMs),
  toMs: Type.Optional(Type.Integer({ ...EpochMs, description: 'not included' })),
};

const PassageQuery = Type.Object(
  {
    person: Type.Optional({ ...Id, description: 'a person’s id; needs purpose and reason' }),
    plate: Type.Optional(
      Type.String({
        minLength: 3,
        maxLength: 20,
        description: 'a registered plate or a part of one; needs purpose and reason',
      }),
    ),
    ...Type.Partial(LookUp).properties,
    place: Type.Optional({ ...Id, description: 'door or barrier' }),
    ring: Type.Optional(Ring),
    method: Type.Optional(Type.Enum([...methods])),
    outcome: Type.Optional(Type.Enum(['granted', 'denied', 'ask-guard'])),
    why: Type.Optional(Type.Enum(['granted', 'fire-release', ...denialReasons], { description: 'the reason told' })),
    ...span,
    after: After,
    limit: Limit,
  },
  strict,
);
const PassagePage = Type.Object(
  {
    passages: Type.Array(Type.Object({ ...Passage.properties, side: Type.Enum(['entry', 'exit']) }, strict)),
    next: Type.Optional(Type.String({ description: 'for `after`; a short page can have one, too' })),
    fromMs: Type.Optional(Type.Integer({ ...EpochMs, description: 'how far back it looked, if less far than asked' })),
  },
  strict,
);
const EventQuery = Type.Object(
  {
    device: Type.Optional(Id),
    kind: Type.Optional(DeviceKind),
    ring: Type.Optional(Ring),
    type: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })),
    ...span,
    after: After,
    limit: Limit,
  },
  strict,
);
const EventPage = Type.Object(
  {
    events: Type.Array(
      Type.Object(
        {
          device: Id,
          deviceName: Title,
          ring: Type.Optional(Ring),
          type: Type.String(),
          data: Type.Record(Type.String(), Type.Unknown()),
          deviceAtMs: Type.Optional(EpochMs),
          atMs: EpochMs,
        },
        strict,
      ),
    ),
    next: Type.Optional(Type.String()),
  },
  strict,
);

/** Searches over all that is kept. */
export function addSearchRoutes(app: ConsoleApp, search: ConsoleSearch): void {
  app.get(
    '/api/passages/search',
    {
      config: { permission: 'passages.view' },
      schema: {
        operationId: 'passage.search',
        summary: `Passages, newest first, without names and plates; of one person or plate of the last ${lookUpHours} hours, for a purpose, and the look goes into the ledger`,
        querystring: PassageQuery,
        response: { 200: PassagePage },
      },
    },
    async (request) => {
      const { purpose, reason, limit = usualLimit, ...query } = request.query;
      const look = purpose === undefined || reason === undefined ? undefined : { purpose, reason };
      return search.passages({ ...query, limit, look }, guardOf(request));
    },
  );
  app.get(
    '/api/events/search',
    {
      config: { permission: 'alarms.view' },
      schema: {
        operationId: 'event.search',
        summary: 'What devices said, newest first, by when it arrived',
        querystring: EventQuery,
        response: { 200: EventPage },
      },
    },
    async (request) => search.events({ ...request.query, limit: request.query.limit ?? usualLimit }),
  );
}
