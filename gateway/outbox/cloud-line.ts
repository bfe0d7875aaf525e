import { request as sendPlain } from 'node:http';
import { request as sendSecure } from 'node:https';
import type { Duplex } from 'node:stream';
import { bootHeader } from '../../devices/contracts/claim.ts';
import { awaitWire, wireHeaders } from './open-wire.ts';

export interface CloudRequest {
  method?: 'GET' | 'POST' | 'PUT';
  headers: Record<string, string>;
  body?: string | Uint8Array;
  signal: AbortSignal;
}

/** The gateway's line to its cloud: it knows the address, proves who speaks and follows no redirect. */
export interface CloudLine {
  /** `path` begins with a slash. Rejects as `fetch` does, and with `NoIdentity` while there is nothing to prove oneself with. */
  request(path: string, request: CloudRequest): Promise<Response>;
}

export interface WireRequest {
  /** What the cloud is asked to change to. */
  protocol: string;
  /** Until it has. */
  signal: AbortSignal;
}

/** A line on which bytes can go both ways for a while, beside requests. */
export interface WiredLine extends CloudLine {
  /** Rejects as `request` does, and with HttpRefusal. The wire is the caller's to end. */
  open(path: string, request: WireRequest): Promise<Duplex>;
}

export interface TokenLineOptions {
  url: string;
  token: string;
  /** This start of the gateway. */
  boot: string;
}

/** Over whatever the URL says, with a bearer token. */
export function createTokenLine({ url, token, boot }: TokenLineOptions): WiredLine {
  const proof = { authorization: `Bearer ${token}`, [bootHeader]: boot };
  return {
    open(path, { protocol, signal }) {
      const address = new URL(path, url);
      const send = address.protocol === 'https:' ? sendSecure : sendPlain;
      return awaitWire(send(address, { headers: wireHeaders(proof, protocol), agent: false }), signal);
    },
    request: (path, { method = 'GET', headers, body, signal }) =>
      fetch(new URL(path, url), {
        method,
        redirect: 'error',
        headers: { ...headers, ...proof },
        ...(body === undefined ? {} : { body: body as BodyInit }),
        signal,
      }),
  };
}
