import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createClaimDesk } from '../../../cloud/identity/claim-desk.ts';
import type { CertificateRow, ClaimRow, IdentityStore } from '../../../cloud/identity/identity-store.ts';
import { createAuthorityKey, openAuthority } from '../../../cloud/identity/x509-authority.ts';
import { createCertificateRequest } from '../../../gateway/identity/certificate-request.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { factsOf } from '../../scenario/claim/claiming-gateway.ts';

test('who gets an id between the look and the deed keeps it: neither the policy nor an operator gives it to another box', async () => {
  const csr = createCertificateRequest(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'gw-9');
  const facts = factsOf({ gateway: 'gw-9' });
  const claim = { id: 'claim', csr, facts, state: 'waiting', accept: 'automatic', bound: false } as ClaimRow;
  const other = { gateway: 'gw-9', hardware: 'cd'.repeat(32), endedWhy: null } as CertificateRow;
  const judged: boolean[] = [];
  const store: Partial<IdentityStore> = {
    claim: async () => claim,
    openClaim: async () => ({ kind: 'claim', claim, fresh: true }),
    presentCertificates: async () => [],
    acceptClaim: async (_id, _certificate, _by, _nowMs, fits) => {
      judged.push(fits(undefined), fits(other));
      return { kind: 'refused', why: 'identity-held' };
    },
  };
  const desk = createClaimDesk({
    ...{ store: store as IdentityStore, authority: await openAuthority(createAuthorityKey()), url: () => '' },
    ...{ certificateForMs: 3_600_000, knows: async () => false, standsElsewhere: () => false, changed: () => {} },
    ...{ clock: { wallMs: () => Date.UTC(2026, 10, 22), monotonicMs: () => 0 }, log: quietLog },
  });
  expect(await desk.ask({ csr, code: '', facts }, '127.0.0.1')).toMatchObject({ claim: 'claim' });
  await expect(desk.accept('claim', { replace: false }, 'duty-3')).rejects.toMatchObject({ code: 'identity-held' });
  expect(judged).toEqual([true, false, true, false]);
});
