import type { WebSocket } from '@fastify/websocket';
import type { Log } from '../../kernel/log.ts';
import { mayDo } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import type { ConsolePorts, VideoViewer } from '../console-ports.ts';
import { ApiError, IdParams, LiveQuery } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleSession } from '../users/console-sessions.ts';
import type { ConsoleCounters } from './console-counters.ts';
import type { JsmpegView, JsmpegViewer } from './jsmpeg-view.ts';
import type { LiveHub } from './live-hub.ts';
import { createSseClient } from './sse-client.ts';
import { createVideoFeed } from './video-feed.ts';

export interface LiveRouteParts {
  ports: ConsolePorts;
  hub: LiveHub;
  jsmpeg: JsmpegView;
  counters: ConsoleCounters;
  log: Log;
}

const maxLiveClients = 100;
/** As many as a browser opens at one address. */
const maxOfSession = 6;
const maxVideoViewers = 200;
const pingMs = 5000;
const jsmpegQueuedBytes = 1024 * 1024;

function addSseRoute(app: ConsoleApp, { hub, counters, log }: LiveRouteParts): void {
  const open = new Map<string, number>();
  const count = (session: string, change: number) => open.set(session, (open.get(session) ?? 0) + change);
  app.get(
    '/api/live',
    {
      // A HEAD would hold a place in the stream and never be answered.
      exposeHeadRoute: false,
      schema: {
        operationId: 'live.follow',
        summary: 'Changes as server-sent events: change, tick (every 5 s), reload, signed-out',
        querystring: LiveQuery,
        response: { '5xx': ApiError },
      },
    },
    (request, reply) => {
      const session = guardOf(request);
      const full = hub.clients() >= maxLiveClients || (open.get(session.id) ?? 0) >= maxOfSession;
      if (full) throw new Refusal(503, 'too-many-pages', 'Too many pages are open.', 10);
      const header = request.headers['last-event-id'];
      const after = typeof header === 'string' && header !== '' ? header : request.query.after;
      reply.hijack();
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      const client = createSseClient(reply.raw, session.rolesNow, () => {
        counters.liveReloads += 1;
        log.warn({ user: session.user }, 'a page takes its updates too slowly; it will reload');
      });
      const leave = hub.join(client, after);
      count(session.id, 1);
      reply.raw.once('close', () => {
        leave();
        if (count(session.id, -1).get(session.id) === 0) open.delete(session.id);
      });
    },
  );
}

/** Keeps a video socket honest: a page that answers no ping, or whose guard has signed out or may look no longer, is cut off. */
function keepAlive(socket: WebSocket, session: ConsoleSession): () => void {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    const roles = session.rolesNow();
    if (!roles) return socket.close(4401, 'signed out');
    if (!mayDo(roles, 'cameras.view')) return socket.close(4403, 'not allowed');
    if (!answered) return socket.terminate();
    answered = false;
    socket.ping();
  }, pingMs);
  return () => clearInterval(timer);
}

type Join = (socket: WebSocket, cameraId: string) => (() => void) | undefined;

/** One WebSocket route to a camera's picture; `join` wires the viewer and returns how to leave. */
function addVideoRoute(app: ConsoleApp, path: string, { counters }: LiveRouteParts, join: Join): void {
  app.get<{ Params: { id: string } }>(
    path,
    { websocket: true, schema: { params: IdParams, hide: true }, config: { permission: 'cameras.view' } },
    (socket, request) => {
      if (counters.videoViewers >= maxVideoViewers) return socket.close(4429, 'too many viewers');
      const leave = join(socket, request.params.id);
      if (!leave) return socket.close(4404, 'unknown camera');
      counters.videoViewers += 1;
      const stopPings = keepAlive(socket, guardOf(request));
      socket.once('close', () => {
        counters.videoViewers -= 1;
        stopPings();
        leave();
      });
    },
  );
}

function createFeed(socket: WebSocket, cameraId: string, { ports, counters }: LiveRouteParts): VideoViewer {
  return createVideoFeed({
    socket: {
      send: (data) => socket.send(data),
      queuedBytes: () => socket.bufferedAmount,
      close: (code, reason) => socket.close(code, reason),
    },
    mime: () => ports.cameras().find((camera) => camera.id === cameraId)?.mime,
    nowMs: () => performance.now(),
    onDropped: () => {
      counters.videoChunksDropped += 1;
    },
  });
}

function createJsmpegViewer(socket: WebSocket, counters: ConsoleCounters): JsmpegViewer {
  return {
    data(bytes) {
      if (socket.bufferedAmount <= jsmpegQueuedBytes) socket.send(bytes);
      else counters.videoChunksDropped += 1;
    },
    ended: (reason) => socket.send(JSON.stringify({ ended: reason })),
  };
}

export function addLiveRoutes(app: ConsoleApp, parts: LiveRouteParts): void {
  const { ports, jsmpeg, counters } = parts;
  addSseRoute(app, parts);
  addVideoRoute(app, '/api/cameras/:id/live', parts, (socket, cameraId) => {
    const feed = createFeed(socket, cameraId, parts);
    const camera = ports.cameras().find((known) => known.id === cameraId);
    if (camera && camera.state !== 'streaming') feed.ended(camera.reason ?? camera.state);
    return ports.watch(cameraId, feed);
  });
  addVideoRoute(app, '/api/cameras/:id/jsmpeg', parts, (socket, cameraId) =>
    jsmpeg.join(cameraId, createJsmpegViewer(socket, counters)),
  );
}
