import { verify } from 'node:crypto';
import { readEd25519Key } from './ed25519-key.ts';
import type { Parsed } from './parse.ts';
import {
  parseReleaseKeyList,
  parseReleaseManifest,
  type ReleaseKeyList,
  type ReleaseManifest,
  type SignedKeyList,
  type SignedRelease,
} from './release.ts';

type Signed = SignedRelease | SignedKeyList;

/**
 * What a signed release says, if as many keys of the list as it takes have signed exactly this text. Signatures by keys that
 * the list does not have are ignored, and a key counts once, however often it has signed. Nothing of the text is looked at
 * before. Never throws.
 */
export function readRelease(signed: SignedRelease, list: ReleaseKeyList): Parsed<ReleaseManifest> {
  const lack = findLack(signed, list);
  return lack === undefined ? parseText(signed.text, parseReleaseManifest) : { ok: false, problem: lack };
}

/**
 * The newer list of keys, if enough of the keys of the one before have signed it and enough of its own: who hands the keys on
 * can neither be left out nor hand them to somebody who does not have them. An older list is refused, so that a key that was
 * taken off does not come back. Never throws.
 */
export function acceptKeyList(current: ReleaseKeyList, newer: SignedKeyList): Parsed<ReleaseKeyList> {
  const lack = findLack(newer, current);
  if (lack !== undefined) return { ok: false, problem: `by the keys before: ${lack}` };
  const read = readKeyList(newer);
  if (read.ok && read.value.serial <= current.serial)
    return { ok: false, problem: `the list ${read.value.serial} is not newer than ${current.serial}` };
  return read;
}

/** A list that enough of its own keys have signed: the first that a gateway is given, by whoever puts it up. Never throws. */
export function readKeyList(signed: SignedKeyList): Parsed<ReleaseKeyList> {
  const parsed = parseText(signed.text, parseReleaseKeyList);
  if (!parsed.ok) return parsed;
  const { keys, threshold } = parsed.value;
  if (threshold > keys.length)
    return { ok: false, problem: `${keys.length} keys can never give ${threshold} signatures` };
  const isTwice = (values: string[]) => new Set(values).size < values.length;
  if (isTwice(keys.map(({ id }) => id)) || isTwice(keys.map(({ publicKey }) => publicKey)))
    return { ok: false, problem: 'a key stands twice in the list' };
  const lack = findLack(signed, parsed.value);
  return lack === undefined ? parsed : { ok: false, problem: `by its own keys: ${lack}` };
}

/** What is missing for the text to count as signed; undefined where nothing is. */
function findLack({ text, signatures }: Signed, { keys, threshold }: ReleaseKeyList): string | undefined {
  const bytes = new TextEncoder().encode(text);
  const good = new Set<string>();
  for (const { key, signature } of signatures) {
    const known = keys.find(({ id }) => id === key);
    if (known && isSigned(bytes, signature, known.publicKey)) good.add(known.publicKey);
  }
  return good.size >= threshold ? undefined : `${good.size} of ${threshold} signatures are good`;
}

function isSigned(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  const raw = Buffer.from(signature, 'base64url');
  // base64url has letters whose last bits say nothing: one signature is one text
  if (raw.toString('base64url') !== signature) return false;
  try {
    return verify(null, bytes, readEd25519Key(publicKey), raw);
  } catch {
    // 43 letters that are no point on the curve sign nothing
    return false;
  }
}

function parseText<T>(text: string, parse: (input: unknown) => Parsed<T>): Parsed<T> {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'the signed text is not JSON' };
  }
  return parse(input);
}
