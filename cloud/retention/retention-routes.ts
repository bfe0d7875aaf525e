import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { wholeCloud } from '../tenancy/place.ts';
import { KeptPlace, type OrderRouteDeps, registerOrders, seesKeptPlace } from './order-routes.ts';
import { ownTerms, type RetentionPolicy } from './retention-policy.ts';
import type { RetentionStore } from './retention-store.ts';
import { retentionKinds, retentionTerms, tenantKinds } from './retention-terms.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Days = Type.Integer({ minimum: 1 });

const Sweep = Type.Object({
  atMs: EpochMs,
  deleted: Type.Integer({ minimum: 0 }),
  upToMs: OrNull(EpochMs),
  oldestMs: OrNull(EpochMs),
});

export const RetentionView = Type.Object({
  kinds: Type.Array(
    Type.Object({
      kind: Type.Enum(retentionKinds),
      days: Days,
      least: Days,
      most: Days,
      usual: Days,
      sweep: Type.Union([Sweep, Type.Null()], {
        description:
          'the last one, with what it left; null for whoever may not know of the whole cloud, and before the first',
      }),
    }),
  ),
  tenants: Type.Array(Type.Object({ tenant: Id, kind: Type.Enum([...tenantKinds]), days: Days })),
  orders: Type.Array(
    Type.Object({
      ...{ id: Type.String(), place: KeptPlace, fromMs: EpochMs, untilMs: EpochMs },
      ...{ reason: Type.String(), by: Type.String(), atMs: EpochMs },
    }),
    { description: 'to keep, that count' },
  ),
});
export type RetentionView = Static<typeof RetentionView>;

export interface RetentionRouteDeps extends OrderRouteDeps {
  policy: RetentionPolicy;
  store: OrderRouteDeps['store'] & Pick<RetentionStore, 'kinds'>;
}

/** `GET /v1/retention`: what is kept for how long. The caller lets in only who is logged in. */
export function registerRetention(app: FastifyInstance, deps: RetentionRouteDeps): void {
  const { access, policy, store, clock } = deps;
  registerOrders(app, deps);
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/retention',
    {
      config: { needs: 'audit.read' },
      schema: {
        ...{ operationId: 'retention.show', summary: 'What is kept for how long, and what went last', tags: ['audit'] },
        response: { 200: RetentionView, ...errorReplies },
      },
    },
    async (request): Promise<RetentionView> => {
      const operator = access.of(request);
      // what a sweep took tells of all tenants together
      const swept = operator.mayAt('audit.read', wholeCloud) ? await store.kinds() : [];
      return {
        kinds: retentionKinds.map((kind) => {
          const { days: usual, least, most } = retentionTerms[kind];
          const last = swept.find((each) => each.kind === kind);
          const sweep = last
            ? { atMs: last.sweptMs, deleted: last.deleted, upToMs: last.upToMs, oldestMs: last.oldestMs }
            : null;
          return { kind, days: policy.days(kind), least, most, usual, sweep };
        }),
        tenants: ownTerms(policy).filter(({ tenant }) => operator.mayAt('audit.read', `tenant:${tenant}`)),
        orders: (await store.orders(clock.wallMs())).filter(({ place }) =>
          seesKeptPlace(operator, 'audit.read', place),
        ),
      };
    },
  );
}
