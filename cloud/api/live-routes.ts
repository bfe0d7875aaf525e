import type { FastifyInstance } from 'fastify';
import type { LiveHub } from '../live/live-hub.ts';
import type { Access } from '../tenancy/access.ts';
import { errorReplies } from './error-reply.ts';

/** A token may count for longer than a timer can wait. */
const maxOpenMs = 24 * 3_600_000;

/** `GET /v1/live`: changes of gateways and alarms as server-sent events, for as long as the session lasts. */
export function registerLive(app: FastifyInstance, access: Access, hub: LiveHub): void {
  const summary = 'Changes as they happen: hello, gateways, alarms, refresh (read the lists again), beat (every 4 s)';
  const schema = { operationId: 'live.open', summary, tags: ['fleet'], response: errorReplies };
  app.get('/v1/live', { config: { needs: 'fleet.see' }, schema }, (request, reply) => {
    const { id, expiresAtMs, lasts, sees } = access.watch(request);
    const wire = reply.raw;
    const viewer = {
      ...{ session: id, lasts, sees },
      send: (event: string, data: string) => wire.write(`event: ${event}\ndata: ${data}\n\n`),
      waitingBytes: () => wire.writableLength,
      end: () => wire.destroy(),
    };
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) wire.setHeader(name, value);
    wire.setHeader('content-type', 'text/event-stream; charset=utf-8');
    wire.setHeader('cache-control', 'no-store');
    wire.setHeader('x-accel-buffering', 'no');
    // gone while his rights were read: 'close' has been, and would free no place
    if (wire.destroyed) return reply.hijack();
    const leave = hub.join(viewer);
    reply.hijack();
    const expiry = setTimeout(() => wire.destroy(), Math.min(expiresAtMs - Date.now(), maxOpenMs));
    wire.on('close', () => {
      clearTimeout(expiry);
      leave();
    });
  });
}
