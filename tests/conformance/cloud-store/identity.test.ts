import { expect, test } from 'vitest';
import type { NewCertificate, NewClaim } from '../../../cloud/identity/identity-store.ts';
import type { CloudStore } from '../../../cloud/store/store.ts';
import { onEveryEngine } from './store-engines.ts';
import { nowMs } from './store-works.ts';

const facts = { gateway: 'gw-1', site: 's', siteName: 'S', version: '1', model: 'm', hardware: 'a'.repeat(64) };
const claimOf = (id: string, keyHash = 'key-1'): NewClaim => ({
  ...{ id, keyHash, facts },
  secretHash: 'secret',
  csr: 'csr',
  address: '10.0.0.1',
});
const certificateOf = (fingerprint: string, issuedMs = nowMs): NewCertificate => ({
  ...{ fingerprint, issuedMs, gateway: 'gw-1', site: 's', hardware: facts.hardware },
  certificate: 'pem',
  validUntilMs: issuedMs + 1000,
});
const addCode = ({ identity }: CloudStore, change: object = {}) =>
  identity.addClaimCode({
    ...{ id: 'code', secretHash: 'secret', accept: 'operator', gateway: null, site: null, by: 'duty-3' },
    ...{ createdMs: nowMs, expiresMs: nowMs + 10_000, ...change },
  });

onEveryEngine((engine) => {
  test('a code opens one claim, for one key, until it has expired; whoever comes at the same time comes second', async () => {
    const store = await engine.open(await engine.place());
    await addCode(store);
    expect(await store.identity.openClaimCodes(nowMs)).toMatchObject([{ id: 'code', expiresMs: nowMs + 10_000 }]);
    const rush = ['one', 'two', 'three'].map((id) => store.identity.openClaim(claimOf(id, `key-${id}`), nowMs));
    const opened = await Promise.all(rush);
    expect(opened.map((each) => (each.kind === 'claim' ? 'claim' : each.why)).sort()).toEqual([
      'claim',
      'claim-code-used',
      'claim-code-used',
    ]);
    const { claim } = opened.find((each) => each.kind === 'claim')!;
    expect(await store.identity.openClaim(claimOf('again', claim.keyHash), nowMs)).toMatchObject({
      kind: 'claim',
      fresh: false,
      claim: { id: claim.id, facts },
    });
    await addCode(store, { id: 'late', secretHash: 'other', expiresMs: nowMs });
    const late = { ...claimOf('late'), secretHash: 'other' };
    expect(await store.identity.openClaim(late, nowMs)).toMatchObject({ why: 'claim-code-expired' });
    expect(await store.identity.withdrawClaimCode('code', 'duty-3', nowMs)).toBe(false);
    expect(await store.identity.withdrawClaimCode('late', 'duty-3', nowMs)).toBe(true);
  });

  test('a restore withdraws the codes that the backup knew unused, for they may have been used since; a new one counts', async () => {
    const store = await engine.open(await engine.place());
    const { identity } = store;
    await addCode(store);
    await store.settleRestored({ present: undefined, madeAtMs: nowMs - 1000 }, nowMs);
    expect(await identity.openClaim(claimOf('old'), nowMs)).toMatchObject({ why: 'claim-code-expired' });
    await addCode(store, { id: 'new', secretHash: 'other' });
    expect(await identity.openClaim({ ...claimOf('new'), secretHash: 'other' }, nowMs)).toMatchObject({
      kind: 'claim',
    });
  });

  test('certificates follow each other: accepted, used, renewed, used, revoked; and everything is in the book', async () => {
    const store = await engine.open(await engine.place());
    const { identity } = store;
    await addCode(store);
    await identity.openClaim(claimOf('claim'), nowMs);
    const token = Buffer.alloc(32, 1);
    await store.setToken({ gateway: 'gw-1' }, token, nowMs);
    const accepted = await identity.acceptClaim('claim', certificateOf('f1'), 'duty-3', nowMs, () => true);
    expect(accepted).toMatchObject({ kind: 'done', value: { state: 'accepted', fingerprint: 'f1' } });
    expect(await store.ownerOf(token)).toBeUndefined();
    expect(await identity.acceptClaim('claim', certificateOf('f9'), 'duty-3', nowMs, () => true)).toMatchObject({
      why: 'claim-decided',
    });
    const seen: unknown[] = [];
    const asks = (present: unknown) => seen.push(present) < 1;
    expect(await identity.acceptClaim('claim', certificateOf('f9'), 'duty-3', nowMs, asks)).toMatchObject({
      why: 'identity-held',
    });
    expect(seen).toMatchObject([{ fingerprint: 'f1', endedWhy: null }]);
    expect(await identity.certificate('f9')).toBeUndefined();
    expect(await identity.issued('f1')).toEqual(certificateOf('f1'));
    await identity.certificateUsed('f1', nowMs + 1);
    expect(await identity.renewCertificate('f1', certificateOf('f2', nowMs + 2), nowMs + 2)).toBe(true);
    expect(await identity.renewCertificate('f1', certificateOf('f3', nowMs + 3), nowMs + 3)).toBe(true);
    await identity.certificateUsed('f3', nowMs + 4);
    const standing = (await identity.certificatesOf('gw-1', 9)).map((row) => [row.fingerprint, row.endedWhy]);
    expect(standing).toEqual([
      ['f3', null],
      ['f2', 'renewed'],
      ['f1', 'renewed'],
    ]);
    expect(await identity.renewCertificate('f1', certificateOf('f4'), nowMs)).toBe(false);
    expect(await identity.presentCertificates()).toMatchObject([{ fingerprint: 'f3', firstUsedMs: nowMs + 4 }]);
    expect(await identity.presentCertificates(['gw-2'])).toEqual([]);
    await store.setToken({ gateway: 'gw-1' }, token, nowMs);
    expect(await identity.revoke('gw-1', 'stolen', 'duty-3', nowMs + 5)).toBe(1);
    expect(await store.ownerOf(token)).toBeUndefined();
    expect(await identity.revoke('gw-1', 'stolen', 'duty-3', nowMs + 5)).toBe(0);
    expect(await identity.presentCertificates(['gw-1'])).toMatchObject([{ fingerprint: 'f3', endedWhy: 'revoked' }]);
    const acts = await identity.identityActs({ gateway: 'gw-1', limit: 9 });
    expect(acts.map(({ deed, reason }) => (reason ? `${deed} ${reason}` : deed))).toEqual([
      'identity-revoked stolen',
      'identity-renewed',
      'identity-renewed',
      'claim-accepted',
      'claim-opened',
    ]);
  });

  test('starts that follow each other are one box; one that comes back after another is a second box, until it is settled', async () => {
    const { identity } = await engine.open(await engine.place());
    const hear = (boot: string, atMs: number, address = '10.0.0.1') =>
      identity.heardBoot({ gateway: 'gw-1', boot, address }, nowMs + atMs);
    expect(await hear('a', 0)).toBeUndefined();
    expect(await hear('b', 10_000, '10.0.0.2')).toBeUndefined();
    // still on its way when the box went down
    expect(await hear('a', 11_000)).toBeUndefined();
    expect(await hear('b', 12_000)).toBeUndefined();
    expect(await hear('a', 20_000)).toEqual({
      gateway: 'gw-1',
      noticedMs: nowMs + 20_000,
      boots: ['a', 'b'],
      addresses: ['10.0.0.1', '10.0.0.2'],
    });
    expect(await identity.clones(['gw-1'])).toHaveLength(1);
    expect(await identity.settleClone('gw-1', 'duty-3', nowMs)).toBe(true);
    expect(await identity.settleClone('gw-1', 'duty-3', nowMs)).toBe(false);
    expect(await hear('a', 30_000)).toBeUndefined();
    expect(await identity.clones()).toEqual([]);
  });
});
