import { type KeyObject, sign, X509Certificate } from 'node:crypto';
import {
  type ClaimFacts,
  type ClaimReceipt,
  type ClaimState,
  claimProofHeader,
  claimProofText,
  type IssuedIdentity,
  parseClaimReceipt,
  parseClaimState,
  parseIssuedIdentity,
} from '../../devices/contracts/claim.ts';
import type { Parsed } from '../../devices/contracts/parse.ts';
import { HttpRefusal, UnreadableAnswer } from '../outbox/link-problem.ts';
import { createCertificateRequest } from './certificate-request.ts';
import type { CloudTls } from './cloud-tls.ts';

const timeoutMs = 10_000;
const maxAnswerChars = 64 * 1024;

/** The cloud answered, and more of the same will not help: the code of its fault. */
export class ClaimRefusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`the cloud refuses: ${code}`);
    this.code = code;
  }
}

async function readAnswer<T>(response: Response, parse: (input: unknown) => Parsed<T>): Promise<T> {
  const text = (await response.text()).slice(0, maxAnswerChars);
  if (!response.ok) {
    const code = /"code"\s*:\s*"([a-z-]{1,40})"/.exec(text)?.[1];
    const isFinal = response.status >= 400 && response.status < 500 && response.status !== 429;
    if (code !== undefined && isFinal) throw new ClaimRefusal(code);
    throw new HttpRefusal(response.status, response.headers.get('retry-after'), code ?? '');
  }
  let decoded: unknown;
  try {
    decoded = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableAnswer('the answer is not JSON', { cause });
  }
  const parsed = parse(decoded);
  if (!parsed.ok) throw new UnreadableAnswer(`the answer is not readable: ${parsed.problem}`);
  return parsed.value;
}

const post = async <T>(tls: CloudTls, path: string, body: object, stop: AbortSignal, parse: Parse<T>): Promise<T> =>
  readAnswer(
    await tls.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
    }),
    parse,
  );
type Parse<T> = (input: unknown) => Parsed<T>;

/** Throws ClaimRefusal where the code or the request is not taken; other errors may pass with time. */
export function askClaim(
  tls: CloudTls,
  { key, code, facts }: { key: KeyObject; code: string; facts: ClaimFacts },
  stop: AbortSignal,
): Promise<ClaimReceipt> {
  const csr = createCertificateRequest(key, facts.gateway);
  return post(tls, '/v1/claims', { csr, code, facts }, stop, parseClaimReceipt);
}

export async function readClaim(tls: CloudTls, claim: string, key: KeyObject, stop: AbortSignal): Promise<ClaimState> {
  const proof = sign('sha256', Buffer.from(claimProofText(claim)), key).toString('base64url');
  const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
  const response = await tls.request(`/v1/claims/${claim}`, { headers: { [claimProofHeader]: proof }, signal });
  return readAnswer(response, parseClaimState);
}

export function askRenewal(tls: CloudTls, key: KeyObject, gateway: string, stop: AbortSignal): Promise<IssuedIdentity> {
  const csr = createCertificateRequest(key, gateway);
  return post(tls, '/v1/identity/renewal', { csr }, stop, parseIssuedIdentity);
}

/** What is wrong with an identity that the cloud sent; `undefined` if nothing. */
export function findFault(identity: IssuedIdentity, key: KeyObject, gateway: string): string | undefined {
  try {
    const certificate = new X509Certificate(identity.certificate);
    if (!certificate.checkPrivateKey(key)) return 'the certificate is for another key';
    if (!certificate.verify(new X509Certificate(identity.ca).publicKey))
      return 'the certificate is not signed by the authority';
  } catch {
    // OpenSSL's words would not help an operator more than these
    return 'the certificate cannot be read';
  }
  return identity.gateway === gateway
    ? undefined
    : `the cloud calls this gateway ${identity.gateway}, it is ${gateway}`;
}
