import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { maxPermitsBytes, parseRemotePermits, RemotePermits } from '../../devices/contracts/remote-permits.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import type { TokenOwner } from '../store/store.ts';
import type { Access } from '../tenancy/access.ts';
import type { CommandStore } from './command-store.ts';

export interface GatewayPermitDeps extends GatewayDoorDeps {
  store: Pick<CommandStore, 'setPermits'>;
}

const tags = ['commands'];
const owners = new WeakMap<FastifyRequest, TokenOwner>();

/** A gateway says what its site permits, as `devices/contracts/remote-permits.ts` tells. */
export function registerGatewayPermits(app: FastifyInstance, deps: GatewayPermitDeps): void {
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  app.put(
    '/v1/permits',
    {
      bodyLimit: maxPermitsBytes,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'permits.tell',
        summary: 'What the site lets operators look at and open, by title',
        ...{ tags, security: [{ gatewayToken: [] }], body: RemotePermits },
        response: { 204: Type.Null({ description: 'noted' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const permits = parseRemotePermits(request.body);
      if (!permits.ok) throw new Fault('request-invalid', permits.problem);
      await deps.store.setPermits(owners.get(request)!.gateway, permits.value, deps.clock.wallMs());
      return reply.code(204).send(null);
    },
  );
}

/** What may be asked of a gateway's cameras and doors; null where it has not said so yet. */
const PermitsView = Type.Object({
  receivedMs: Type.Union([Type.Integer(), Type.Null()]),
  permits: Type.Union([RemotePermits, Type.Null()]),
});

export function registerPermits(app: FastifyInstance, access: Access, store: Pick<CommandStore, 'permits'>): void {
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/gateways/:gateway/permits',
    {
      config: { needs: 'commands.ask' },
      schema: {
        operationId: 'permits.get',
        summary: 'Cameras and doors by title, as far as the site permits operators to look at and open them',
        ...{ tags, params: Type.Object({ gateway: Id }) },
        response: { 200: PermitsView, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      access.of(request).require('commands.ask', gateway);
      return (await store.permits(gateway)) ?? { receivedMs: null, permits: null };
    },
  );
}
