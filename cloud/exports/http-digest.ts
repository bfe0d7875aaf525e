import { createHash } from 'node:crypto';

/** What a server asks for in `WWW-Authenticate: Digest`. */
export interface DigestChallenge {
  realm: string;
  nonce: string;
  opaque: string | undefined;
  algorithm: 'MD5' | 'SHA-256';
  /** Servers of RFC 2069 ask for none. */
  qop: 'auth' | undefined;
}

const parameter = /([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi;

/** RFC 7616; undefined for any other scheme, and for what this client cannot answer. */
export function parseChallenge(header: string | undefined): DigestChallenge | undefined {
  if (!header || header.length > 4096 || !/^\s*digest\s/i.test(header)) return undefined;
  const given = new Map<string, string>();
  for (const [, name, quoted, bare] of header.matchAll(parameter))
    given.set(name!.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '');
  const [realm, nonce] = [given.get('realm'), given.get('nonce')];
  const algorithm = (given.get('algorithm') ?? 'MD5').toUpperCase();
  const offered = given.get('qop')?.split(/\s*,\s*/);
  if (realm === undefined || nonce === undefined || (algorithm !== 'MD5' && algorithm !== 'SHA-256')) return undefined;
  if (offered && !offered.includes('auth')) return undefined;
  return { realm, nonce, opaque: given.get('opaque'), algorithm, qop: offered ? 'auth' : undefined };
}

export interface DigestRequest {
  method: string;
  /** Path and query as sent. */
  uri: string;
  user: string;
  password: string;
  /** Fresh for each request. */
  cnonce: string;
}

/** The `Authorization` header that answers a challenge for the first time (nc=00000001). */
export function answerChallenge(challenge: DigestChallenge, request: DigestRequest): string {
  const { realm, nonce, opaque, algorithm, qop } = challenge;
  const { method, uri, user, password, cnonce } = request;
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const secret = hash(`${user}:${realm}:${password}`);
  const asked = hash(`${method}:${uri}`);
  const nc = '00000001';
  const response = hash(qop ? `${secret}:${nonce}:${nc}:${cnonce}:${qop}:${asked}` : `${secret}:${nonce}:${asked}`);
  const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const parts = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
    ...(qop ? [`qop=${qop}`, `nc=${nc}`, `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque=${quote(opaque)}`]),
  ];
  return `Digest ${parts.join(', ')}`;
}
