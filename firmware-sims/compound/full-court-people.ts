import { sameCardKeys } from '../../devices/contracts/cards.ts';
import { type DrawnPlate, drawPlate } from './draw-plate.ts';
import { drawName, drawPhone } from './full-court-names.ts';
import { courtSize, type PlannedUnit } from './full-court-plan.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The columns of the table, with the headings that the gateway's import knows. */
export const peopleHeadings = [
  ...['楼栋', '单元', '楼层', '房号', '地址编码', '网格', '姓名', '出生日期', '电话', '关系', '开始日期', '结束日期'],
  ...['卡号', '车牌', '车牌颜色', '户', '延长开门时间'],
] as const;

interface DrawnPerson {
  home: { unit: PlannedUnit; floor: number; room: string } | undefined;
  name: string;
  born: number;
  relation: string;
  to: string;
  cards: string[];
  plates: DrawnPlate[];
  slow: boolean;
}

const thisYear = 2026;
const plateColours = { blue: '蓝', green: '绿', yellow: '黄' } as const;

/**
 * People of a full compound as a table of texts, headings first, one row a person: as a property manager's spreadsheet has them.
 * All invented; the same for the same seed and factor.
 */
export function drawPeopleTable(random: SeededRandom, units: readonly PlannedUnit[], factor: number): string[][] {
  const people = [...drawHouseholds(random, units, factor), ...drawStaff(random, factor)];
  const carried = dealPlates(random, people, factor);
  dealCards(random, people, courtSize.credentials * factor - carried);
  return [[...peopleHeadings], ...people.map((person, index) => toRow(random, person, index))];
}

function drawHouseholds(random: SeededRandom, units: readonly PlannedUnit[], factor: number): DrawnPerson[] {
  const homes = units.flatMap((unit) => unit.homes.map((home) => ({ unit, ...home })));
  const lived = new Set(random.shuffle(homes).slice(0, courtSize.households * factor));
  const sizes = drawSizes(random, lived.size, courtSize.residents * factor);
  return homes
    .filter((home) => lived.has(home))
    .flatMap((home, at) => {
      const rents = random.int(5) === 0;
      const size = sizes[at]!;
      return Array.from({ length: size }, (_, member): DrawnPerson => {
        const age = member < 2 ? 24 + random.int(65) : 1 + random.int(84);
        const relation = member > 0 ? '家属' : rents ? '租户' : '业主';
        const to = rents ? `${thisYear + 1 + random.int(3)}-06-30` : '';
        const born = thisYear - age;
        return { home, name: drawName(random), born, relation, to, cards: [], plates: [], slow: age > 78 };
      });
    });
}

/** One to six people each, `total` together. */
function drawSizes(random: SeededRandom, households: number, total: number): number[] {
  const sizes = Array.from({ length: households }, () => 1);
  for (let left = total - households; left > 0; ) {
    const at = random.int(households);
    if (sizes[at]! >= 6) continue;
    sizes[at]! += 1;
    left -= 1;
  }
  return sizes;
}

function drawStaff(random: SeededRandom, factor: number): DrawnPerson[] {
  return Array.from({ length: courtSize.staff * factor }, () => ({
    ...{ home: undefined, name: drawName(random), born: thisYear - 22 - random.int(38) },
    ...{ relation: '员工', to: `${thisYear + 1}-12-31`, cards: [], plates: [], slow: false },
  }));
}

const isGrown = ({ home, born }: DrawnPerson) => home !== undefined && thisYear - born >= 20;

/** Returns how many permits that makes. */
function dealPlates(random: SeededRandom, people: readonly DrawnPerson[], factor: number): number {
  const drivers = people.filter(isGrown);
  const taken = new Set<string>();
  while (taken.size < courtSize.vehicles * factor) {
    const drawn = drawPlate(random, random.pick(['blue', 'blue', 'blue', 'green', 'green', 'yellow'] as const));
    if (taken.has(drawn.plate)) continue;
    taken.add(drawn.plate);
    random.pick(drivers).plates.push(drawn);
  }
  return taken.size;
}

/** Everybody of six years and more has a card, some have more. No two could be taken for one by any reader. */
function dealCards(random: SeededRandom, people: readonly DrawnPerson[], total: number): void {
  const holders = people.filter(({ born }) => thisYear - born >= 6);
  const taken = new Set<string>();
  let dealt = 0;
  const deal = (person: DrawnPerson) => {
    const card = drawCard(random, taken);
    person.cards.push(card);
    dealt += 1;
  };
  for (const person of holders) deal(person);
  while (dealt < total) {
    const person = random.pick(holders);
    if (person.cards.length < 4) deal(person);
  }
}

function drawCard(random: SeededRandom, taken: Set<string>): string {
  for (;;) {
    const hex = (digits: number) => Array.from({ length: digits }, () => random.pick('0123456789ABCDEF')).join('');
    const kind = random.int(4);
    const card = kind === 0 ? `w26:${hex(6)}` : kind === 1 ? `w34:${hex(8)}` : `uid:${hex(8)}`;
    const keys = sameCardKeys(card);
    if (keys.some((key) => taken.has(key))) continue;
    for (const key of keys) taken.add(key);
    return card;
  }
}

function toRow(random: SeededRandom, person: DrawnPerson, index: number): string[] {
  const { home, name, born, relation, to, cards, plates, slow } = person;
  const day = `${born}-${String(1 + random.int(12)).padStart(2, '0')}-${String(1 + random.int(28)).padStart(2, '0')}`;
  const address = home
    ? [`${home.unit.building}号楼`, `${home.unit.number}单元`, String(home.floor), home.room]
    : ['', '', '', ''];
  // 25 digits, as one city has them; 99 stands for no province.
  const code = home
    ? `99${String(home.unit.building).padStart(19, '0')}${home.unit.number}${home.room.padStart(3, '0')}`
    : '';
  return [
    ...address,
    home ? code.slice(-25) : '',
    home ? `网格${Math.ceil(home.unit.building / 6)}` : '',
    ...[name, day, thisYear - born >= 12 ? drawPhone(random) : '', relation],
    ...['2024-01-01', to, cards.join(';')],
    ...[plates.map(({ plate }) => plate).join(';'), plates.map(({ colour }) => plateColours[colour]).join(';')],
    ...[home ? '1' : '', slow || index % 211 === 0 ? '是' : ''],
  ];
}
