import Type from 'typebox';
import { EpochMs, Id, Ring, Title } from '../../../devices/contracts/place.ts';
import { denialReasons, methods, ruleIds } from '../../decision/decision.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, IdParams, Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import { LookUp } from '../privacy/privacy-schemas.ts';
import { Refusal, type Refusals } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleDoors, DoorDeed, DoorOutcome, DoorRefusal } from './door-ports.ts';

export const ReasonBody = Type.Object(
  { reason: Type.String({ minLength: 3, maxLength: 500, pattern: '\\S', description: 'why; kept in the ledger' }) },
  strict,
);

const Door = Type.Object(
  {
    id: Id,
    kind: Type.Enum(['door', 'barrier']),
    ring: Ring,
    name: Title,
    zone: Type.Optional(Id),
    controller: Id,
    online: Type.Boolean(),
    mode: Type.Optional(Type.String()),
    contact: Type.Optional(Type.Enum(['open', 'closed'])),
    alarm: Type.Optional(Type.String()),
    fire: Type.Boolean(),
    arm: Type.Optional(Type.String()),
    approach: Type.Optional(Type.Boolean()),
    safety: Type.Optional(Type.Boolean()),
    heardAtMs: Type.Optional(EpochMs),
    ordered: Type.Optional(Type.Enum(['blocked', 'unlocked'])),
    emergency: Type.Optional(Type.Enum(['open', 'shut'])),
    standing: Type.Optional(Type.Enum(['waiting', 'revoked'])),
    answer: Type.Optional(
      Type.Object(
        {
          action: Type.String(),
          state: Type.Enum(['pending', 'done', 'refused', 'expired', 'failed']),
          reason: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
  },
  strict,
);
const Operated = Type.Object({ door: Door, passage: Type.Optional(Opaque) }, strict);
const Explanation = Type.Object(
  {
    id: Opaque,
    atMs: EpochMs,
    source: Id,
    method: Type.Enum([...methods]),
    side: Type.Enum(['entry', 'exit']),
    outcome: Type.Enum(['granted', 'denied', 'ask-guard']),
    reason: Type.String(),
    alone: Type.Boolean(),
    taken: Type.Optional(Type.Boolean()),
    rules: Type.Array(
      Type.Object(
        {
          rule: Type.Enum([...ruleIds]),
          answer: Type.Enum(['passed', 'failed', 'granted', 'does-not-apply', 'cannot-tell']),
          reason: Type.Optional(Type.Enum([...denialReasons, 'fire-release'])),
        },
        strict,
      ),
    ),
  },
  strict,
);

const refusals: Refusals<DoorRefusal['code']> = {
  'no-door': [404, 'There is no such door or barrier.'],
  'not-for-barriers': [409, 'A barrier is opened and closed; it cannot be locked or unlocked.'],
  'not-for-doors': [409, 'A door closes by itself: lock it.'],
  'device-offline': [409, 'Its controller cannot be reached.'],
  'device-not-approved': [409, 'Its controller is revoked, or waits for approval.'],
  lockdown: [409, 'A lockdown stands there: end it first.'],
  evacuation: [409, 'An evacuation holds it open: end it first.'],
  fire: [409, 'Its fire input has released it; only a reset on the spot ends that.'],
  blocked: [409, 'It is blocked: unblock it first.'],
  'loop-occupied': [409, 'A vehicle stands under the arm.'],
  'loop-unknown': [409, 'The loop under the arm has not been heard of: whether a vehicle stands there is not known.'],
  refused: [409, 'It may not be opened now'],
};

function unwrap(outcome: DoorOutcome) {
  if (outcome.ok) {
    const { door, passage } = outcome;
    return { door, ...(passage !== undefined && { passage }) };
  }
  const [status, message] = refusals[outcome.code];
  throw new Refusal(
    status,
    outcome.reason ?? outcome.code,
    outcome.reason ? `${message}: ${outcome.reason}.` : message,
  );
}

const deeds: Record<DoorDeed, string> = {
  unlock: 'Keep a door unlocked until it is locked again',
  lock: 'Lock a door',
  block: 'Let nobody pass by a credential; exit button and fire input go on opening',
  unblock: 'End that',
  close: 'Lower a barrier; refused while a vehicle stands under it',
};

/** Doors and barriers for guards; each deed asks a reason. Answers of devices follow in `GET /api/doors`. */
export function addDoorRoutes(app: ConsoleApp, doors: ConsoleDoors): void {
  app.get(
    '/api/doors',
    {
      config: { permission: 'modes.preview' },
      schema: {
        operationId: 'door.list',
        summary: 'Every door and barrier as it stands, and how its controller answered the last order',
        response: { 200: Type.Array(Door) },
      },
    },
    async () => doors.list(),
  );
  app.post(
    '/api/doors/:id/open',
    {
      config: { permission: 'doors.operate' },
      schema: {
        operationId: 'door.open',
        summary: 'Open a door once, or raise a barrier for one vehicle',
        params: IdParams,
        body: ReasonBody,
        response: { 202: Operated },
      },
    },
    async (request, reply) =>
      reply.code(202).send(unwrap(doors.open(request.params.id, guardOf(request).user, request.body.reason))),
  );
  for (const [deed, summary] of Object.entries(deeds) as [DoorDeed, string][]) {
    app.post(
      `/api/doors/:id/${deed}`,
      {
        config: { permission: 'doors.operate' },
        schema: {
          operationId: `door.${deed}`,
          summary,
          params: IdParams,
          body: ReasonBody,
          response: { 202: Operated },
        },
      },
      async (request, reply) => {
        const { id } = request.params;
        return reply.code(202).send(unwrap(doors.operate(id, deed, guardOf(request).user, request.body.reason)));
      },
    );
  }
  addPassageRoutes(app, doors);
}

const Reading = Type.Object(
  {
    plate: Type.String(),
    colour: Type.Optional(Type.String()),
    characters: Type.Array(Type.Number(), { description: 'how sure each character is, 0…1' }),
    doubtful: Type.Array(Count, { description: 'positions from 0' }),
    candidates: Type.Array(
      Type.Object({ plate: Type.String(), differs: Type.Array(Count), state: Type.String() }, strict),
    ),
  },
  strict,
);

function addReadingRoute(app: ConsoleApp, doors: ConsoleDoors): void {
  app.post(
    '/api/passages/:id/reading',
    {
      config: { permission: 'doors.operate' },
      schema: {
        operationId: 'passage.reading',
        summary: 'What the camera read of a plate that opened nothing, and which registered ones it may be',
        params: OpaqueParams,
        body: LookUp,
        response: { 200: Reading },
      },
    },
    async (request) => {
      const { user, roles } = guardOf(request);
      const { purpose } = request.body;
      if (!visibleClasses(roles, purpose).has('vehicle')) {
        throw new Refusal(403, 'not-for-this-purpose', 'This purpose and your role do not show plates.');
      }
      const found = doors.reading?.(request.params.id, request.body, user);
      if (found) return found;
      throw new Refusal(404, 'no-reading', 'No reading is kept of this passage.');
    },
  );
}

function addPassageRoutes(app: ConsoleApp, doors: ConsoleDoors): void {
  addReadingRoute(app, doors);
  app.get(
    '/api/passages/:id/explanation',
    {
      config: { permission: 'passages.view' },
      schema: {
        operationId: 'passage.explain',
        summary: 'Why a passage was granted or refused: every rule in order with its answer',
        params: OpaqueParams,
        response: { 200: Explanation },
      },
    },
    async (request) => {
      const found = doors.explain(request.params.id, guardOf(request).user);
      if (found) return { ...found, rules: [...found.rules] };
      throw new Refusal(404, 'no-passage', 'There is no such passage on record.');
    },
  );
  app.post(
    '/api/people/:id/passback/forgive',
    {
      config: { permission: 'doors.operate' },
      schema: {
        operationId: 'passback.forgive',
        summary: 'Forget where somebody is: the next entry is let in',
        params: IdParams,
        body: ReasonBody,
        response: { 200: Type.Object({ forgiven: Type.Boolean() }, strict) },
      },
    },
    async (request) => ({
      forgiven: doors.forgive(request.params.id, guardOf(request).user, request.body.reason),
    }),
  );
}
