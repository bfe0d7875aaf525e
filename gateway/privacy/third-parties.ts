import { setImmediate as afterIo } from 'node:timers/promises';
import type { SubjectRecords, SubjectSource } from './subject-records.ts';

/** Shorter names are parts of too many words to be told from them. */
const shortest = 2;
const hidden = '···';
/** Records that are read before a door gets its turn. */
const atOnce = 2000;

/**
 * Hides in a text what belongs to somebody else: every name, phone number, plate and card number of the register that is not
 * also the subject's own. Words that somebody wrote may name anybody, and the subject is told the words, not the others.
 */
export async function createThirdPartyMask(
  register: SubjectSource,
  subject: SubjectRecords,
): Promise<(text: string) => string> {
  const own = new Set(valuesOf(subject));
  const others = new Set<string>();
  let longest = 0;
  const addAll = async <T>(records: Iterable<T>, valuesIn: (one: T) => readonly (string | undefined)[]) => {
    let read = 0;
    for (const record of records) {
      for (const value of valuesIn(record)) {
        if (value === undefined || value.length < shortest || own.has(value)) continue;
        others.add(value);
        longest = Math.max(longest, value.length);
      }
      read += 1;
      if (read % atOnce === 0) await afterIo();
    }
  };
  await addAll(register.all('person'), ({ name, phone }) => [name, phone]);
  await addAll(register.all('vehicle'), ({ plate }) => [plate]);
  await addAll(register.all('credential'), ({ kind, value }) => (kind === 'pin' ? [] : cardTexts(value)));
  await addAll(register.all('visit'), ({ visitor, phone, plate }) => [visitor, phone, plate]);
  await addAll(register.all('consent'), ({ guardian }) => [guardian]);
  await addAll(register.all('watch'), ({ plate }) => [plate]);
  await addAll(register.all('grid'), ({ phone }) => [phone]);
  return (text) => hideAll(text, others, longest);
}

/** A card as it is stored, and its bare number. */
function cardTexts(value: string | undefined): (string | undefined)[] {
  return [value, value?.includes(':') ? value.slice(value.indexOf(':') + 1) : undefined];
}

/** Hides in a text what names the subject: for words that stay when the subject goes. */
export function hideSubject(subject: SubjectRecords, text: string): string {
  const values = new Set(valuesOf(subject).filter(({ length }) => length >= shortest));
  return hideAll(text, values, Math.max(0, ...Array.from(values, ({ length }) => length)));
}

function valuesOf({ person, credentials, vehicles }: SubjectRecords): string[] {
  const values = [person.name, person.phone, ...vehicles.map(({ vehicle }) => vehicle.plate)];
  const cards = credentials.flatMap(({ value }) => cardTexts(value));
  return [...values, ...cards].filter((value) => value !== undefined);
}

/** The longest match wins, from the left; a text is at most a few hundred characters long. */
function hideAll(text: string, others: ReadonlySet<string>, longest: number): string {
  let shown = '';
  for (let at = 0; at < text.length; ) {
    let length = Math.min(longest, text.length - at);
    while (length >= shortest && !others.has(text.slice(at, at + length))) length -= 1;
    shown += length >= shortest ? hidden : text[at];
    at += length >= shortest ? length : 1;
  }
  return shown;
}
