import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type TSchema } from 'typebox';
import {
  maxBatchBytes,
  parseUplinkBatch,
  parseUplinkStatus,
  UplinkBatch,
  UplinkReceipt,
  UplinkStatus,
} from '../../devices/contracts/uplink.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { CloudMetrics } from '../cloud-metrics.ts';
import { Fault } from '../fault.ts';
import type { TokenOwner, Work, WorkResult } from '../store/store.ts';
import type { CommitQueue } from './commit-queue.ts';
import { createGatewayDoor, type GatewayDoorDeps } from './gateway-door.ts';
import { readBatch } from './read-batch.ts';
import { decodeJson, readBody } from './read-body.ts';

/** A status is small; nothing larger is read. */
const maxStatusBytes = 16 * 1024;
/** Bodies that are read and unfolded at the same time, in the whole process. */
const maxReading = 64;

export interface UplinkDeps extends GatewayDoorDeps {
  queue: CommitQueue;
  metrics: CloudMetrics;
  /** Called after the commit and before the receipt. */
  onWork(result: WorkResult): void;
}

/** Says whom a body is from; a token speaks for one gateway only. */
function checkOwner(owner: TokenOwner, gateway: string, site?: string): void {
  if (gateway !== owner.gateway)
    throw new Fault('gateway-mismatch', `the body is of ${gateway}, but ${owner.gateway} speaks`);
  if (site !== undefined && owner.site !== undefined && site !== owner.site)
    throw new Fault('gateway-mismatch', `the body is of site ${site}, but ${owner.gateway} is of ${owner.site}`);
}

function toBatchWork(body: unknown, owner: TokenOwner): Work {
  const parsed = parseUplinkBatch(body);
  if (!parsed.ok) throw new Fault('request-invalid', parsed.problem);
  checkOwner(owner, parsed.value.gateway);
  return { kind: 'batch', batch: readBatch(parsed.value as UplinkBatch, owner) };
}

function toStatusWork(body: unknown, owner: TokenOwner): Work {
  const parsed = parseUplinkStatus(body);
  if (!parsed.ok) throw new Fault('request-invalid', parsed.problem);
  checkOwner(owner, parsed.value.gateway, parsed.value.site);
  return { kind: 'status', status: parsed.value };
}

/** Turns a request's body into JSON; a few at a time, whoever sends them. */
function createBodyParser() {
  let reading = 0;
  return async (request: FastifyRequest, payload: FastifyRequest['raw']): Promise<unknown> => {
    if (reading >= maxReading) throw new Fault('cloud-busy', `${reading} bodies are being read`, { retryAfterS: 1 });
    reading += 1;
    try {
      const bytes = await readBody(payload, request.headers['content-encoding'], request.routeOptions.bodyLimit);
      return decodeJson(bytes);
    } finally {
      reading -= 1;
    }
  };
}

/** Options of a route whose body is checked by the handler; the schema only serves the OpenAPI document. */
function describeRoute(summary: string, bodyLimit: number, body: TSchema, response: Record<number, TSchema>) {
  return {
    bodyLimit,
    validatorCompiler: () => () => true,
    schema: {
      summary,
      body,
      tags: ['uplink'],
      security: [{ gatewayToken: [] }],
      response: { ...response, ...errorReplies },
    },
  };
}

/** Takes what gateways send, as `devices/contracts/uplink.ts` tells. Who speaks is known before a body is read. */
export function registerUplink(app: FastifyInstance, deps: UplinkDeps): void {
  const { queue, metrics, clock, onWork } = deps;
  const owners = new WeakMap<FastifyRequest, TokenOwner>();
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', createBodyParser());

  async function take(request: FastifyRequest, toWork: (body: unknown, owner: TokenOwner) => Work) {
    const startedMs = clock.monotonicMs();
    const result = await queue.submit(toWork(request.body, owners.get(request)!));
    metrics.committed((clock.monotonicMs() - startedMs) / 1000);
    metrics.worked([result]);
    onWork(result);
    return result;
  }

  const storeBatch = 'Store a batch of events; the receipt acknowledges cumulatively';
  app.post(
    '/v1/uplink/events',
    describeRoute(storeBatch, maxBatchBytes, UplinkBatch, { 200: UplinkReceipt }),
    async (request) => ({ acked: (await take(request, toBatchWork)).acked }),
  );
  app.post(
    '/v1/uplink/status',
    describeRoute('Say how the gateway is', maxStatusBytes, UplinkStatus, { 204: Type.Null({ description: 'kept' }) }),
    async (request, reply) => {
      await take(request, toStatusWork);
      reply.code(204);
      return null;
    },
  );
}
