import type { Address } from '../records.ts';
import type { ImportProblemCode } from './import-problem.ts';
import type { ColumnKey } from './people-columns.ts';

export interface PlaceProblem {
  code: ImportProblemCode;
  column: ColumnKey;
}

/** Width, case and spaces do not count. */
export const plainKey = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');

const bareKey = (text: string) => plainKey(text).replace(/^(building|block|unit)|(号楼|号|栋|幢|楼|座|单元)$/g, '');
const numbersOf = (text: string) => (text.normalize('NFKC').match(/\d+/g) ?? []).map(Number);

/** All that an address may be called. A unit's number is the last one in its name: 3号楼1单元. */
function namesOf({ id, name, code }: Address, number: (numbers: number[]) => number | undefined): Set<string> {
  const texts = [id, name.zh, name.en, ...(code === undefined ? [] : [code])];
  const numbers = [name.zh, name.en].map((text) => number(numbersOf(text)));
  return new Set([
    ...texts.flatMap((text) => [plainKey(text), bareKey(text)]),
    ...numbers.filter((one) => one !== undefined).map((one) => `#${one}`),
  ]);
}

function match(known: readonly { address: Address; names: Set<string> }[], text: string): Address[] {
  const numbers = numbersOf(text);
  // By name first: only what has no such name is taken by its number.
  for (const key of [plainKey(text), bareKey(text), ...(numbers.length === 1 ? [`#${numbers[0]}`] : [])]) {
    const found = known.filter(({ names }) => names.has(key));
    if (found.length > 0) return found.map(({ address }) => address);
  }
  return [];
}

/** The unit or building that two cells name; the compound if neither says anything. */
export function createPlaceFinder(addresses: readonly Address[]) {
  const ofKind = (kind: Address['kind']) => addresses.filter((address) => address.kind === kind);
  const compound = ofKind('compound')[0];
  const buildings = ofKind('building').map((address) => ({ address, names: namesOf(address, (all) => all[0]) }));
  const units = ofKind('unit').map((address) => ({ address, names: namesOf(address, (all) => all.at(-1)) }));
  const known = new Map<string, string | PlaceProblem>();

  const find = (building: string | undefined, unit: string | undefined): string | PlaceProblem => {
    const houses = building === undefined ? undefined : match(buildings, building);
    if (houses?.length === 0) return { code: 'building-unknown', column: 'building' };
    if (houses && houses.length > 1) return { code: 'unit-ambiguous', column: 'building' };
    const house = houses?.[0];
    if (unit === undefined) return house?.id ?? compound?.id ?? { code: 'missing', column: 'unit' };
    const inside = house ? units.filter(({ address }) => address.parent === house.id) : units;
    const found = match(inside, unit);
    if (found.length > 1) return { code: 'unit-ambiguous', column: 'unit' };
    return found[0]?.id ?? { code: 'unit-unknown', column: 'unit' };
  };
  return (building: string | undefined, unit: string | undefined): string | PlaceProblem => {
    const key = `${building ?? ''}\n${unit ?? ''}`;
    const place = known.get(key) ?? find(building, unit);
    if (known.size < 10_000) known.set(key, place);
    return place;
  };
}
