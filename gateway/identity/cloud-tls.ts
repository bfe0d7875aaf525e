import { createHash, type KeyObject, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request as send } from 'node:https';
import { type Duplex, Readable } from 'node:stream';
import { connect, createSecureContext, type TLSSocket } from 'node:tls';
import { formatPin } from '../../devices/contracts/claim.ts';
import type { CloudRequest, WireRequest } from '../outbox/cloud-line.ts';
import { awaitWire, wireHeaders } from '../outbox/open-wire.ts';

/** By what the gateway knows its cloud: at first sight the pin of the claim code, from then on the authority's key. */
export type CloudMark = { pin: string } | { ca: string };

export interface CloudTlsOptions {
  url: string;
  mark: CloudMark;
  /** What the gateway shows; none before its claim is accepted. */
  proof?: { key: KeyObject; certificate: string };
  /** What certificates' dates are held against; undefined while the clock cannot be believed, and at first sight. */
  believedMs(): number | undefined;
  /** The time in an answer of the cloud. */
  heard(cloudMs: number): void;
}

export interface CloudTls {
  request(path: string, request: CloudRequest): Promise<Response>;
  open(path: string, request: WireRequest & { headers: Record<string, string> }): Promise<Duplex>;
  close(): void;
}

const handshakeTimeoutMs = 10_000;
/** Extended key usage: a TLS server (RFC 5280 §4.2.1.12). Gateways' own certificates of the same authority are for clients. */
const serverAuth = '1.3.6.1.5.5.7.3.1';

export function pinOf(certificate: X509Certificate): string {
  const spki = certificate.publicKey.export({ format: 'der', type: 'spki' });
  return formatPin(createHash('sha256').update(spki).digest());
}

function refuse(code: string, what: string): never {
  throw new Error(what, { cause: { code } });
}

/**
 * Throws where the other side is not the cloud of the mark. The name is not looked at: the authority signs servers only for
 * this one cloud, and sites reach it under whatever address their network has for it. Dates count while the clock does.
 */
export function checkCloud(leaf: X509Certificate | undefined, mark: CloudMark, nowMs: number | undefined): void {
  const authority = 'ca' in mark ? new X509Certificate(mark.ca) : leaf?.issuerCertificate;
  if (!leaf || !authority) refuse('CERT_CHAIN_MISSING', 'the cloud shows no certificate of its authority');
  if ('pin' in mark && pinOf(authority) !== mark.pin)
    refuse('CERT_PIN_DIFFERS', 'this is not the cloud of the claim code');
  const isSigned = leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
  if (!isSigned || leaf.ca || !leaf.keyUsage?.includes(serverAuth))
    refuse('CERT_FOREIGN', 'the certificate is not of the cloud that accepted this gateway');
  if (nowMs === undefined) return;
  if (nowMs < leaf.validFromDate.getTime() || nowMs > leaf.validToDate.getTime())
    refuse('CERT_OUT_OF_DATE', 'the certificate of the cloud is not of this time');
}

/**
 * An agent whose connections are checked before the first byte of a request leaves. Each takes up the TLS session of the one before:
 * a third to 40 % less work for either side, which counts when a whole fleet comes back at once.
 */
function createCheckedAgent({ mark, proof, believedMs }: CloudTlsOptions): Agent {
  // one line is kept beside the stream: ten thousand gateways cost their cloud about 100 KiB for each
  const agent = new Agent({ keepAlive: true, maxSockets: 8, maxFreeSockets: 1 });
  // made once: OpenSSL takes longer for it than for the handshake
  const secureContext = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(proof && { key: proof.key.export({ format: 'pem', type: 'pkcs8' }), cert: proof.certificate }),
  });
  // a session is taken up with the certificate that it began with: the cloud does not show it again
  let kept: { session: Buffer; leaf: X509Certificate | undefined } | undefined;
  const open = (options: RequestOptions, done: (error: Error | null, socket?: TLSSocket) => void) => {
    const host = options.host ?? '';
    const port = options.port ?? 443;
    const offered = kept;
    const socket = connect({
      host: host.replace(/^\[|\]$/g, ''),
      port: Number(port),
      secureContext,
      ...(offered && { session: offered.session }),
      // checked below: what OpenSSL says first would hide what else is wrong
      rejectUnauthorized: false,
    });
    const fail = (error: Error) => {
      socket.destroy();
      done(error);
    };
    const timeout = () => fail(new Error('no TLS connection came about', { cause: { code: 'ETIMEDOUT' } }));
    socket.setTimeout(handshakeTimeoutMs, timeout);
    socket.once('error', fail);
    socket.once('secureConnect', () => {
      const leaf = offered && socket.isSessionReused() ? offered.leaf : socket.getPeerX509Certificate();
      try {
        checkCloud(leaf, mark, 'pin' in mark ? undefined : believedMs());
      } catch (error) {
        kept = undefined;
        return fail(error as Error);
      }
      socket.on('session', (session: Buffer) => {
        kept = { session, leaf };
      });
      socket.off('timeout', timeout);
      socket.setTimeout(0);
      socket.off('error', fail);
      done(null, socket);
    });
    return undefined;
  };
  return Object.assign(agent, { createConnection: open });
}

const bodiless = new Set([204, 205, 304]);

function toResponse(message: IncomingMessage): Response {
  const { statusCode = 500, headers } = message;
  const known = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  );
  if (bodiless.has(statusCode)) message.resume();
  const body = bodiless.has(statusCode) ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status: statusCode, headers: known });
}

/** Requests over TLS to exactly this cloud. */
export function openCloudTls(options: CloudTlsOptions): CloudTls {
  const agent = createCheckedAgent(options);
  return {
    request: (path, { method = 'GET', headers, body, signal }) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const call = send(new URL(path, options.url), { method, headers, agent });
        let answer: IncomingMessage | undefined;
        const abort = () => {
          answer?.destroy(signal.reason);
          call.destroy(signal.reason);
        };
        signal.addEventListener('abort', abort, { once: true });
        call.on('close', () => signal.removeEventListener('abort', abort));
        call.on('error', (error) => {
          if (signal.aborted || error.cause !== undefined) return reject(signal.aborted ? signal.reason : error);
          reject(new Error(error.message, { cause: error }));
        });
        call.on('response', (message) => {
          answer = message;
          options.heard(Date.parse(message.headers.date ?? ''));
          resolve(toResponse(message));
        });
        call.end(body);
      }),
    open(path, { protocol, headers, signal }) {
      const call = send(new URL(path, options.url), { headers: wireHeaders(headers, protocol), agent });
      return awaitWire(call, signal);
    },
    close: () => agent.destroy(),
  };
}
