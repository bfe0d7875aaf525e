import type { FastifyInstance } from 'fastify';
import type { LiveHub } from '../live/live-hub.ts';
import { errorReplies } from './error-reply.ts';
import type { OperatorSessions } from './operator-session.ts';

/** `GET /v1/live`: changes of gateways and alarms as server-sent events, for as long as the session lasts. */
export function registerLive(app: FastifyInstance, sessions: OperatorSessions, hub: LiveHub): void {
  const summary = 'Changes as they happen: hello, gateways, alarms, refresh (read the lists again), beat (every 4 s)';
  app.get('/v1/live', { schema: { summary, tags: ['fleet'], response: errorReplies } }, (request, reply) => {
    const session = sessions.require(request);
    const wire = reply.raw;
    const viewer = {
      session: session.id,
      send: (event: string, data: string) => wire.write(`event: ${event}\ndata: ${data}\n\n`),
      waitingBytes: () => wire.writableLength,
      end: () => wire.destroy(),
    };
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) wire.setHeader(name, value);
    wire.setHeader('content-type', 'text/event-stream; charset=utf-8');
    wire.setHeader('cache-control', 'no-store');
    wire.setHeader('x-accel-buffering', 'no');
    const leave = hub.join(viewer);
    reply.hijack();
    const expiry = setTimeout(() => wire.destroy(), session.expiresAtMs - Date.now());
    wire.on('close', () => {
      clearTimeout(expiry);
      leave();
    });
  });
}
