import { createSiteTime, type SiteTime } from '../../kernel/site-time.ts';
import { hasEnded } from '../checks/card-conflicts.ts';
import type { Address, Credential, DataClass, Person, Residency } from '../records.ts';
import type { Register } from '../register-types.ts';
import { outlasts } from '../span.ts';
import { createHomeFinder, type HomeFinder } from './find-home.ts';
import type { PersonRow } from './parse-rows.ts';
import { type ColumnKey, type PeopleColumn, peopleColumns } from './people-columns.ts';
import { quoteText, relationText } from './read-cells.ts';

export interface PeopleTableOptions {
  /** What whoever asked may see; columns of other classes are left out. */
  visible: ReadonlySet<DataClass>;
  /** Whole numbers, or the last four digits only. */
  cards: 'whole' | 'masked';
  nowMs: number;
  timeZone: string;
}

type ExportRegister = Pick<Register, 'get' | 'all' | 'pathOf' | 'residenciesOf' | 'credentialsOf' | 'vehicleOf'>;
type Cells = Partial<Record<ColumnKey, string>>;

/** Card formats stand with the cards, and a masked card is no secret. */
export function visibleColumns({ visible }: Pick<PeopleTableOptions, 'visible'>): PeopleColumn[] {
  return peopleColumns.filter(({ key, dataClass }) => {
    if (key === 'cardFormat') return false;
    return key === 'cards' || visible.has(dataClass);
  });
}

/**
 * The people of the register as rows of texts under the import's columns, headings first: one row for each person and address, of
 * those who belong there now or later. Read in again it changes nothing. Yields row by row.
 */
export function* peopleTable(register: ExportRegister, options: PeopleTableOptions): Generator<string[] | undefined> {
  const columns = visibleColumns(options);
  yield columns.map(({ zh }) => zh);
  const finding = createHomeFinder(register, () => '');
  let found = finding.next();
  for (; !found.done; found = finding.next()) yield undefined;
  const place = createPlaceWriter(register, found.value);
  const time = createSiteTime(options.timeZone);
  for (const person of register.all('person')) {
    const all = register.residenciesOf(person.id);
    const open = all.filter((one) => outlasts(one, options.nowMs));
    // Whoever has moved out is kept for a while, and is nobody to be exported.
    if (all.length > 0 && open.length === 0) continue;
    const own = { ...writePerson(person), ...writeCredentials(register, person.id, options) };
    for (const residency of open.length > 0 ? open : [undefined]) {
      const where = residency ? { ...place(residency.address), ...writeResidency(residency, time) } : {};
      const cells: Cells = { ...own, ...where };
      yield columns.map(({ key }) => quoteText(cells[key] ?? ''));
    }
  }
}

function writePerson({ id, name, born, phone, extendedTimes }: Person): Cells {
  return {
    person: id,
    name,
    ...(born && { born }),
    ...(phone && { phone }),
    ...(extendedTimes && { extendedTimes: '是' }),
  };
}

/** Years of more than four digits are written by nobody. */
const lastWritableMs = Date.UTC(9999, 0);

function writeResidency({ relation, fromMs, toMs, household }: Residency, time: SiteTime): Cells {
  return {
    relation: relationText(relation),
    ...(fromMs < lastWritableMs && { from: time.toText(fromMs) }),
    ...(toMs !== undefined && toMs < lastWritableMs && { to: time.endToText(toMs) }),
    ...(household && { household }),
  };
}

const colourText = { blue: '蓝', yellow: '黄', green: '绿', white: '白', black: '黑' } as const;

function writeCredentials(register: ExportRegister, person: string, options: PeopleTableOptions): Cells {
  const usable = register
    .credentialsOf(person)
    .filter((credential) => credential.state === 'active' && !hasEnded(credential, options.nowMs));
  const values = (kind: Credential['kind']) =>
    usable.flatMap((credential) => (credential.kind === kind && credential.value ? [credential.value] : []));
  const plates = values('plate');
  const colours = plates.map((plate) => register.vehicleOf(plate)?.colour);
  return {
    cards: values('card')
      .map((card) => (options.cards === 'whole' ? card : `····${card.slice(-4)}`))
      .join(';'),
    plates: plates.join(';'),
    ...(colours.some(Boolean) && { colours: colours.map((colour) => (colour ? colourText[colour] : '')).join(';') }),
  };
}

/** The cells of an address, by its names where they lead to it, by its ids otherwise. */
function createPlaceWriter(register: ExportRegister, homes: HomeFinder) {
  const written = new Map<string, PersonRow['address']>();
  const write = (id: string): PersonRow['address'] => {
    const path = register.pathOf(id);
    const of = (kind: Address['kind']) => path.find((address) => address.kind === kind);
    const home = of('home');
    const grid = path.findLast((address) => address.grid !== undefined)?.grid;
    const cells = (text: (address: Address) => string): PersonRow['address'] => {
      const [building, unit, floor] = [of('building'), of('unit'), of('floor')];
      return {
        ...(building && { building: text(building) }),
        ...(unit && { unit: text(unit) }),
        ...(floor && { floor: floor.name.zh }),
        ...(home && { room: text(home) }),
      };
    };
    const known = [cells(({ name }) => name.zh), cells((address) => address.id)].find((one) => {
      const found = homes.find(one);
      return !('code' in found) && found.id === id;
    });
    return {
      ...(known ?? {}),
      ...(home?.code && { code: home.code }),
      ...(home && grid && { grid: register.get('grid', grid)?.name.zh ?? grid }),
    };
  };
  return (id: string): PersonRow['address'] => {
    const cells = written.get(id) ?? write(id);
    // Families follow each other often enough; all homes at once are not worth keeping.
    if (written.size > 1000) written.clear();
    written.set(id, cells);
    return cells;
  };
}
