import type { RequestListener } from 'node:http';
import { Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import { takeUpgrades } from '../relay/take-upgrades.ts';
import { createLineBudget, type LineBudget, readOpenFilesLimit } from './line-budget.ts';
import type { Authority } from './x509-authority.ts';

/** What gateways need; nothing else is answered where they connect. */
const gatewayRoutes = new Set([
  'POST /v1/claims',
  'GET /v1/claims/:claim',
  'POST /v1/identity/renewal',
  'POST /v1/uplink/events',
  'POST /v1/uplink/status',
  'GET /v1/downlink',
  'POST /v1/downlink/cursor',
  'GET /v1/twin',
  'PUT /v1/twin/reported',
  'GET /v1/rollout/assignments',
  'POST /v1/rollout/reports',
  'GET /v1/artefacts/:sha256',
  'POST /v1/commands/:id/begin',
  'PUT /v1/commands/:id/result',
  'GET /v1/commands/:id/relay',
  'PUT /v1/devices',
  'PUT /v1/permits',
  'GET /healthz',
]);
/** Four megabytes over a line of 300 kbit/s. */
const slowestMs = 120_000;
const silenceMs = 120_000;
/** A TLS session may be taken up again for so long; whether its gateway may speak is looked up with each request anyway. */
const sessionTimeout = 86_400;
/** A new key and certificate for the listener, long before the old one ends. */
const freshServerEveryMs = 7 * 86_400_000;

/**
 * The address of whoever comes through a balancer that passes TLS on: such a one cannot say for whom, and a header that says so is
 * the client's own. The word is RFC 7239's.
 */
export const unknownAddress = 'unknown';

export const isFromGatewaySide = (request: FastifyRequest): boolean => request.raw.socket instanceof TLSSocket;

/** The page and the operators' API are not to be had at the port that sites can reach. */
export function refuseOperatorsHere(request: FastifyRequest): void {
  if (!isFromGatewaySide(request)) return;
  const { method, routeOptions } = request;
  if (gatewayRoutes.has(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`)) return;
  throw new Fault('not-found', 'this port is for gateways only');
}

export interface GatewayListener {
  /** `https://host:port` as it listens. */
  url: string;
  lines: LineBudget;
  close(): Promise<void>;
}

export interface GatewayListenerOptions {
  host: string;
  port: number;
  /** Host names and addresses under which it is reached. */
  names: readonly string[];
  authority: Authority;
  answer: RequestListener;
  wallMs(): number;
  log: Log;
}

/** Listens with TLS for gateways. A certificate is asked for and may be missing: a first claim has none yet. */
export async function openGatewayListener(options: GatewayListenerOptions): Promise<GatewayListener> {
  const { host, port, names, authority, wallMs, log } = options;
  const answer: RequestListener = (request, reply) => {
    request.headers['x-forwarded-for'] = unknownAddress;
    options.answer(request, reply);
  };
  const identity = () => authority.issueServer(names, wallMs());
  // who does not verify is turned away by the routes, which know why
  const context = { ca: authority.ca, minVersion: 'TLSv1.2', sessionTimeout } as const;
  const asked = { ...context, requestCert: true, rejectUnauthorized: false };
  const server = new Server({ ...(await identity()), ...asked, requestTimeout: slowestMs, handshakeTimeout: 10_000 });
  server.setTimeout(silenceMs);
  server.keepAliveTimeout = 72_000;
  const lines = createLineBudget(server, readOpenFilesLimit());
  server.on('request', lines.thrifty(answer));
  takeUpgrades(server, answer);
  // a port scanner's noise: the connection is closed, and that is all there is to do
  server.on('tlsClientError', (error, socket) => {
    log.debug({ err: error }, 'a TLS connection did not come about');
    socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const what = cause.code === 'EADDRINUSE' ? 'another program uses it' : cause.message;
      reject(new Fault('address-unusable', `cannot listen for gateways on ${host}:${port}: ${what}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const refresh = setInterval(() => {
    identity().then(
      (fresh) => server.setSecureContext({ ...fresh, ...context }),
      (error: unknown) =>
        log.error({ err: error }, 'the certificate of the listener for gateways could not be renewed'),
    );
  }, freshServerEveryMs);
  refresh.unref();
  const { address, port: taken, family } = server.address() as AddressInfo;
  return {
    url: `https://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    lines,
    async close() {
      clearInterval(refresh);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // what is still being answered gets as long as the other listener gives it
      const impatience = setTimeout(() => server.closeAllConnections(), 3000);
      await closed;
      clearTimeout(impatience);
    },
  };
}
