import { createHash, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { openCloudAuthority } from '../../../cloud/identity/open-authority.ts';
import { readCsr } from '../../../cloud/identity/x509-authority.ts';
import { openCloudStore } from '../../../cloud/store/open-store.ts';
import { createCertificateRequest } from '../../../gateway/identity/certificate-request.ts';
import { quietLog } from '../../fixtures/quiet.ts';

export interface FleetMember {
  gateway: string;
  site: string;
  key: KeyObject;
  certificate: string;
}

export interface Fleet {
  /** The authority's certificate, PEM. */
  ca: string;
  members: FleetMember[];
}

/** Three gateways a site, as of a compound with a main gate and two others. */
const gatewaysASite = 3;
const dayMs = 86_400_000;

/** Claims that were accepted before the clock starts: certificates as the cloud issues them, in its own store. */
export async function issueFleet(place: Parameters<typeof openCloudStore>[0], count: number): Promise<Fleet> {
  const store = await openCloudStore(place, quietLog);
  try {
    const authority = await openCloudAuthority(store, undefined);
    const issueOne = async (index: number): Promise<FleetMember> => {
      const gateway = `gw-${String(index + 1).padStart(5, '0')}`;
      const site = `site-${Math.floor(index / gatewaysASite) + 1}`;
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const csr = createCertificateRequest(privateKey, gateway);
      const read = await readCsr(csr);
      if (!read.ok) throw new Error(read.problem);
      const nowMs = Date.now();
      const [id, secretHash] = [randomBytes(15).toString('base64url'), randomBytes(32).toString('hex')];
      const code = { id, secretHash, accept: 'automatic', gateway, site, by: 'bench' } as const;
      await store.identity.addClaimCode({ ...code, createdMs: nowMs, expiresMs: nowMs + dayMs });
      const hardware = createHash('sha256').update(gateway).digest('hex');
      const facts = { gateway, site, siteName: site, version: '1', model: 'bench', hardware };
      const claim = { id: randomBytes(15).toString('base64url'), secretHash, csr, keyHash: read.value.keyHash, facts };
      await store.identity.openClaim({ ...claim, address: '127.0.0.1' }, nowMs);
      const made = await authority.issueGateway(read.value.publicKey, gateway, 90 * dayMs, nowMs);
      await store.identity.acceptClaim(claim.id, { ...made, gateway, site, hardware }, 'bench', nowMs, () => true);
      return { gateway, site, key: privateKey, certificate: made.certificate };
    };
    const members: FleetMember[] = [];
    // several at a time: with PostgreSQL they share its waits
    for (let from = 0; from < count; from += 16)
      members.push(
        ...(await Promise.all(Array.from({ length: Math.min(16, count - from) }, (_, at) => issueOne(from + at)))),
      );
    return { ca: authority.ca, members };
  } finally {
    await store.close();
  }
}
