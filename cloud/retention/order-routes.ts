import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EpochMs } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Access, Operator } from '../tenancy/access.ts';
import type { AuditAct } from '../tenancy/audit-store.ts';
import { Reason, strict } from '../tenancy/operator-views.ts';
import { gatewayOf, type OrderToKeep, type RetentionStore } from './retention-store.ts';

export const KeptPlace = Type.String({
  pattern: '^(?:gateway|site):[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$',
  description: 'gateway:ID or site:ID',
});
const OrderId = Type.String({ pattern: '^[0-9a-f-]{36}$' });

export interface OrderRouteDeps {
  access: Access;
  store: Pick<RetentionStore, 'orders' | 'addOrder' | 'endOrder'>;
  clock: Clock;
}

export function seesKeptPlace(operator: Operator, permission: 'fleet.see' | 'audit.read', place: string): boolean {
  const gateway = gatewayOf(place);
  return gateway === undefined ? operator.mayAt(permission, place) : operator.may(permission, gateway);
}

function requireAt(operator: Operator, place: string): void {
  const gateway = gatewayOf(place);
  if (gateway === undefined) operator.requireAt('records.keep', place);
  else operator.require('records.keep', gateway);
}

/** In the books of the place that it is about. */
function actOf(operator: Operator, deed: string, { id, place }: OrderToKeep, reason: string, atMs: number): AuditAct {
  const gateway = gatewayOf(place);
  return {
    ...{ by: operator.sign, operator: operator.id, atMs, deed, subject: id, reason },
    ...(gateway === undefined ? { place } : { gateway }),
  };
}

/** Orders to keep, for a court or an authority: what they cover stays, whatever its age. */
export function registerOrders(instance: FastifyInstance, { access, store, clock }: OrderRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const config = { needs: 'records.keep' } as const;
  app.post(
    '/v1/retention/orders',
    {
      config,
      schema: {
        operationId: 'orders.make',
        summary: 'Keep what a gateway, or the gateways of a site, told from a time on, until the order ends',
        tags: ['audit'],
        body: Type.Object({ place: KeptPlace, fromMs: EpochMs, untilMs: EpochMs, reason: Reason }, strict),
        response: { 200: Type.Object({ id: OrderId }), ...errorReplies },
      },
    },
    async (request) => {
      const { place, fromMs, untilMs } = request.body;
      const [operator, atMs, reason] = [access.of(request), clock.wallMs(), request.body.reason.trim()];
      requireAt(operator, place);
      if (untilMs <= atMs || fromMs >= untilMs)
        throw new Fault('request-invalid', 'body: untilMs has to lie ahead, and after fromMs');
      const order = { id: randomUUID(), place, fromMs, untilMs, reason, by: operator.sign, atMs };
      await store.addOrder(order, actOf(operator, 'order.make', order, reason, atMs));
      return { id: order.id };
    },
  );
  app.post(
    '/v1/retention/orders/:order/end',
    {
      config,
      schema: {
        ...{ operationId: 'orders.end', summary: 'End an order to keep before its time', tags: ['audit'] },
        params: Type.Object({ order: OrderId }),
        body: Type.Object({ reason: Reason }, strict),
        response: { 204: Type.Null(), ...errorReplies },
      },
    },
    async (request, reply) => {
      const [operator, atMs, { order: id }] = [access.of(request), clock.wallMs(), request.params];
      const order = (await store.orders(atMs)).find((each) => each.id === id);
      if (!order || !seesKeptPlace(operator, 'fleet.see', order.place))
        throw new Fault('not-found', `there is no order ${id} that counts`);
      requireAt(operator, order.place);
      await store.endOrder(id, actOf(operator, 'order.end', order, request.body.reason.trim(), atMs));
      reply.code(204);
      return null;
    },
  );
}
