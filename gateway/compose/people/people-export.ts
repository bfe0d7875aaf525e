import { Readable } from 'node:stream';
import { setImmediate as afterIo } from 'node:timers/promises';
import type { ConsoleExchange, PeopleFile } from '../../console/people/exchange-ports.ts';
import type { Viewer } from '../../console/privacy/privacy-ports.ts';
import { Refusal } from '../../console/refusal.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import { type Purpose, visibleClasses } from '../../privacy/roles.ts';
import { peopleTable, visibleColumns } from '../../register/exchange/people-table.ts';
import { templateTable } from '../../register/exchange/template-table.ts';
import { writeExcel } from '../../register/exchange/write-excel.ts';
import { byteOrderMark, writeCsvRows } from '../../register/exchange/write-table.ts';
import type { Register } from '../../register/register-types.ts';
import { reasonOf } from '../privacy/look-up-desk.ts';

export interface PeopleExportOptions {
  register: Register;
  ledger: Ledger;
  clock: Clock;
  timeZone: string;
}

const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const rowsAPart = 50;

/** Files of people for those who may have them, in the ledger before the first row leaves. */
export function createPeopleExport(options: PeopleExportOptions): Pick<ConsoleExchange, 'people' | 'template'> {
  const { register, ledger, clock, timeZone } = options;
  const people = async (
    kind: 'csv' | 'xlsx',
    asked: { purpose: Purpose; reason: string },
    by: Viewer,
  ): Promise<PeopleFile> => {
    const reason = reasonOf(asked.reason);
    const visible = visibleClasses(by.roles, asked.purpose);
    const cards = asked.purpose === 'administration' ? ('whole' as const) : ('masked' as const);
    const entry = {
      atMs: clock.wallMs(),
      actor: { kind: 'user', id: by.user },
      purpose: asked.purpose,
      reason,
    } as const;
    if (!visible.has('identity')) {
      ledger.append({ ...entry, action: 'people.export-refused' });
      throw new Refusal(403, 'purpose-does-not-allow', 'For this purpose your role may not see this.');
    }
    const columns = visibleColumns({ visible }).map(({ key }) => key);
    const detail = { format: kind, people: register.count('person'), columns, cards };
    ledger.append({ ...entry, action: 'people.exported', detail });
    const table = peopleTable(register, { visible, cards, nowMs: clock.wallMs(), timeZone });
    if (kind === 'xlsx') return { name: 'people.xlsx', type: excelType, body: await writeExcel(table) };
    return { name: 'people.csv', type: 'text/csv; charset=utf-8', body: Readable.from(toCsv(table)) };
  };
  return {
    people,
    template: async () => ({ name: 'template.xlsx', type: excelType, body: await writeExcel(templateTable()) }),
  };
}

/** A part at a time, and after each one a door has its turn. */
async function* toCsv(rows: Iterable<string[] | undefined>): AsyncGenerator<string> {
  let part: string[][] = [];
  let isFirst = true;
  for (const row of rows) {
    if (row) part.push(row);
    if (row && part.length < rowsAPart) continue;
    await afterIo();
    if (part.length === 0) continue;
    yield `${isFirst ? byteOrderMark : ''}${writeCsvRows(part)}`;
    isFirst = false;
    part = [];
  }
  yield `${isFirst ? byteOrderMark : ''}${writeCsvRows(part)}`;
}
