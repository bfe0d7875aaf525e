import { request as sendPlain } from 'node:http';
import { request as sendSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { CommandId } from '../../devices/contracts/command.ts';
import { relayProtocol, relayTicketHeader } from '../../devices/contracts/live-relay.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { CommandStore } from '../command/command-store.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import type { TokenOwner } from '../store/store.ts';
import { type ElsewhereView, joinWires, type RelayDesk } from './relay-desk.ts';
import { openWire, requireWire } from './take-upgrades.ts';

export interface RelayRouteDeps extends GatewayDoorDeps {
  store: Pick<CommandStore, 'one'>;
  relays: RelayDesk;
}

const security = [{ gatewayToken: [] }];
const reachMs = 5000;
/** A gateway whose identity ends loses its wire within this time. */
const proveEveryMs = 2000;

const owners = new WeakMap<FastifyRequest, TokenOwner>();

/** The wire to the process at which the page waits. Rejects with a `relay-elsewhere` Fault. */
function reachPeer(command: string, { url, ticket }: ElsewhereView): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const lose = (cause?: unknown) =>
      reject(new Fault('relay-elsewhere', 'the page waits at another process of the cloud', { cause }));
    if (url === undefined) return lose();
    const address = new URL(`/v1/relays/${command}`, url);
    const send = address.protocol === 'https:' ? sendSecure : sendPlain;
    const headers = { connection: 'Upgrade', upgrade: relayProtocol, [relayTicketHeader]: ticket };
    const call = send(address, { headers, agent: false, timeout: reachMs });
    call.once('timeout', () => call.destroy(new Error('no answer in time')));
    call.once('error', lose);
    call.once('response', ({ statusCode }) => {
      call.destroy();
      lose(new Error(`it answered ${statusCode}`));
    });
    call.once('upgrade', (_answer, wire: Duplex, head: Buffer) => {
      if (head.length > 0) wire.unshift(head);
      resolve(wire);
    });
    call.end();
  });
}

/** Ends the wire of a gateway that may speak no longer. */
function keepProving(wire: Duplex, request: FastifyRequest, { prove }: RelayRouteDeps): void {
  // refused or not readable: the view ends, and can be asked for again
  const timer = setInterval(() => void prove(request).catch(() => wire.destroy()), proveEveryMs);
  wire.once('close', () => clearInterval(timer));
}

/** A gateway's wire for a live view, as `devices/contracts/live-relay.ts` tells. */
export function registerRelays(app: FastifyInstance, deps: RelayRouteDeps): void {
  const { store, relays, clock } = deps;
  const enter = createGatewayDoor(deps);
  const joined = new Set<Duplex>();
  // what goes on to another process ends with this one, before the listener waits for its sockets; the page hears it there
  app.addHook('preClose', async () => {
    for (const wire of joined) wire.destroy();
  });
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  app.get<{ Params: { id: string } }>(
    '/v1/commands/:id/relay',
    {
      schema: {
        operationId: 'relays.open',
        summary: `Change to ${relayProtocol} and send one camera's packets to the operator who asked for them`,
        ...{ tags: ['commands'], security, params: Type.Object({ id: CommandId }), response: errorReplies },
      },
    },
    async (request, reply) => {
      requireWire(request);
      const { id } = request.params;
      const command = await store.one(id, clock.wallMs());
      const isOwn = command?.gateway === owners.get(request)!.gateway && command.kind === 'live-view';
      if (!isOwn) throw new Fault('not-found', `there is no live view ${id}`);
      if (command.state !== 'begun') throw new Fault('result-unwanted', `command ${id} is ${command.state}`);
      const gone = new AbortController();
      request.raw.socket.once('close', () => gone.abort());
      const met = await relays.meet(id, gone.signal);
      if (met.at === 'nowhere') throw new Fault('result-unwanted', `nobody watches ${id}`);
      const peer = met.at === 'elsewhere' ? await reachPeer(id, met) : undefined;
      if (request.raw.socket.destroyed) return peer?.destroy();
      const wire = openWire(request, reply);
      keepProving(wire, request, deps);
      if (peer) {
        joined.add(wire);
        wire.once('close', () => joined.delete(wire));
        joinWires(wire, peer);
      } else if (met.at === 'here' && !met.view.join(wire)) wire.destroy();
    },
  );
}

/** Where another process of this cloud hands over a wire; its ticket is all that it has to show. */
export function registerPeerRelays(app: FastifyInstance, relays: RelayDesk): void {
  app.get<{ Params: { command: string } }>(
    '/v1/relays/:command',
    { schema: { hide: true, params: Type.Object({ command: CommandId }) } },
    async (request, reply) => {
      requireWire(request);
      const ticket = request.headers[relayTicketHeader];
      const view = relays.byTicket(request.params.command, typeof ticket === 'string' ? ticket : '');
      if (!view) throw new Fault('not-found', 'there is no such live view');
      const wire = openWire(request, reply);
      if (!view.join(wire)) wire.destroy();
    },
  );
}
