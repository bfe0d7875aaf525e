import Type from 'typebox';
import { EpochMs, Id } from '../../../devices/contracts/place.ts';
import { RetainedClass } from '../../../devices/contracts/site-privacy.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleRetention } from './ledger-ports.ts';

const Bound = Type.Object({ days: Type.Integer({ minimum: 1 }), basis: Type.String() }, strict);

const Line = Type.Object(
  {
    class: RetainedClass,
    zones: Type.Optional(
      Type.Array(Id, { description: 'everywhere that no other line of the class names, if left out' }),
    ),
    days: Type.Integer({ minimum: 1 }),
    basis: Type.String({ description: 'the law, standard or decision that asks for it' }),
    minimum: Bound,
    maximum: Bound,
    oldestMs: Type.Optional(EpochMs),
    sweptMs: Type.Optional(EpochMs),
    deleted: Type.Optional(Type.Integer({ minimum: 0, description: 'by the last purge' })),
    overdue: Type.Boolean(),
  },
  strict,
);
const HoldOrder = Type.Object(
  {
    document: Type.String({ minLength: 3, maxLength: 120, description: 'number or title of the order' }),
    classes: Type.Optional(Type.Array(RetainedClass, { minItems: 1 })),
    zones: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 100 })),
    fromMs: EpochMs,
    toMs: EpochMs,
  },
  strict,
);
const Hold = Type.Object(
  { id: Type.String(), ...HoldOrder.properties, placedBy: Type.String(), placedAtMs: EpochMs },
  strict,
);

export function addRetentionRoutes(app: ConsoleApp, retention: ConsoleRetention): void {
  app.get(
    '/api/reports/retention',
    {
      config: { permission: 'reports.read' },
      schema: {
        operationId: 'report.retention',
        summary: 'What is kept for how long, on which basis, and when it was last purged',
        response: { 200: Type.Object({ lines: Type.Array(Line) }, strict) },
      },
    },
    async (request) => ({ lines: retention.report(guardOf(request).user) }),
  );
  app.get(
    '/api/holds',
    {
      config: { permission: 'reports.read' },
      schema: {
        operationId: 'hold.list',
        summary: 'Orders to keep things beyond their time',
        response: { 200: Type.Object({ holds: Type.Array(Hold) }, strict) },
      },
    },
    async () => ({ holds: retention.holds() }),
  );
  addHoldChanges(app, retention);
}

function addHoldChanges(app: ConsoleApp, retention: ConsoleRetention): void {
  app.post(
    '/api/holds',
    {
      config: { permission: 'cases.request' },
      schema: {
        operationId: 'hold.place',
        summary: 'Keep what was recorded in a span of time until the order is released',
        body: HoldOrder,
        response: { 201: Hold },
      },
    },
    async (request, reply) => {
      if (request.body.toMs <= request.body.fromMs) {
        throw new Refusal(400, 'ends-before-it-begins', 'toMs must be later than fromMs.');
      }
      const placed = retention.hold(request.body, guardOf(request).user);
      if (placed === 'no-zone') throw new Refusal(404, 'no-zone', 'The site has no such zone.');
      return reply.code(201).send(placed);
    },
  );
  app.delete(
    '/api/holds/:id',
    {
      config: { permission: 'cases.approve' },
      schema: {
        operationId: 'hold.release',
        summary: 'The order is over: what it kept goes at the next purge, where its time has come',
        params: OpaqueParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (retention.release(request.params.id, guardOf(request).user)) return reply.code(204).send(null);
      throw new Refusal(404, 'no-hold', 'There is no such order.');
    },
  );
}
