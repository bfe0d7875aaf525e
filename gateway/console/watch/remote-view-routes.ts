import Type from 'typebox';
import { EpochMs, Id, Title } from '../../../devices/contracts/place.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleRemoteViews } from './remote-view-ports.ts';

const RemoteView = Type.Object(
  {
    id: Opaque,
    camera: Id,
    cameraName: Title,
    by: Type.String({ description: 'the sign of the operator at the cloud' }),
    why: Type.String(),
    sinceMs: EpochMs,
    untilMs: EpochMs,
  },
  strict,
);

/** Which cameras are watched from afar now, and the guards' word that ends it. */
export function addRemoteViewRoutes(app: ConsoleApp, views: ConsoleRemoteViews): void {
  app.get(
    '/api/remote-views',
    {
      config: { permission: 'cameras.view' },
      schema: {
        operationId: 'remote-view.list',
        summary: 'Cameras that operators of the cloud watch live now, and who they are',
        response: { 200: Type.Array(RemoteView) },
      },
    },
    async () => views.list(),
  );
  app.post(
    '/api/remote-views/:id/end',
    {
      config: { permission: 'cameras.view' },
      schema: {
        operationId: 'remote-view.end',
        summary: 'End an operator’s live view at once',
        params: OpaqueParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (!views.end(request.params.id, guardOf(request).user))
        throw new Refusal(404, 'no-remote-view', 'It is over already.');
      return reply.code(204).send(null);
    },
  );
}
