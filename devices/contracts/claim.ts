import Type, { type Static } from 'typebox';
import { createParser, type Parsed } from './parse.ts';
import { EpochMs, Id } from './place.ts';

/**
 * How a gateway gets its identity, gateway to cloud, over the cloud's own TLS listener:
 *
 * - An operator makes a claim code: single use, short-lived. It holds a secret and the pin of the cloud's authority, so
 *   that the gateway knows this very cloud at first sight: no public authority and no right clock are needed for that.
 * - `POST /v1/claims`, a `ClaimRequest`: `202 ClaimReceipt`. The same code with the same key again is the same claim; with
 *   another key it is refused (`claim-code-used`).
 * - `GET /v1/claims/{id}` with `x-ringward-proof`, the signature of `claimProofText(id)` by the key of the CSR (ECDSA
 *   P-256, SHA-256, DER, base64url): `200 ClaimState`.
 * - From then on TLS with the issued certificate in place of a bearer token, on every route of uplink and downlink.
 * - `POST /v1/identity/renewal` with that certificate, a `RenewalRequest`: `200 IssuedIdentity`. The certificate that asked
 *   holds until the new one is first used.
 * - 400 not readable, 401 certificate-foreign, certificate-expired or certificate-revoked, 403 claim-code-unknown,
 *   claim-code-expired or claim-mismatch, 404 no such claim, 409 claim-code-used, 429 and 503 with Retry-After.
 */
const strict = { additionalProperties: false } as const;

export const claimProofHeader = 'x-ringward-proof';
/** On every request of a gateway: which start of which copy of it speaks. Two that alternate are two boxes. */
export const bootHeader = 'x-ringward-boot';
export const claimProofText = (claim: string): string => `ringward-claim-v1\n${claim}`;

/** Crockford's base 32: no I, L, O and U; read in either case, with what is easily mistaken taken for what it is. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const secretChars = 12;
const pinChars = 26;
const checkChars = 2;
/** The greatest prime below 32²: every single wrong character and every swap of neighbours changes the rest. */
const checkPrime = 1021;
const groupChars = 5;
const maxCodeChars = 2048;

const Secret = Type.String({ pattern: `^[${alphabet}]{${secretChars}}$`, description: '60 random bits' });
const Pem = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^-----BEGIN ' });

export interface ClaimCode {
  /** 60 random bits, told to nobody but the cloud that the pin names. */
  secret: string;
  /** The first 130 bits of the SHA-256 of the public key (SPKI, DER) of the cloud's authority. */
  pin: string;
  /** Where the cloud's gateways connect; only the QR code has room for it. */
  url?: string;
}

/** `bits / 5` characters, five bits each, from the front of `bytes`. */
function toBase32(bytes: Uint8Array, chars: number): string {
  let text = '';
  for (let index = 0; index < chars; index += 1) {
    const at = index * 5;
    const pair = (bytes[at >> 3]! << 8) | (bytes[(at >> 3) + 1] ?? 0);
    text += alphabet[(pair >> (11 - (at & 7))) & 31];
  }
  return text;
}

/** The secret of a code, from 8 random bytes. */
export const formatClaimSecret = (random: Uint8Array): string => toBase32(random, secretChars);

/** The pin of an authority, from the SHA-256 of its public key (SPKI, DER). */
export const formatPin = (sha256: Uint8Array): string => toBase32(sha256, pinChars);

function checkOf(body: string): string {
  let rest = 0;
  for (const char of body) rest = (rest * 32 + alphabet.indexOf(char)) % checkPrime;
  return `${alphabet[rest >> 5]}${alphabet[rest & 31]}`;
}

/** The code as a person reads and types it: eight groups of five. */
export function formatClaimCode({ secret, pin }: ClaimCode): string {
  const text = `${secret}${pin}${checkOf(secret + pin)}`;
  return text.replace(new RegExp(`.{${groupChars}}(?=.)`, 'g'), '$&-');
}

/** The code as the QR code holds it, with the address. */
export function formatClaimUri(code: ClaimCode & { url: string }): string {
  const query = new URLSearchParams({ url: code.url, code: formatClaimCode(code) });
  return `ringward://claim?${query}`;
}

const gatewayUrl = /^https:\/\/[^\s/?#@]{1,255}$/;

/** Only this: without user, path or query. Claims and certificates need TLS. */
export const isGatewayUrl = (url: string): boolean => gatewayUrl.test(url) && URL.canParse(url);

function parseUri(uri: string): Parsed<ClaimCode> {
  const query = new URLSearchParams(uri.slice(uri.indexOf('?') + 1));
  const url = query.get('url') ?? '';
  if (!isGatewayUrl(url)) return { ok: false, problem: 'the address in the claim code is not https://host:port' };
  const code = parseText(query.get('code') ?? '');
  return code.ok ? { ok: true, value: { ...code.value, url } } : code;
}

function parseText(text: string): Parsed<ClaimCode> {
  const typed = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const wanted = secretChars + pinChars + checkChars;
  if (typed.length !== wanted)
    return { ok: false, problem: `the claim code has ${typed.length} characters; it has to have ${wanted}` };
  if (![...typed].every((char) => alphabet.includes(char)))
    return { ok: false, problem: 'the claim code has a character that no claim code has' };
  const body = typed.slice(0, -checkChars);
  if (checkOf(body) !== typed.slice(-checkChars))
    return { ok: false, problem: 'the claim code is mistyped: its last two characters do not fit the others' };
  return { ok: true, value: { secret: body.slice(0, secretChars), pin: body.slice(secretChars) } };
}

/** Reads a code as it was typed or scanned. Never throws; a problem never repeats the code. */
export function parseClaimCode(text: string): Parsed<ClaimCode> {
  if (text.length > maxCodeChars) return { ok: false, problem: 'the claim code is far too long' };
  const trimmed = text.trim();
  return /^ringward:\/\/claim\?/i.test(trimmed) ? parseUri(trimmed) : parseText(trimmed);
}

/** What a gateway says of itself when it asks; the operator sees it before he accepts. */
export const ClaimFacts = Type.Object(
  {
    gateway: Id,
    site: Id,
    siteName: Type.String({ maxLength: 200 }),
    version: Type.String({ maxLength: 40 }),
    model: Type.String({ maxLength: 80, description: 'of the box, as it names itself' }),
    hardware: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of what is stable for the box and of the gateway id; the same after a lost disk',
    }),
  },
  strict,
);
export type ClaimFacts = Static<typeof ClaimFacts>;

export const ClaimRequest = Type.Object(
  { csr: Pem(4096), code: Secret, facts: ClaimFacts },
  { ...strict, description: 'CSR: PKCS #10, PEM, ECDSA P-256; its subject says nothing' },
);
export type ClaimRequest = Static<typeof ClaimRequest>;

export const ClaimId = Type.String({ pattern: '^[A-Za-z0-9_-]{16,40}$' });
const PollAfterS = Type.Integer({ minimum: 1, maximum: 3600 });

export const ClaimReceipt = Type.Object({ claim: ClaimId, pollAfterS: PollAfterS, nowMs: EpochMs }, strict);
export type ClaimReceipt = Static<typeof ClaimReceipt>;

export const IssuedIdentity = Type.Object(
  {
    gateway: Id,
    site: Id,
    certificate: Pem(16_384),
    /** The authority, by whose key the gateway knows this cloud from now on. */
    ca: Pem(16_384),
    issuedAtMs: EpochMs,
    validUntilMs: EpochMs,
    /** The cloud's clock. */
    nowMs: EpochMs,
  },
  strict,
);
export type IssuedIdentity = Static<typeof IssuedIdentity>;

/** Why an operator does not want a gateway. */
export const claimRefusals = ['not-ours', 'wrong-site', 'duplicate', 'other'] as const;
export const ClaimRefusalReason = Type.Enum([...claimRefusals]);
export type ClaimRefusalReason = Static<typeof ClaimRefusalReason>;

export const ClaimState = Type.Union([
  Type.Object({ state: Type.Literal('waiting'), pollAfterS: PollAfterS, nowMs: EpochMs }, strict),
  Type.Object({ state: Type.Literal('accepted'), identity: IssuedIdentity }, strict),
  Type.Object({ state: Type.Literal('refused'), why: ClaimRefusalReason }, strict),
]);
export type ClaimState = Static<typeof ClaimState>;

export const RenewalRequest = Type.Object({ csr: Pem(4096) }, strict);

export const parseClaimRequest = createParser(ClaimRequest);
export const parseClaimReceipt = createParser(ClaimReceipt);
export const parseClaimState = createParser(ClaimState);
export const parseIssuedIdentity = createParser(IssuedIdentity);
export const parseRenewalRequest = createParser(RenewalRequest);
