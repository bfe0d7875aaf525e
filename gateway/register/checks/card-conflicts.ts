import { sameCardKeys } from '../../../devices/contracts/cards.ts';
import type { Credential } from '../records.ts';
import type { Records } from '../register-model.ts';
import { outlasts } from '../span.ts';

/** Whether a credential opens nothing any more, now and for good: what it holds may be given to somebody else. */
export function hasEnded(credential: Pick<Credential, 'state' | 'toMs'>, nowMs: number): boolean {
  return credential.state === 'revoked' || !outlasts(credential, nowMs);
}

const formatOf = (card: string) => card.slice(0, card.indexOf(':'));
const bytesOf = (card: string) => card.slice(card.indexOf(':') + 1).match(/../g)!;
const reversed = (number: readonly string[]) => number.toReversed().join('');

/**
 * Whether two texts may be what two readers say of one card. Texts of one format are different cards. Where both show four
 * bytes or more, all four must agree, in one byte order or the other; a Wiegand-26 reader shows three, and more cannot be asked.
 */
export function mayBeOneCard(a: string, b: string): boolean {
  if (formatOf(a) === formatOf(b)) return false;
  const [one, other] = [bytesOf(a), bytesOf(b)];
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 3) {
    const keys = sameCardKeys(b);
    return sameCardKeys(a).some((key) => keys.includes(key));
  }
  const parts = [long.slice(0, 4), long.slice(-4)].map((part) => part.join(''));
  return parts.includes(short.join('')) || parts.includes(reversed(short));
}

/** Cards of other people, not ended, that may be this very card as another kind of reader names it. */
export function otherFormatsOf(card: Credential, records: Records, nowMs: number): Credential[] {
  const others = sameCardKeys(card.value!).flatMap((key) => records.by('credentialByCardKey', key));
  return [...new Set(others)].filter(
    (other) =>
      (other.person ?? other.visit) !== (card.person ?? card.visit) &&
      !hasEnded(other, nowMs) &&
      mayBeOneCard(card.value!, other.value!),
  );
}
