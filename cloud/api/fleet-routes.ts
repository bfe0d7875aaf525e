import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { ReadStore } from '../store/store.ts';
import { type Access, scopeOf } from '../tenancy/access.ts';
import { errorReplies } from './error-reply.ts';
import type { GatewayViews } from './gateway-views.ts';
import { AnchorList, AuditView, EventList, GatewayList, MisfitList } from './views.ts';

export interface FleetDeps {
  access: Access;
  store: ReadStore;
  views: GatewayViews;
  clock: Clock;
}

const tags = ['fleet'];
const strict = { additionalProperties: false } as const;
const Limit = (max: number, usual: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: max, default: usual, description: `${usual} where left out` }));

const EventsQuery = Type.Object(
  {
    gateway: Type.Optional(Id),
    after: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
    limit: Limit(1000, 100),
  },
  strict,
);
const AnchorsQuery = Type.Object({ limit: Limit(10_000, 1000) }, strict);
const MisfitsQuery = Type.Object({ gateway: Type.Optional(Id), limit: Limit(500, 100) }, strict);

function registerGateways(instance: FastifyInstance, { access, store, views, clock }: FleetDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/gateways',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'gateways.list',
        summary: 'Every gateway, as it is now',
        tags,
        response: { 200: GatewayList, ...errorReplies },
      },
    },
    async (request) => ({ nowMs: clock.wallMs(), gateways: await views.list(scopeOf(access.of(request)).only) }),
  );
  app.get(
    '/v1/gateways/:gateway/audit',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'gateway.audit',
        summary: "Count row by row what the store holds of a gateway's sequences",
        tags,
        params: Type.Object({ gateway: Id }),
        response: { 200: AuditView, ...errorReplies },
      },
    },
    async (request) => {
      access.of(request).require('fleet.see', request.params.gateway);
      const audit = await views.audit(request.params.gateway);
      if (!audit) throw new Fault('not-found', `there is no gateway ${request.params.gateway}`);
      return audit;
    },
  );
  app.get(
    '/v1/gateways/:gateway/anchors',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'anchors.list',
        summary: "Where a gateway's ledger stood, newest first: saved, it is what `verify-ledger --anchors` takes",
        tags,
        params: Type.Object({ gateway: Id }),
        querystring: AnchorsQuery,
        response: { 200: AnchorList, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      const { limit = 1000 } = request.query;
      access.of(request).require('fleet.see', gateway);
      if (!(await views.knows(gateway))) throw new Fault('not-found', `there is no gateway ${gateway}`);
      return { gateway, anchors: await store.anchors(gateway, limit) };
    },
  );
}

function registerRecords(instance: FastifyInstance, { access, store }: FleetDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/events',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'events.list',
        summary: 'Events in the order in which they arrived',
        tags,
        querystring: EventsQuery,
        response: { 200: EventList, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway, after = 0, limit = 100 } = request.query;
      const events = await store.events({ after, limit, ...scopeOf(access.of(request), gateway) });
      return { events, next: events.at(-1)?.position ?? after };
    },
  );
  app.get(
    '/v1/gateways/:gateway/latest-events',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'events.latest',
        summary: 'What a gateway told last, newest first',
        tags,
        params: Type.Object({ gateway: Id }),
        querystring: Type.Object({ limit: Limit(500, 50) }, strict),
        response: { 200: Type.Pick(EventList, ['events']), ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      access.of(request).require('fleet.see', gateway);
      return { events: await store.latestEvents(gateway, request.query.limit ?? 50) };
    },
  );
  app.get(
    '/v1/misfits',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'misfits.list',
        summary: 'Events that did not match and were kept aside, newest first',
        tags,
        querystring: MisfitsQuery,
        response: { 200: MisfitList, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway, limit = 100 } = request.query;
      return { misfits: await store.misfits({ limit, ...scopeOf(access.of(request), gateway) }) };
    },
  );
}

/** What operators read. The caller lets in only who is logged in. */
export function registerFleet(app: FastifyInstance, deps: FleetDeps): void {
  registerGateways(app, deps);
  registerRecords(app, deps);
}
