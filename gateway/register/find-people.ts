import type { Address, RecordKind, RecordOf } from './records.ts';
import type { Records } from './register-model.ts';
import { outlasts } from './span.ts';

export interface PeopleFinder {
  find(text: string, limit: number): { ids: string[]; more: boolean };
  changed(kind: RecordKind, was: AnyRecord | undefined, is: AnyRecord | undefined): void;
  forgetAll(): void;
}

type AnyRecord = RecordOf<RecordKind>;
/** Only these can have more than one form; asking is cheaper than normalising. */
const manifold = /[^\u0020-\u007e\u4e00-\u9fff\n]/;
const fold = (text: string) => (manifold.test(text) ? text.normalize('NFKC') : text).trim().toLowerCase();

/** From the compound down to the address itself. */
export function pathOf(records: Records, address: string): Address[] {
  const path: Address[] = [];
  for (
    let at = records.get('address', address);
    at;
    at = at.parent === undefined ? undefined : records.get('address', at.parent)
  ) {
    path.unshift(at);
  }
  return path;
}

/** People by name, id, home or room. What is searched of a person is kept until one of their records changes. */
export function createPeopleFinder(records: () => Records, nowMs: () => number): PeopleFinder {
  const texts = new Map<string, { name: string; all: string }>();
  const homeText = (address: string): string => {
    const path = pathOf(records(), address).filter(({ kind }) => kind !== 'compound');
    const named = path.map(({ name }) => (name.zh === name.en ? name.zh : `${name.zh} ${name.en}`));
    const unit = path.find(({ kind }) => kind === 'unit');
    const room = path.at(-1)?.name.zh ?? '';
    return [address, ...named, unit ? `${unit.id} ${room}` : ''].join('\n');
  };
  const textOf = (person: RecordOf<'person'>) => {
    const known = texts.get(person.id);
    if (known) return known;
    const homes = records()
      .by('residencyByPerson', person.id)
      .filter((one) => outlasts(one, nowMs()))
      .map(({ address }) => homeText(address));
    const made = { name: fold(person.name), all: fold([person.name, person.id, ...homes].join('\n')) };
    texts.set(person.id, made);
    return made;
  };
  return {
    find: (text, limit) => {
      const words = fold(text);
      if (words === '') return { ids: [], more: false };
      const found: { id: string; rank: number }[] = [];
      for (const person of records().all('person')) {
        const { name, all } = textOf(person);
        if (all.includes(words)) found.push({ id: person.id, rank: name.startsWith(words) ? 0 : 1 });
      }
      found.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
      return { ids: found.slice(0, limit).map(({ id }) => id), more: found.length > limit };
    },
    changed: (kind, ...both) => {
      // A new address has nobody yet; another name is what its people are found by.
      if (kind === 'address' && both[0]) texts.clear();
      for (const record of both) {
        if (kind === 'person' && record) texts.delete(record.id);
        if (kind === 'residency' && record) texts.delete((record as RecordOf<'residency'>).person);
      }
    },
    forgetAll: () => texts.clear(),
  };
}
