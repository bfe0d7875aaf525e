import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { relayProtocol } from '../../devices/contracts/live-relay.ts';
import { Fault } from '../fault.ts';

/** A request that asks for another protocol, and what came right after it. */
const asked = new WeakMap<IncomingMessage, { socket: Duplex; head: Buffer; response: ServerResponse }>();

/**
 * Requests that ask for another protocol go the way of all others: they are proved, limited and refused by the same routes. What
 * is answered without changing ends the connection.
 */
export function takeUpgrades(
  server: Server | SecureServer,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): void {
  // anything else that a client would rather speak (h2c) is answered as if it had not asked
  const shouldUpgradeCallback = ({ headers }: IncomingMessage) => headers.upgrade === relayProtocol;
  // a property of every server, which its type does not tell
  Object.assign(server, { shouldUpgradeCallback });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    // it is gone: 'close' is all that anybody has to know
    socket.on('error', () => socket.destroy());
    response.assignSocket(socket as Parameters<ServerResponse['assignSocket']>[0]);
    // nobody reads it any more, so that its end would never be noticed
    response.once('finish', () => (socket as Socket).destroySoon());
    asked.set(request, { socket, head, response });
    answer(request, response);
  });
}

/** Throws a `request-invalid` Fault unless the request asks for a wire of live views. */
export function requireWire({ raw }: FastifyRequest): void {
  if (!asked.has(raw) || raw.headers.upgrade !== relayProtocol)
    throw new Fault('request-invalid', `ask with Connection: Upgrade and Upgrade: ${relayProtocol}`);
}

/** Changes to the protocol that was asked for: from now on the wire is the caller's. */
export function openWire(request: FastifyRequest, reply: FastifyReply): Duplex {
  const { socket, head, response } = asked.get(request.raw)!;
  reply.hijack();
  response.detachSocket(socket as Parameters<ServerResponse['detachSocket']>[0]);
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${relayProtocol}\r\n\r\n`);
  if (head.length > 0) socket.unshift(head);
  return socket;
}
