import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  parseRolloutReport,
  RolloutAssignments,
  RolloutReport,
  rolloutKnowsHeader,
} from '../../devices/contracts/rollout.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import type { CloudRollouts } from './open-rollouts.ts';
import { ReleaseId } from './rollout-views.ts';
import { sendArtefact } from './send-artefact.ts';

export interface GatewayRolloutDeps extends GatewayDoorDeps {
  rollouts: CloudRollouts;
}

const tags = ['rollout'];
const security = [{ gatewayToken: [] }];

/** A gateway's side of rollouts, as `devices/contracts/rollout.ts` tells. */
export function registerGatewayRollouts(app: FastifyInstance, deps: GatewayRolloutDeps): void {
  const { gateways, files, store } = deps.rollouts;
  const owners = new WeakMap<FastifyRequest, string>();
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, (await enter(request)).gateway);
  });
  const gatewayOf = (request: FastifyRequest) => owners.get(request)!;
  app.get(
    '/v1/rollout/assignments',
    {
      schema: {
        operationId: 'rollout.assignments',
        summary: 'What the gateway has to install now; what is no longer listed was called off',
        tags,
        security,
        response: { 200: RolloutAssignments, ...errorReplies },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const knows = String(request.headers[rolloutKnowsHeader] ?? '').split(/ *, */);
      return { assignments: await gateways.assignments(gatewayOf(request), knows.includes('window')) };
    },
  );
  app.post(
    '/v1/rollout/reports',
    {
      bodyLimit: 16 * 1024,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'rollout.report',
        summary: 'What became of an attempt, step by step',
        tags,
        security,
        body: RolloutReport,
        response: { 204: Type.Null({ description: 'noted' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const report = parseRolloutReport(request.body);
      if (!report.ok) throw new Fault('request-invalid', report.problem);
      await gateways.report(gatewayOf(request), report.value);
      reply.code(204);
      return null;
    },
  );
  app.get<{ Params: { sha256: string } }>(
    '/v1/artefacts/:sha256',
    {
      exposeHeadRoute: true,
      // the bytes are what was signed, and a part of them has to be a part
      compress: false,
      schema: {
        operationId: 'rollout.artefact',
        summary: 'The bytes of an artefact that is assigned to the gateway; Range, If-Range and ETag as in RFC 9110',
        tags,
        security,
        params: Type.Object({ sha256: ReleaseId }),
        response: errorReplies,
      },
    },
    async (request, reply) => {
      const { sha256 } = request.params;
      const mine = await store.openOf(gatewayOf(request));
      if (!mine.some(({ release }) => release.manifest.artefact.sha256 === sha256))
        throw new Fault('not-found', 'no such artefact is assigned to this gateway');
      return sendArtefact(files, sha256, request, reply);
    },
  );
}
