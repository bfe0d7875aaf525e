import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type, { type TSchema } from 'typebox';
import {
  longestStatusEveryMs,
  maxBatchBytes,
  nextStatusHeader,
  parseUplinkBatch,
  parseUplinkStatus,
  statusEveryMs,
  UplinkBatch,
  UplinkReceipt,
  UplinkStatus,
} from '../../devices/contracts/uplink.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { CloudMetrics } from '../cloud-metrics.ts';
import { Fault } from '../fault.ts';
import type { Sampler } from '../health/sampler.ts';
import type { ReadStore, TokenOwner, Work, WorkResult } from '../store/store.ts';
import type { GatewaySites } from '../tenancy/gateway-sites.ts';
import type { CloudTracing } from '../tracing.ts';
import type { CommitQueue } from './commit-queue.ts';
import { createEpochGate } from './epoch-gate.ts';
import { createGatewayDoor, type GatewayDoorDeps } from './gateway-door.ts';
import { readBatch } from './read-batch.ts';
import { createBodyBudget, decodeJson, readBody } from './read-body.ts';

/** A status is small; nothing larger is read. */
const maxStatusBytes = 16 * 1024;
/** Of bodies that are read and unfolded at the same time, in the whole process. */
const maxReadingBytes = 256 * 1024 * 1024;
/** So many statuses a second leave a process most of its time, as long as the cadence allows it: each takes about a millisecond. */
const statusesPerS = 250;

export interface UplinkDeps extends GatewayDoorDeps {
  queue: CommitQueue;
  metrics: CloudMetrics;
  sampler: Sampler;
  store: Pick<ReadStore, 'streams'>;
  /** Left out where nothing is traced. */
  tracing?: CloudTracing | undefined;
  /** Whose which gateway is. */
  sites: Pick<GatewaySites, 'admit' | 'said'>;
  /** How many gateways hold their stream open at this process. */
  connected(): number;
  /** Called after the commit and before the receipt. */
  onWork(result: WorkResult): void;
}

/** After how long a gateway's next status is wanted, where so many gateways are `connected`. */
export function nextStatusMs(connected: number): number {
  return Math.min(Math.max(statusEveryMs, Math.round((connected * 1000) / statusesPerS)), longestStatusEveryMs);
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

function toStatusWork(body: unknown, owner: TokenOwner, sample: Sampler['take'], nowMs: number): Work {
  const parsed = parseUplinkStatus(body);
  if (!parsed.ok) throw new Fault('request-invalid', parsed.problem);
  checkOwner(owner, parsed.value.gateway, parsed.value.site);
  const taken = sample(parsed.value, nowMs);
  return { kind: 'status', status: parsed.value, receivedAtMs: nowMs, ...(taken ? { sample: taken } : {}) };
}

/** Turns a request's body into JSON. */
function createBodyParser() {
  const budget = createBodyBudget(maxReadingBytes);
  return async (request: FastifyRequest, payload: FastifyRequest['raw']): Promise<unknown> =>
    decodeJson(await readBody(payload, request.headers, request.routeOptions.bodyLimit, budget));
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

/** The last step of every event that carries a trace: from its arrival until it is on disk. */
function traceBatch(tracing: CloudTracing, work: Work, startMs: number, endMs: number): void {
  if (work.kind !== 'batch') return;
  const facts = { 'ringward.gateway': work.batch.gateway, 'ringward.lane': work.batch.lane };
  for (const read of work.batch.events)
    if (read.kind === 'event' && read.event.traceparent !== undefined)
      tracing.record(read.event.traceparent, 'cloud.commit', facts, startMs, endMs);
}

/** Takes what gateways send, as `devices/contracts/uplink.ts` tells. Who speaks is known before a body is read. */
export function registerUplink(app: FastifyInstance, deps: UplinkDeps): void {
  const { queue, metrics, clock, sampler, store, sites, onWork } = deps;
  const admitEpoch = createEpochGate(store);
  const owners = new WeakMap<FastifyRequest, TokenOwner>();
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', createBodyParser());

  async function take(request: FastifyRequest, toWork: (body: unknown, owner: TokenOwner) => Work) {
    const startedMs = clock.monotonicMs();
    const startedWallMs = clock.wallMs();
    const work = toWork(request.body, owners.get(request)!);
    if (work.kind === 'status') sites.admit(work.status.gateway, work.status.site);
    else await admitEpoch(work.batch.gateway, work.batch.epoch);
    const result = await queue.submit(work);
    if (work.kind === 'status') sites.said(work.status.gateway, work.status.site);
    if (work.kind === 'status' && work.sample) sampler.kept(work.sample);
    if (deps.tracing) traceBatch(deps.tracing, work, startedWallMs, clock.wallMs());
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
      await take(request, (body, owner) => toStatusWork(body, owner, sampler.take, clock.wallMs()));
      reply.code(204).header(nextStatusHeader, nextStatusMs(deps.connected()));
      return null;
    },
  );
}
