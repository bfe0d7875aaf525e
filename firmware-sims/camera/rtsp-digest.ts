import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Digest authentication as cameras do it: MD5, without `qop` (RFC 2069) or with `qop=auth` if the client likes
 * (RFC 7616 3.4). Basic is refused: it would show the password to whoever listens.
 */
export interface DigestGuard {
  /** The WWW-Authenticate header for a request that was not let in. */
  challenge(stale: boolean): string;
  check(method: string, authorization: string | undefined): 'in' | 'out' | 'stale';
}

export interface DigestOptions {
  realm: string;
  credentials: { user: string; password: string };
  /** Unix milliseconds. */
  now(): number;
}

const nonceLifeMs = 10 * 60_000;

export function createDigestGuard(options: DigestOptions): DigestGuard {
  const key = randomBytes(16);
  const sign = (stamp: string) => createHmac('sha256', key).update(stamp).digest('hex').slice(0, 20);
  const secret = md5(`${options.credentials.user}:${options.realm}:${options.credentials.password}`);

  /** A nonce carries the moment it was made, signed: no table of nonces to fill up. */
  function judgeNonce(nonce: string): 'fresh' | 'stale' | 'foreign' {
    const stamp = nonce.slice(0, 12);
    if (nonce !== stamp + sign(stamp)) return 'foreign';
    return options.now() - Number.parseInt(stamp, 16) > nonceLifeMs ? 'stale' : 'fresh';
  }

  return {
    challenge(stale) {
      const stamp = Math.floor(options.now()).toString(16).padStart(12, '0').slice(-12);
      const nonce = stamp + sign(stamp);
      return `Digest realm="${options.realm}", nonce="${nonce}", algorithm=MD5${stale ? ', stale=true' : ''}`;
    },
    check(method, authorization) {
      const answer = authorization === undefined ? undefined : parseDigestAnswer(authorization);
      if (!answer || answer.username !== options.credentials.user || answer.realm !== options.realm) return 'out';
      const age = judgeNonce(answer.nonce);
      if (age === 'foreign' || !sameText(answer.response, expectedResponse(secret, method, answer))) return 'out';
      return age === 'stale' ? 'stale' : 'in';
    },
  };
}

export interface DigestAnswer {
  username: string;
  realm: string;
  nonce: string;
  uri: string;
  response: string;
  qop?: string;
  nc?: string;
  cnonce?: string;
}

/** Reads an Authorization header; undefined if it is not a complete Digest answer. */
export function parseDigestAnswer(header: string): DigestAnswer | undefined {
  if (header.length > 2048 || !/^digest\s/i.test(header)) return undefined;
  const fields = new Map<string, string>();
  for (const match of header.slice(7).matchAll(/([a-z0-9_-]{1,32})\s*=\s*(?:"([^"]*)"|([^\s,"]+))/gi)) {
    fields.set(match[1]!.toLowerCase(), match[2] ?? match[3] ?? '');
  }
  const [username, realm, nonce, uri, response] = ['username', 'realm', 'nonce', 'uri', 'response'].map((name) =>
    fields.get(name),
  );
  if (username === undefined || realm === undefined || !nonce || uri === undefined || !response) return undefined;
  const [qop, nc, cnonce] = [fields.get('qop'), fields.get('nc'), fields.get('cnonce')];
  if (qop === undefined) return { username, realm, nonce, uri, response };
  if (qop !== 'auth' || nc === undefined || cnonce === undefined) return undefined;
  return { username, realm, nonce, uri, response, qop, nc, cnonce };
}

/** RFC 7616 3.4.1: H(H(A1):nonce[:nc:cnonce:qop]:H(method:uri)). */
function expectedResponse(secret: string, method: string, answer: DigestAnswer): string {
  const act = md5(`${method}:${answer.uri}`);
  const middle = answer.qop === undefined ? '' : `${answer.nc}:${answer.cnonce}:${answer.qop}:`;
  return md5(`${secret}:${answer.nonce}:${middle}${act}`);
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

function sameText(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left.toLowerCase()), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
