import { expect, test } from 'vitest';
import { acceptsItself, judgeKinship } from '../../../cloud/identity/decide-claim.ts';
import type { CertificateRow, ClaimRow } from '../../../cloud/identity/identity-store.ts';
import { isRenewalDue } from '../../../gateway/identity/cloud-identity.ts';

const facts = { gateway: 'gw-1', site: 's', siteName: '', version: '1', model: 'm', hardware: 'box-a' };
const claim = (change: Partial<ClaimRow> = {}) => ({ facts, accept: 'automatic', bound: false, ...change }) as ClaimRow;
const held = (change: Partial<CertificateRow> = {}) =>
  ({ gateway: 'gw-1', hardware: 'box-a', endedWhy: null, ...change }) as CertificateRow;

test.each([
  ['new', undefined, false],
  ['known-gateway', undefined, true],
  ['returning', held(), true],
  ['other-box', held({ hardware: 'box-b' }), true],
  ['revoked', held({ endedWhy: 'revoked' }), true],
] as const)('an operator is told that a claim is of kind %s', (kinship, present, known) => {
  expect(judgeKinship(claim(), present, known)).toBe(kinship);
});

test('the policy never takes an id from another box, never gives back what was revoked, and wants a code of its own for a known one', () => {
  const decided = (['new', 'returning', 'known-gateway', 'other-box', 'revoked'] as const).map((kinship) => [
    kinship,
    acceptsItself(claim(), kinship),
    acceptsItself(claim({ bound: true }), kinship),
    acceptsItself(claim({ accept: 'operator', bound: true }), kinship),
  ]);
  expect(decided).toEqual([
    ['new', true, true, false],
    ['returning', true, true, false],
    ['known-gateway', false, true, false],
    ['other-box', false, false, false],
    ['revoked', false, false, false],
  ]);
});

test('a certificate is renewed when two thirds of its life are over', () => {
  const life = { url: '', key: '', certificate: '', ca: '', site: '', issuedAtMs: 1000, validUntilMs: 31_000 };
  expect(isRenewalDue(life, 20_999)).toBe(false);
  expect(isRenewalDue(life, 21_000)).toBe(true);
});
