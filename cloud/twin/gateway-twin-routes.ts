import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  maxTwinBytes,
  noSettings,
  parseTwinReported,
  TwinDesired,
  TwinReported,
} from '../../devices/contracts/twin.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import type { ReadStore, TokenOwner } from '../store/store.ts';
import type { Member } from './plan-change.ts';
import type { TwinDesk } from './twin-desk.ts';
import { Content } from './twin-views.ts';

export interface GatewayTwinDeps extends GatewayDoorDeps {
  desk: Pick<TwinDesk, 'desired' | 'report'>;
  seen: Pick<ReadStore, 'gateways'>;
  memberAt(gateway: string, site: string | undefined): Member;
  /** A report came again or late, and was not taken. */
  overtaken(): void;
}

const tags = ['twin'];
const security = [{ gatewayToken: [] }];
const owners = new WeakMap<FastifyRequest, TokenOwner>();
const ownerOf = (request: FastifyRequest): TokenOwner => owners.get(request)!;

/** As `TwinDesired`; the document goes out as it is kept, without the defaults that its schema names. */
const DesiredAnswer = Type.Object({ ...TwinDesired.properties, document: Content });

/** A gateway's side of its twin, as `devices/contracts/twin.ts` tells. */
export function registerGatewayTwin(app: FastifyInstance, deps: GatewayTwinDeps): void {
  const { desk, seen, memberAt, overtaken } = deps;
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  app.get(
    '/v1/twin',
    {
      schema: {
        operationId: 'twin.get',
        summary: 'The settings that the gateway shall run with',
        tags,
        security,
        response: { 200: DesiredAnswer, 304: Type.Null({ description: 'as before' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const { gateway, site } = ownerOf(request);
      const [row] = await seen.gateways([gateway]);
      const desired = await desk.desired(memberAt(gateway, row?.status?.site ?? site));
      const { version, etag, document } = desired ?? noSettings;
      reply.header('etag', `"${etag}"`).header('cache-control', 'no-store');
      if (request.headers['if-none-match'] === `"${etag}"`) return reply.code(304).send();
      return { version, etag, document };
    },
  );
  app.put(
    '/v1/twin/reported',
    {
      bodyLimit: 2 * maxTwinBytes,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'twin.report',
        summary: 'What the gateway runs with, and what became of what it was given',
        tags,
        security,
        body: TwinReported,
        response: { 204: Type.Null({ description: 'noted' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const reported = parseTwinReported(request.body);
      if (!reported.ok) throw new Fault('request-invalid', reported.problem);
      if (!(await desk.report(ownerOf(request).gateway, reported.value))) overtaken();
      reply.code(204);
      return null;
    },
  );
}
