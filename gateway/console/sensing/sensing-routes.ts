import Type from 'typebox';
import { EpochMs, Id } from '../../../devices/contracts/place.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleSensing } from './sensing-ports.ts';

const Reason = Type.String({ minLength: 1, maxLength: 300 });

export function addSensingRoutes(app: ConsoleApp, sensing: ConsoleSensing): void {
  app.post(
    '/api/lifts/:id/release',
    {
      config: { permission: 'doors.operate' },
      schema: {
        operationId: 'lift.release',
        summary: 'Let a lift run that is held for an e-bike which is none',
        params: IdParams,
        body: Type.Object({ reason: Reason }, strict),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const deed = { user: guardOf(request).user, reason: request.body.reason };
      if (!sensing.releaseLift(request.params.id, deed)) throw new Refusal(404, 'no-lift', 'There is no such lift.');
      return reply.code(204).send(null);
    },
  );
  app.put(
    '/api/homes/away',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'home.away',
        summary: 'The people of a home say until when they are away, 180 days at most; a time in the past ends it',
        body: Type.Object({ unit: Id, room: Type.String({ minLength: 1, maxLength: 20 }), untilMs: EpochMs }, strict),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { unit, room, untilMs } = request.body;
      if (!sensing.setAway({ unit, room }, untilMs, guardOf(request).user))
        throw new Refusal(409, 'too-long', '180 days at most.');
      return reply.code(204).send(null);
    },
  );
}
