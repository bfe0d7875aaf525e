import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { Fault } from '../../../cloud/fault.ts';
import { openFactorSeal } from '../../../cloud/tenancy/factor-seal.ts';
import { createSecondFactors } from '../../../cloud/tenancy/second-factors.ts';
import type { FactorRow, OperatorRow, TenancyStore } from '../../../cloud/tenancy/tenancy-store.ts';
import { phoneCode } from '../../fixtures/otpauth-phone.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';

const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const ann: OperatorRow = {
  ...{ id: 'op-1', sign: 'ann', origin: 'made', generation: 1, disabledMs: null, factorSinceMs: 1 },
  ...{ madeMs: 1, madeBy: 'root' },
};

function secrets() {
  const kept = new Map<string, string>();
  return {
    secret: async (name: string) => kept.get(name),
    async swapSecret(name: string, _before: string | undefined, text: string) {
      kept.set(name, text);
      return text;
    },
  };
}

test('what is sealed opens for its own use only, not in another’s row, not spoilt, and not by another key', async () => {
  const store = secrets();
  const { seal, open } = await openFactorSeal(store);
  const sealed = seal(secret, 'second factor of op-1');
  expect(sealed).not.toContain(secret);
  expect(seal(secret, 'second factor of op-1')).not.toBe(sealed);
  expect((await openFactorSeal(store)).open(sealed, 'second factor of op-1')).toBe(secret);
  expect(open(sealed, 'second factor of op-2')).toBeUndefined();
  expect(
    open(`${sealed.slice(0, 30)}${sealed[30] === 'A' ? 'B' : 'A'}${sealed.slice(31)}`, 'second factor of op-1'),
  ).toBe(undefined);
  for (const rubbish of ['', 'short', sealed.slice(0, 30)])
    expect(open(rubbish, 'second factor of op-1')).toBeUndefined();
  expect((await openFactorSeal(secrets())).open(sealed, 'second factor of op-1')).toBeUndefined();
});

async function withFactor({ full = false, key = secrets() } = {}) {
  const clock = fakeClock();
  const seal = await openFactorSeal(key);
  let row: FactorRow = {
    ...{ secret: seal.seal(secret, 'second factor of op-1'), sinceMs: 1, lastStep: 0 },
    recovery: [hash('sha256', 'aaaabbbbcccc', 'base64url')],
  };
  const store = {
    factor: async () => row,
    async factorUsed(_operator: string, _before: FactorRow, left: Pick<FactorRow, 'lastStep' | 'recovery'>) {
      if (full) throw new Fault('store-unavailable', 'the disk is full');
      row = { ...row, ...left };
      return true;
    },
    on: () => ({}),
  } as unknown as TenancyStore;
  const directory = { operator: () => ann, world: () => ({ grants: [] }), refresh: async () => {} } as never;
  const open = async (from: typeof key) =>
    createSecondFactors({
      ...{ store, directory, seal: await openFactorSeal(from), issuer: 'Test', required: false, clock, log: quietLog },
    });
  return { clock, factors: await open(key), withOtherKey: () => open(secrets()) };
}

test('on a full disk a phone’s code opens, once all the same', async () => {
  const { clock, factors } = await withFactor({ full: true });
  const code = phoneCode(secret, clock.wallMs());
  expect(await factors.take(ann, code)).toBe(true);
  expect(await factors.take(ann, code)).toBe(false);
  // a recovery code that cannot be written down would open for ever
  await expect(factors.take(ann, 'aaaabbbbcccc')).rejects.toMatchObject({ code: 'store-unavailable' });
  clock.advance(30_000);
  expect(await factors.take(ann, code)).toBe(false);
  expect(await factors.take(ann, phoneCode(secret, clock.wallMs()))).toBe(true);
});

test('where the key is lost no code of a phone opens, and a recovery code does, once', async () => {
  const { clock, withOtherKey } = await withFactor();
  const factors = await withOtherKey();
  for (const text of [secret, 'AAAAAAAAAAAAAAAA'])
    expect(await factors.take(ann, phoneCode(text, clock.wallMs()))).toBe(false);
  expect(await factors.take(ann, 'AAAA bbbb-cccc')).toBe(true);
  expect(await factors.take(ann, 'aaaabbbbcccc')).toBe(false);
});
