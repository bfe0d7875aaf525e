import { TLSSocket } from 'node:tls';
import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { GatewayTokens } from '../intake/gateway-tokens.ts';
import type { TokenOwner } from '../store/store.ts';
import type { CertificateRow, IdentityStore } from './identity-store.ts';

/** Finds out which gateway speaks: by its certificate, or by its token where it shows none. Throws a Fault. */
export type ProveGateway = (request: FastifyRequest) => Promise<TokenOwner>;

export interface GatewayProofOptions {
  tokens: GatewayTokens;
  store: Pick<IdentityStore, 'certificate' | 'certificateUsed' | 'certificatesOf'>;
  clock: Clock;
}

/** SHA-256 of the certificate that the other side showed, lower-case hex; of one connection it stays the same. */
const shown = new WeakMap<TLSSocket, string | undefined>();

function fingerprintOf(socket: TLSSocket): string | undefined {
  if (!shown.has(socket)) {
    const peer = socket.getPeerX509Certificate();
    shown.set(socket, peer?.fingerprint256.replaceAll(':', '').toLowerCase());
  }
  return shown.get(socket);
}

const endings = {
  revoked: 'was revoked',
  replaced: 'was replaced by a new claim',
  renewed: 'was renewed, and the newer one is in use',
};

/**
 * The certificate under which a request came. It is looked up each time, so that one that is revoked is refused with the next
 * request of whatever connection. Throws Faults: `certificate-needed`, `certificate-foreign`, `certificate-expired`,
 * `certificate-revoked`.
 */
export async function proveByCertificate(
  { raw: { socket } }: FastifyRequest,
  { store, clock }: Pick<GatewayProofOptions, 'store' | 'clock'>,
): Promise<CertificateRow> {
  const fingerprint = socket instanceof TLSSocket ? fingerprintOf(socket) : undefined;
  if (fingerprint === undefined) throw new Fault('certificate-needed', 'the connection shows no certificate');
  const row = await store.certificate(fingerprint);
  if (!row) throw new Fault('certificate-foreign', 'the certificate was not issued by this cloud');
  const nowMs = clock.wallMs();
  if (row.endedWhy !== null)
    throw new Fault('certificate-revoked', `the certificate of ${row.gateway} ${endings[row.endedWhy]}`);
  // what the authority did not sign is never in the store: what is left is a certificate past its time
  if (row.validUntilMs <= nowMs || !(socket as TLSSocket).authorized)
    throw new Fault('certificate-expired', `the certificate of ${row.gateway} is past its time`);
  if (row.firstUsedMs === null) await store.certificateUsed(fingerprint, nowMs);
  return row;
}

/** What has, or had, a certificate is no more to be had by the token before it: a revoked box would go on by that. */
async function proveByToken({ headers }: FastifyRequest, { tokens, store }: GatewayProofOptions): Promise<TokenOwner> {
  const owner = await tokens.authenticate(headers.authorization);
  const [certificate] = await store.certificatesOf(owner.gateway, 1);
  if (certificate) throw new Fault('token-unknown', `${owner.gateway} proves itself with a certificate, not a token`);
  return owner;
}

export function createGatewayProof(options: GatewayProofOptions): ProveGateway {
  return async (request) => {
    const { socket } = request.raw;
    const withCertificate = socket instanceof TLSSocket && fingerprintOf(socket) !== undefined;
    if (!withCertificate) return proveByToken(request, options);
    const { gateway, site } = await proveByCertificate(request, options);
    return { gateway, site };
  };
}
