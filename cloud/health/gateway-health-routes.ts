import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { CloudStore } from '../store/store.ts';
import type { Access } from '../tenancy/access.ts';
import { createGatewayMetrics, gatewayMetricsType } from './gateway-metrics.ts';
import { ProofView, SeriesView } from './health-views.ts';
import { proveGateway } from './proof.ts';
import type { GatewayFacts } from './read-conditions.ts';
import { thinSeries } from './thin-series.ts';

export interface GatewayHealthDeps {
  store: Pick<CloudStore, 'streams' | 'gateways' | 'anchors' | 'health'>;
  access: Access;
  clock: Clock;
  /** Whether there is such a gateway. */
  knows(gateway: string): Promise<boolean>;
  gather(only?: ReadonlySet<string>): AsyncGenerator<GatewayFacts[]>;
}

const tags = ['health'];
const strict = { additionalProperties: false } as const;
const dayMs = 86_400_000;
const longestMs = 31 * dayMs;
const params = Type.Object({ gateway: Id });
const config = { needs: 'fleet.see' } as const;

function registerSeries(instance: FastifyInstance, { store, access, clock, knows }: GatewayHealthDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/gateways/:gateway/health',
    {
      config,
      schema: {
        operationId: 'gateways.health',
        summary: 'How a gateway was over time: the last 24 h where nothing else is asked',
        tags,
        params,
        querystring: Type.Object({ from: Type.Optional(EpochMs), to: Type.Optional(EpochMs) }, strict),
        response: { 200: SeriesView, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      access.of(request).require('fleet.see', gateway);
      if (!(await knows(gateway))) throw new Fault('not-found', `there is no gateway ${gateway}`);
      const { to: toMs = clock.wallMs() + 1 } = request.query;
      const { from: fromMs = Math.max(0, toMs - dayMs) } = request.query;
      if (fromMs >= toMs || toMs - fromMs > longestMs)
        throw new Fault('request-invalid', 'querystring: from has to be before to, and at most 31 days before it');
      return { gateway, fromMs, toMs, points: thinSeries(await store.health.series(gateway, fromMs, toMs)) };
    },
  );
}

function registerProof(instance: FastifyInstance, { store, access, clock, knows }: GatewayHealthDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/gateways/:gateway/proof',
    {
      config,
      schema: {
        operationId: 'gateways.proof',
        summary: 'Day by day what a gateway issued by its own word, and what the cloud has of it, counted row by row',
        tags,
        params,
        querystring: Type.Object(
          {
            days: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 366, default: 30, description: '30 where left out' }),
            ),
          },
          strict,
        ),
        response: { 200: ProofView, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      access.of(request).require('fleet.see', gateway);
      if (!(await knows(gateway))) throw new Fault('not-found', `there is no gateway ${gateway}`);
      const days = await proveGateway(store, gateway, request.query.days ?? 30);
      const sum = (read: (day: (typeof days)[number]) => number) => days.reduce((all, day) => all + read(day), 0);
      return {
        ...{ gateway, asOfMs: clock.wallMs(), days },
        issued: sum(({ issued }) => issued),
        received: sum(({ received }) => received),
        missing: sum(({ missing }) => missing),
        duplicate: sum(({ duplicate }) => duplicate),
      };
    },
  );
}

function registerMetrics(app: FastifyInstance, { access, clock, gather }: GatewayHealthDeps): void {
  app.get(
    '/v1/metrics/gateways',
    {
      config,
      schema: {
        operationId: 'health.metrics',
        summary: 'Figures of each gateway for Prometheus, with a token that may see the fleet',
        tags,
        response: errorReplies,
      },
    },
    async (request, reply) => {
      const { seen } = access.of(request);
      const metrics = createGatewayMetrics();
      for await (const slice of gather(seen)) metrics.add(slice, clock.wallMs());
      reply.type(gatewayMetricsType);
      return metrics.text();
    },
  );
}

/** Gateways one by one. The caller lets in only who is logged in or has a token. */
export function registerGatewayHealth(app: FastifyInstance, deps: GatewayHealthDeps): void {
  registerSeries(app, deps);
  registerProof(app, deps);
  registerMetrics(app, deps);
}
