import type { Address, RecordOf } from '../records.ts';
import type { Register } from '../register-types.ts';
import type { ChangeDraft } from './change-draft.ts';
import { createPlaceFinder, type PlaceProblem, plainKey } from './find-place.ts';
import type { PersonRow } from './parse-rows.ts';

/** Where somebody belongs: an address of the register, or a home that the import would make. */
export interface FoundAddress {
  id: string;
  isHome: boolean;
}

export interface HomeFinder {
  find(cells: PersonRow['address']): FoundAddress | PlaceProblem;
  /** Puts the home into the draft with its floor, code and duty area, where these are new. */
  use(found: FoundAddress, cells: PersonRow['address'], draft: ChangeDraft): PlaceProblem | undefined;
}

type AddressCells = PersonRow['address'];
type ReadRegister = Pick<Register, 'get' | 'all' | 'pathOf'>;

interface KnownHome {
  id: string;
  floor: string | undefined;
}

/** What is known of the compound's addresses, and what the rows have added to it. */
interface AddressBook {
  register: ReadRegister;
  newId: () => string;
  places: ReturnType<typeof createPlaceFinder>;
  /** By unit and room; several where floors tell them apart. */
  homes: Map<string, KnownHome[]>;
  /** By unit and name. */
  floors: Map<string, string>;
  codes: Map<string, string>;
  grids: Map<string, RecordOf<'grid'>>;
  isUnit(id: string): boolean;
  /** Floors and homes that would be new, until a good row uses them. */
  made: Map<string, Address>;
  /** What a good row has said of a home. */
  stated: Map<string, { code?: string; grid?: string }>;
}

const roomKey = (text: string) => plainKey(text).replace(/^(room|flat)|(室|号|房)$/g, '');
const floorKey = (text: string) => plainKey(text).replace(/^(floor|第)|(层|楼|f|floor)$/g, '');
const codeKey = (text: string) => text.normalize('NFKC').trim();
const titleOf = (text: string) => ({ zh: text, en: text });

function addHome(book: AddressBook, unit: string, names: readonly string[], home: KnownHome): void {
  for (const key of new Set(names.map((name) => `${unit}\n${roomKey(name)}`))) {
    book.homes.set(key, [...(book.homes.get(key) ?? []), home]);
  }
}

/** Yields now and then: a large compound takes a while. */
function* readAddresses(register: ReadRegister, newId: () => string): Generator<void, AddressBook> {
  const upper: Address[] = [];
  const homes: Address[] = [];
  const floors: AddressBook['floors'] = new Map();
  const codes: AddressBook['codes'] = new Map();
  let seen = 0;
  for (const address of register.all('address')) {
    const { kind, name, code } = address;
    if (kind === 'home') homes.push(address);
    else upper.push(address);
    for (const text of kind === 'floor' ? [name.zh, name.en] : []) {
      floors.set(`${address.parent}\n${floorKey(text)}`, address.id);
    }
    if (code !== undefined) codes.set(codeKey(code), address.id);
    seen += 1;
    if (seen % 200 === 0) yield;
  }
  const units = new Set(upper.filter(({ kind }) => kind === 'unit').map(({ id }) => id));
  const grids: AddressBook['grids'] = new Map();
  for (const grid of register.all('grid')) {
    for (const text of [grid.id, grid.name.zh, grid.name.en]) grids.set(plainKey(text), grid);
  }
  const book: AddressBook = {
    ...{ register, newId, places: createPlaceFinder(upper), homes: new Map(), floors, codes, grids },
    isUnit: (id) => units.has(id),
    ...{ made: new Map(), stated: new Map() },
  };
  for (const [at, { id, name, parent = '' }] of homes.entries()) {
    const floor = units.has(parent) ? undefined : register.get('address', parent);
    addHome(book, floor?.parent ?? parent, [name.zh, name.en, id], { id, floor: floor?.id });
    if (at % 200 === 199) yield;
  }
  return book;
}

/** Finds homes by code, or by unit, floor and room; a room that is not known yet in a unit that is becomes a new home. */
export function* createHomeFinder(register: ReadRegister, newId: () => string): Generator<void, HomeFinder> {
  const book = yield* readAddresses(register, newId);
  return {
    find: (cells) => findAddress(book, cells),
    use: (found, cells, draft) => (found.isHome ? putHome(book, found.id, cells, draft) : undefined),
  };
}

function findAddress(book: AddressBook, cells: AddressCells): FoundAddress | PlaceProblem {
  const { room, code } = cells;
  if (room === undefined && code !== undefined) {
    const id = book.codes.get(codeKey(code));
    if (id === undefined) return { code: 'missing', column: 'room' };
    return { id, isHome: (book.made.get(id) ?? book.register.get('address', id))?.kind === 'home' };
  }
  const place = book.places(cells.building, cells.unit);
  if (typeof place !== 'string') return place;
  if (room === undefined) return { id: place, isHome: false };
  return book.isUnit(place) ? findHome(book, place, room, cells) : { code: 'missing', column: 'unit' };
}

function findHome(book: AddressBook, unit: string, room: string, cells: AddressCells): FoundAddress | PlaceProblem {
  const known = book.homes.get(`${unit}\n${roomKey(room)}`) ?? [];
  const floor = cells.floor === undefined ? undefined : book.floors.get(`${unit}\n${floorKey(cells.floor)}`);
  const fits = known.filter((home) => cells.floor === undefined || home.floor === undefined || home.floor === floor);
  if (known.length > 0 && fits.length === 0) return { code: 'floor-differs', column: 'floor' };
  if (fits.length > 1) return { code: 'unit-ambiguous', column: 'floor' };
  const coded = cells.code === undefined ? undefined : book.codes.get(codeKey(cells.code));
  if (coded !== undefined && coded !== fits[0]?.id) return { code: 'code-elsewhere', column: 'code' };
  return { id: fits[0]?.id ?? makeHome(book, unit, room, cells.floor), isHome: true };
}

function makeHome(book: AddressBook, unit: string, room: string, floorText: string | undefined): string {
  const { floors, made, newId } = book;
  let floor = floorText === undefined ? undefined : floors.get(`${unit}\n${floorKey(floorText)}`);
  if (floor === undefined && floorText !== undefined) {
    floor = newId();
    floors.set(`${unit}\n${floorKey(floorText)}`, floor);
    made.set(floor, { id: floor, kind: 'floor', parent: unit, name: titleOf(floorText) });
  }
  const id = newId();
  made.set(id, { id, kind: 'home', parent: floor ?? unit, name: titleOf(room) });
  addHome(book, unit, [room], { id, floor });
  return id;
}

function putHome(
  book: AddressBook,
  id: string,
  { code, grid }: AddressCells,
  draft: ChangeDraft,
): PlaceProblem | undefined {
  const before = book.stated.get(id) ?? {};
  if (code !== undefined && code !== (before.code ?? code)) return { code: 'rows-disagree', column: 'code' };
  if (grid !== undefined && grid !== (before.grid ?? grid)) return { code: 'rows-disagree', column: 'grid' };
  const home = draft.get('address', id) ?? book.made.get(id)!;
  const floor = home.parent === undefined ? undefined : book.made.get(home.parent);
  if (floor && !draft.get('address', floor.id)) draft.put('address', floor);
  const isNewCode = code !== undefined && codeKey(home.code ?? '') !== codeKey(code);
  const next = { ...home, ...(isNewCode && { code }) };
  const wanted = grid === undefined || before.grid !== undefined ? undefined : findGrid(book, grid, draft);
  if (wanted !== undefined && wanted !== gridOf(book, home)) next.grid = wanted;
  if (!draft.get('address', id) || next.code !== home.code || next.grid !== home.grid) draft.put('address', next);
  if (code !== undefined) book.codes.set(codeKey(code), id);
  book.stated.set(id, { ...before, ...(code !== undefined && { code }), ...(grid !== undefined && { grid }) });
  return undefined;
}

/** Its own duty area, or that of what it lies in. */
function gridOf({ register }: AddressBook, { grid, parent }: Address): string | undefined {
  if (grid !== undefined || parent === undefined || !register.get('address', parent)) return grid;
  return register.pathOf(parent).findLast((address) => address.grid !== undefined)?.grid;
}

function findGrid({ grids, register, newId }: AddressBook, name: string, draft: ChangeDraft): string {
  const known = grids.get(plainKey(name));
  if (known && register.get('grid', known.id)) return known.id;
  const grid = known ?? { id: newId(), name: titleOf(name) };
  grids.set(plainKey(name), grid);
  draft.put('grid', grid);
  return grid.id;
}
