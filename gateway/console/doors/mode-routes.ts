import Type from 'typebox';
import { EpochMs, Id } from '../../../devices/contracts/place.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleModes, ModeRefusal } from './door-ports.ts';
import { ReasonBody } from './door-routes.ts';

const Places = Type.Array(Id);
const zones = {
  zones: Type.Optional(
    Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true, description: 'the whole site if left out' }),
  ),
};
const Order = Type.Union([
  Type.Object({ kind: Type.Literal('evacuate'), ...zones }, strict),
  Type.Object({ kind: Type.Literal('lockdown'), ...zones }, strict),
  Type.Object(
    {
      kind: Type.Literal('entry-policy'),
      policy: Type.Object(
        {
          untilMs: EpochMs,
          visitors: Type.Enum(['refused', 'ask-guard', 'allowed']),
          staff: Type.Enum(['refused', 'allowed']),
        },
        strict,
      ),
    },
    strict,
  ),
]);
const Mode = Type.Object(
  {
    id: Opaque,
    order: Order,
    startedAtMs: EpochMs,
    startedBy: Type.Optional(Type.String()),
    reason: Type.String(),
    endedAtMs: Type.Optional(EpochMs),
    endedBy: Type.Optional(Type.String()),
    endReason: Type.Optional(Type.String()),
    places: Type.Array(
      Type.Object(
        {
          place: Id,
          state: Type.Enum(['pending', 'done', 'refused', 'offline']),
          reason: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
  },
  strict,
);
const Standing = Type.Object(
  {
    id: Opaque,
    kind: Type.Enum(['evacuate', 'lockdown', 'entry-policy']),
    startedAtMs: EpochMs,
    startedBy: Type.Optional(Type.String()),
    places: Count,
    done: { ...Count, description: 'how many of these doors and barriers stand as ordered' },
  },
  strict,
);
const Preview = Type.Object(
  {
    opens: Places,
    locks: Places,
    rises: Places,
    offline: Places,
    contradicting: Type.Array(
      Type.Object({ place: Id, by: Type.Enum(['evacuation', 'lockdown', 'fire', 'blocked']) }, strict),
    ),
    people: Type.Object({ residents: Count, staff: Count, visits: Count }, strict),
  },
  strict,
);
const ClockState = Type.Object(
  { known: Type.Boolean(), problem: Type.Optional(Type.Enum(['before-build', 'set-back', 'jumped'])) },
  strict,
);

const refusals: Record<ModeRefusal, string> = {
  'no-zone': 'The site has no zone of one of these names.',
  'already-over': 'This policy would end in the past.',
  'too-long': 'An entry policy stands for 92 days at most; it can be set anew.',
};
const refuse = (code: ModeRefusal) => new Refusal(409, code, refusals[code]);

function addModeLooks(app: ConsoleApp, modes: ConsoleModes): void {
  app.get(
    '/api/modes',
    {
      config: { permission: 'modes.preview' },
      schema: {
        operationId: 'mode.list',
        summary: 'Modes that stand, with each device’s answer, and the last that have ended',
        response: {
          200: Type.Object({ standing: Type.Array(Mode), ended: Type.Array(Mode) }, strict),
        },
      },
    },
    async () => modes.list(),
  );
  app.get(
    '/api/modes/standing',
    {
      schema: {
        operationId: 'mode.standing',
        summary: 'Which modes stand now, for everybody: no reasons, no places',
        response: { 200: Type.Array(Standing) },
      },
    },
    async () =>
      modes.list().standing.map(({ id, order, startedAtMs, startedBy, places }) => ({
        ...{ id, kind: order.kind, startedAtMs },
        ...(startedBy !== undefined && { startedBy }),
        ...{ places: places.length, done: places.filter(({ state }) => state === 'done').length },
      })),
  );
  app.post(
    '/api/modes/preview',
    {
      config: { permission: 'modes.preview' },
      schema: {
        operationId: 'mode.preview',
        summary: 'What a mode would change; nothing happens',
        body: Type.Object({ order: Order }, strict),
        response: { 200: Preview },
      },
    },
    async (request) => {
      const outcome = await modes.preview(request.body.order);
      if (!outcome.ok) throw refuse(outcome.code);
      return outcome.preview;
    },
  );
}

/** Emergency modes: looked at before they are applied, and taken back. */
export function addModeRoutes(app: ConsoleApp, modes: ConsoleModes): void {
  addModeLooks(app, modes);
  app.post(
    '/api/modes',
    {
      config: { permission: 'modes.apply' },
      schema: {
        operationId: 'mode.apply',
        summary: 'Evacuate, lock down, or set an entry policy with its end',
        body: Type.Object({ order: Order, ...ReasonBody.properties }, strict),
        response: { 201: Mode },
      },
    },
    async (request, reply) => {
      const { order, reason } = request.body;
      const outcome = modes.apply(order, guardOf(request).user, reason);
      if (!outcome.ok) throw refuse(outcome.code);
      return reply.code(201).send(outcome.mode);
    },
  );
  app.delete(
    '/api/modes/:id',
    {
      config: { permission: 'modes.apply' },
      schema: {
        operationId: 'mode.end',
        summary: 'End a mode: doors go back to what they were',
        params: OpaqueParams,
        querystring: ReasonBody,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (modes.end(request.params.id, guardOf(request).user, request.query.reason)) return reply.code(204).send(null);
      throw new Refusal(404, 'no-mode', 'No such mode stands now.');
    },
  );
  addClockRoutes(app, modes);
}

function addClockRoutes(app: ConsoleApp, modes: ConsoleModes): void {
  app.get(
    '/api/clock',
    {
      config: { permission: 'modes.preview' },
      schema: {
        operationId: 'clock.show',
        summary: 'Whether the gateway believes its clock; while it does not, visitors are not let in',
        response: { 200: ClockState },
      },
    },
    async () => modes.clock(),
  );
  app.post(
    '/api/clock/confirm',
    {
      config: { permission: 'modes.apply' },
      schema: {
        operationId: 'clock.confirm',
        summary: 'Say that the clock is right: it was compared with a watch',
        body: Type.Object({}, strict),
        response: { 200: ClockState },
      },
    },
    async (request) => {
      modes.confirmClock(guardOf(request).user);
      return modes.clock();
    },
  );
}
