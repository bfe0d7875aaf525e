import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { CloudMetrics } from '../cloud-metrics.ts';
import type { ReadStore } from '../store/store.ts';
import { errorReplies } from './error-reply.ts';

const tags = ['health'];

/** For load balancers and Prometheus: no login, and nothing that names a gateway, a site or a person. */
export function registerHealth(app: FastifyInstance, store: ReadStore, metrics: CloudMetrics): void {
  const Healthy = Type.Object({ ok: Type.Literal(true) });
  app.get(
    '/healthz',
    { schema: { summary: 'Whether the cloud can serve', tags, response: { 200: Healthy, ...errorReplies } } },
    async () => {
      await store.ping();
      return { ok: true as const };
    },
  );
  app.get('/metrics', { schema: { summary: 'Figures for Prometheus', tags } }, async (_request, reply) => {
    reply.type(metrics.contentType);
    return metrics.text();
  });
}
