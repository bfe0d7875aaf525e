import { createHash, randomBytes } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { EpochMs, Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import type { Access, Operator } from '../tenancy/access.ts';
import { wholeCloud } from '../tenancy/place.ts';
import type { ReleaseRouteDeps } from './release-routes.ts';

const tags = ['rollouts'];
const strict = { additionalProperties: false } as const;
const errors = { ...errorReplies };
const config = { needs: 'rollouts.prepare' } as const;
const DdiTargetView = Type.Object({
  id: Id,
  site: Type.Union([Id, Type.Null()]),
  by: Type.String(),
  atMs: EpochMs,
  polledMs: Type.Union([EpochMs, Type.Null()]),
  attributes: Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
});

/** Such a device stands under no gateway: it is for those who see everything. */
function requireWholeFleet(access: Access, request: FastifyRequest): Operator {
  const operator = access.of(request);
  operator.requireAt('rollouts.prepare', wholeCloud);
  return operator;
}

function registerList(instance: FastifyInstance, { rollouts, access }: ReleaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/ddi-targets',
    {
      config,
      schema: {
        operationId: 'ddiTargets.list',
        summary: 'Devices with a hawkBit update client of their own',
        tags,
        response: { 200: Type.Object({ targets: Type.Array(DdiTargetView) }), ...errors },
      },
    },
    async (request) => {
      requireWholeFleet(access, request);
      return { targets: await rollouts.store.ddiTargets() };
    },
  );
}

function registerChanges(instance: FastifyInstance, { rollouts, access }: ReleaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { store, clock } = rollouts;
  app.post(
    '/v1/ddi-targets',
    {
      config,
      schema: {
        operationId: 'ddiTargets.add',
        summary: 'Add such a device; its token is shown this once',
        tags,
        body: Type.Object({ id: Id, site: Type.Optional(Id) }, strict),
        response: { 200: Type.Object({ id: Id, token: Type.String() }), ...errors },
      },
    },
    async (request) => {
      const operator = requireWholeFleet(access, request);
      const { id, site } = request.body;
      const token = randomBytes(24).toString('base64url');
      const tokenHash = createHash('sha256').update(token).digest('hex');
      const row = { id, site: site ?? null, tokenHash, by: operator.sign, atMs: clock.wallMs() };
      if (!(await store.addDdiTarget(row))) throw new Fault('rollout-refused', `there is a device ${id} already`);
      return { id, token };
    },
  );
  app.delete(
    '/v1/ddi-targets/:id',
    {
      config,
      schema: {
        operationId: 'ddiTargets.remove',
        summary: 'Remove such a device: its token ends',
        tags,
        params: Type.Object({ id: Id }),
        response: { 204: Type.Null({ description: 'gone' }), ...errors },
      },
    },
    async (request, reply) => {
      requireWholeFleet(access, request);
      if (!(await store.removeDdiTarget(request.params.id))) throw new Fault('not-found', 'there is no such device');
      reply.code(204);
      return null;
    },
  );
}

/** Devices with an update client of their own. The caller lets in only who is logged in. */
export function registerDdiTargets(app: FastifyInstance, deps: ReleaseRouteDeps): void {
  registerList(app, deps);
  registerChanges(app, deps);
}
