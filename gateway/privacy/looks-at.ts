import { setImmediate as afterIo } from 'node:timers/promises';
import type { Ledger, LedgerEntry, LedgerQuery } from '../ledger/ledger.ts';

/** Entries that a door gets its turn after. */
const pageSize = 500;

/** The ledger from the newest entry on, in pages, so that nobody waits at a door for a long answer. */
export async function* ledgerPages(
  ledger: Pick<Ledger, 'find'>,
  query: Omit<LedgerQuery, 'limit' | 'beforeSeq'>,
): AsyncGenerator<ReturnType<Ledger['find']>> {
  let beforeSeq: number | undefined;
  for (;;) {
    const page = ledger.find({ ...query, limit: pageSize, ...(beforeSeq !== undefined && { beforeSeq }) });
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    beforeSeq = page.at(-1)!.seq;
    await afterIo();
  }
}

/** Areas whose subject is always a person. */
const aboutPeople = /^(person|consent|register)\./;
/** Lists of people in an entry's detail: shown together, or changed together. */
const peopleLists = ['people', 'person-put', 'person-removed'];

/** Whose data an entry says were shown, changed or taken along. */
export function peopleIn({ action, subject, detail = {} }: LedgerEntry): string[] {
  const listed = peopleLists.flatMap((name) => (Array.isArray(detail[name]) ? (detail[name] as string[]) : []));
  const isPerson = aboutPeople.test(action) || detail.about === 'person';
  return [...new Set([...(subject !== undefined && isPerson ? [subject] : []), ...listed])];
}

/** Entries about one person, newest first: about them, and about a home or a vehicle when they were shown with it. */
export async function looksAt(
  ledger: Pick<Ledger, 'find'>,
  person: string,
  places: readonly string[],
  isTold: (entry: LedgerEntry) => boolean,
): Promise<LedgerEntry[]> {
  const found: LedgerEntry[] = [];
  for await (const page of ledgerPages(ledger, { subject: person })) found.push(...page.filter(isTold));
  for (const place of new Set(places)) {
    for await (const page of ledgerPages(ledger, { subject: place })) {
      found.push(...page.filter((entry) => peopleIn(entry).includes(person) && isTold(entry)));
    }
  }
  return found.toSorted((a, b) => b.atMs - a.atMs);
}

export interface Affected {
  people: { person: string; looks: number; firstMs: number; lastMs: number }[];
  /** Entries that concern everybody in the register, such as an export of all of it. */
  everybody: { atMs: number; action: string }[];
}

const aboutEverybody = new Set(['register.exported']);

/** Whose data one user looked at (PIPL 57, GDPR 33: who has to be told of a breach). */
export async function affectedBy(
  ledger: Pick<Ledger, 'find'>,
  query: { user: string; fromMs: number; toMs: number },
): Promise<Affected> {
  const people = new Map<string, Affected['people'][number]>();
  const everybody: Affected['everybody'] = [];
  const { user, ...span } = query;
  for await (const page of ledgerPages(ledger, { ...span, actor: `user:${user}` })) {
    for (const entry of page) {
      const { atMs, action } = entry;
      if (aboutEverybody.has(action)) everybody.push({ atMs, action });
      for (const person of peopleIn(entry)) {
        const known = people.get(person) ?? { person, looks: 0, firstMs: atMs, lastMs: atMs };
        people.set(person, {
          ...{ person, looks: known.looks + 1 },
          firstMs: Math.min(known.firstMs, atMs),
          lastMs: Math.max(known.lastMs, atMs),
        });
      }
    }
  }
  return { people: [...people.values()].toSorted((a, b) => b.lastMs - a.lastMs), everybody };
}
