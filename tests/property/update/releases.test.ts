import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptKeyList, readKeyList, readRelease } from '../../../devices/contracts/read-release.ts';
import { keyListOf, makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const signers = ['anna', 'bo', 'chen', 'dana'].map(makeSigner);
const stranger = makeSigner('stranger');
const manifest = manifestOf(Buffer.from('a program'), { serial: 7 });
const two = keyListOf(signers.slice(0, 3), 2);

test('a release counts exactly if as many different keys of the list have signed it as the list asks for', () => {
  fc.assert(
    fc.property(
      fc.subarray(signers),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.constantFrom(...signers, stranger), { minLength: 1, maxLength: 10 }),
      (listed, threshold, signing) => {
        fc.pre(listed.length >= threshold);
        const enough = new Set(signing.filter((one) => listed.includes(one))).size >= threshold;
        expect(readRelease(signAll(manifest, signing), keyListOf(listed, threshold)).ok).toBe(enough);
      },
    ),
  );
});

test('one bit changed anywhere, in the text or in a signature that is needed, and the release is refused', () => {
  const signed = signAll(manifest, signers.slice(0, 2));
  const whole = Buffer.from(JSON.stringify(signed));
  expect(readRelease(JSON.parse(whole.toString()), two).ok).toBe(true);
  const { text, signatures } = signed;
  const places = fc.integer({ min: 0, max: text.length + signatures[0]!.signature.length * 2 - 1 });
  const flipped = (value: string, at: number, bit: number) =>
    `${value.slice(0, at)}${String.fromCharCode(value.charCodeAt(at) ^ (1 << bit))}${value.slice(at + 1)}`;
  fc.assert(
    fc.property(places, fc.integer({ min: 0, max: 7 }), (place, bit) => {
      const changed = structuredClone(signed);
      if (place < text.length) changed.text = flipped(text, place, bit);
      else {
        const at = place - text.length;
        const of = changed.signatures[Math.floor(at / 86)]!;
        of.signature = flipped(of.signature, at % 86, bit);
      }
      expect(readRelease(changed, two).ok).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

test('a newer list of keys takes both the old keys and its own, and a list once replaced never comes back', () => {
  const [anna, bo, chen, dana] = signers as [typeof stranger, typeof stranger, typeof stranger, typeof stranger];
  const next = keyListOf([bo, chen, dana], 2, 2);
  const accept = (signing: typeof signers, list = next) => acceptKeyList(two, signAll(list, signing));
  expect(accept([bo, chen]).ok).toBe(true);
  expect(accept([anna, bo, dana]).ok).toBe(true);
  // the old ones alone, the new ones alone, somebody else
  expect(accept([anna, chen]).ok).toBe(false);
  expect(accept([chen, dana]).ok).toBe(false);
  expect(accept([stranger, bo]).ok).toBe(false);
  expect(accept([bo, chen], keyListOf([bo, chen, dana], 2, 1))).toMatchObject({ ok: false });
  const after = acceptKeyList(two, signAll(next, [bo, chen]));
  expect(after.ok && acceptKeyList(after.value, signAll(two, [anna, bo, chen, dana])).ok).toBe(false);
});

test('a list that can never be satisfied, or that counts one key twice, is no list', () => {
  const list = (change: object) => readKeyList(signAll({ ...two, ...change }, signers));
  expect(list({}).ok).toBe(true);
  expect(list({ threshold: 4 })).toMatchObject({ ok: false, problem: expect.stringContaining('never') });
  const twin = { id: 'anna-again', publicKey: signers[0]!.publicKey };
  expect(list({ keys: [...two.keys, twin] })).toMatchObject({ ok: false, problem: expect.stringContaining('twice') });
  expect(list({ extra: 1 }).ok).toBe(false);
  expect(readKeyList({ text: '{', signatures: [] }).ok).toBe(false);
  // a release is no list, and a list is no release, whoever has signed it
  expect(readKeyList(signAll(manifest, signers)).ok).toBe(false);
  expect(readRelease(signAll(two, signers), two).ok).toBe(false);
});

test('a key that is no point on the curve signs nothing, and nothing throws', () => {
  const list = { ...two, threshold: 1, keys: [{ id: 'anna', publicKey: '_'.repeat(43) }] };
  expect(readRelease(signAll(manifest, signers), list)).toMatchObject({ ok: false });
});
