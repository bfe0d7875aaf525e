import Type from 'typebox';
import type { ConsoleApp } from './console-fastify.ts';
import type { ConsolePorts } from './console-ports.ts';
import { Perception, Readiness, System } from './console-schemas.ts';
import { type ConsoleCounters, formatConsoleMetrics } from './live/console-counters.ts';
import type { JsmpegView } from './live/jsmpeg-view.ts';
import type { LiveHub } from './live/live-hub.ts';
import { Refusal } from './refusal.ts';
import { guardOf, isLoopback } from './request-rules.ts';

export interface HealthRouteParts {
  ports: ConsolePorts;
  hub: LiveHub;
  jsmpeg: JsmpegView;
  counters: ConsoleCounters;
}

export function addHealthRoutes(app: ConsoleApp, { ports, hub, jsmpeg, counters }: HealthRouteParts): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'health.check',
        summary: 'Ready to serve, or what is missing',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const readiness = ports.ready();
      return reply.code(readiness.ok ? 200 : 503).send(readiness);
    },
  );
  app.get(
    '/api/perception',
    {
      config: { permission: 'system.view' },
      schema: {
        operationId: 'perception.show',
        summary: 'Frames seen, analysed and dropped, and how long each stage takes, camera by camera',
        response: { 200: Perception },
      },
    },
    async () => ports.perception(),
  );
  app.get(
    '/api/system',
    {
      config: { permission: 'system.view' },
      schema: {
        operationId: 'system.show',
        summary: 'Memory, disk, clock and queues of the gateway',
        response: { 200: System },
      },
    },
    async () => {
      const system = ports.system?.();
      if (!system) throw new Refusal(404, 'no-system', 'Nothing is known of the box.');
      return system;
    },
  );
  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'metrics.show',
        summary: 'Prometheus metrics; from this machine, or signed in',
        response: { 200: Type.String() },
      },
    },
    async (request, reply) => {
      if (!isLoopback(request)) guardOf(request);
      const own = formatConsoleMetrics(counters, hub.clients(), jsmpeg.running());
      return reply
        .type('text/plain; version=0.0.4; charset=utf-8')
        .send(`${(await ports.metrics()).trimEnd()}\n${own}`);
    },
  );
}
