import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Fault } from '../fault.ts';
import type { TokenOwner, TokenStore } from '../store/store.ts';

/** A gateway of the configuration file, with the SHA-256 of its token. */
export interface ConfiguredGateway extends TokenOwner {
  tokenHash: Buffer;
}

/** Who speaks: finds the gateway that a bearer token stands for. */
export interface GatewayTokens {
  /** Throws a `token-unknown` Fault. */
  authenticate(authorization: string | undefined): Promise<TokenOwner>;
  gateways(): Promise<string[]>;
}

/** Tokens are 32 random bytes, so a plain hash cannot be searched; no slow password hash is needed. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}

export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The token of `Authorization: Bearer <token>`; `undefined` for any other text. */
export function parseBearer(authorization: string | undefined): string | undefined {
  return /^Bearer ([\x21-\x7e]{16,512})$/i.exec(authorization ?? '')?.[1];
}

/** Tokens of the configuration file first, then those that `add-gateway` put into the store. */
export function createGatewayTokens(configured: readonly ConfiguredGateway[], store: TokenStore): GatewayTokens {
  const byHash = new Map(configured.map((gateway) => [gateway.tokenHash.toString('hex'), gateway]));
  return {
    async authenticate(authorization) {
      const token = parseBearer(authorization);
      if (token === undefined) throw new Fault('token-unknown', 'the request has no bearer token');
      const hash = hashToken(token);
      // the look-up is by hash, of which a caller cannot choose a part: its timing tells nothing of any token
      const found = byHash.get(hash.toString('hex'));
      if (found && timingSafeEqual(found.tokenHash, hash)) {
        return { gateway: found.gateway, ...(found.site === undefined ? {} : { site: found.site }) };
      }
      const owner = await store.ownerOf(hash);
      if (!owner) throw new Fault('token-unknown', 'no gateway has this token');
      return owner;
    },
    async gateways() {
      return [...new Set([...configured.map(({ gateway }) => gateway), ...(await store.tokenGateways())])].sort();
    },
  };
}
