import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { DownlinkCursor, parseDownlinkCursor, parseEventId } from '../../devices/contracts/downlink.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import type { AlarmRow, DownlinkStore, TokenOwner } from '../store/store.ts';
import type { DownlinkHub } from './downlink-hub.ts';

export interface DownlinkDeps extends GatewayDoorDeps {
  store: Pick<DownlinkStore, 'downlinkHeard'>;
  hub: DownlinkHub;
  /** A gateway has applied what operators did to these alarms. */
  onHeard(alarms: readonly AlarmRow[]): void;
}

/** A token that was taken away ends its stream within this time; a certificate that is revoked does at once. */
const checkEveryMs = 60_000;
const tags = ['downlink'];
const security = [{ gatewayToken: [] }];

function prepareStream(reply: FastifyReply) {
  const wire = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) wire.setHeader(name, value);
  wire.setHeader('content-type', 'text/event-stream; charset=utf-8');
  wire.setHeader('cache-control', 'no-store');
  wire.setHeader('x-accel-buffering', 'no');
  return wire;
}

function registerStream(app: FastifyInstance, { hub, prove }: DownlinkDeps): void {
  const summary = 'Messages for the gateway as server-sent events, after Last-Event-ID; hold it open';
  app.get(
    '/v1/downlink',
    { schema: { operationId: 'downlink.open', summary, tags, security, response: errorReplies } },
    async (request, reply) => {
      const { gateway } = ownerOf(request);
      const asked = request.headers['last-event-id'];
      const wire = prepareStream(reply);
      // refused or not readable: the gateway comes again and is told why
      const check = () => void prove(request).catch(() => wire.destroy());
      const stream = await hub.open(gateway, parseEventId(typeof asked === 'string' ? asked : undefined), {
        write: (text) => wire.write(text),
        waitingBytes: () => wire.writableLength,
        end: () => wire.destroy(),
        check,
      });
      reply.hijack();
      const checks = setInterval(check, checkEveryMs);
      wire.on('drain', stream.drained);
      const end = () => {
        clearInterval(checks);
        stream.closed();
      };
      wire.on('close', end);
      if (wire.closed) end();
    },
  );
}

function registerCursor(app: FastifyInstance, { store, clock, onHeard }: DownlinkDeps): void {
  const summary = 'Say that everything up to this message took effect; the cloud lets go of it';
  app.post(
    '/v1/downlink/cursor',
    {
      bodyLimit: 1024,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'downlink.heard',
        summary,
        tags,
        security,
        body: DownlinkCursor,
        response: { 204: Type.Null({ description: 'noted' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const { gateway } = ownerOf(request);
      const cursor = parseDownlinkCursor(request.body);
      if (!cursor.ok) throw new Fault('request-invalid', cursor.problem);
      const alarms = await store.downlinkHeard(gateway, cursor.value, clock.wallMs());
      if (!alarms) throw new Fault('cursor-unknown', `${gateway} was never told ${cursor.value.seq} in this epoch`);
      onHeard(alarms);
      reply.code(204);
      return null;
    },
  );
}

const owners = new WeakMap<FastifyRequest, TokenOwner>();
const ownerOf = (request: FastifyRequest): TokenOwner => owners.get(request)!;

/** What the cloud tells gateways, as `devices/contracts/downlink.ts` tells. */
export function registerDownlink(app: FastifyInstance, deps: DownlinkDeps): void {
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  registerStream(app, deps);
  registerCursor(app, deps);
}
