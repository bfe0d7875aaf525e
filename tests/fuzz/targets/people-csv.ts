import { parseRows } from '../../../gateway/register/exchange/parse-rows.ts';
import { readTable } from '../../../gateway/register/exchange/read-table.ts';
import { demand, type FuzzTarget } from '../fuzz-target.ts';

const headings = '姓名,电话,楼栋,单元,房号,卡号,卡类型,车牌,车牌颜色,出生日期,关系,入住日期,迁出日期';

export const target: FuzzTarget = {
  name: 'people-csv',
  about: 'a table of people is read, or named with the row that is wrong',
  seeds: [
    `${headings}\n林测试,13800138000,1号楼,1单元,101,04A1B2C3,uid,粤B12345,蓝,1980-02-03,业主,2026-01-01,\n`,
    'name;phone;building;unit;room;cards;plates\r\n"Lin, A";+86 138;b1;u1;101;w26:123456 w34:04A1B2C3;京AD12345\r\n',
    Buffer.from('\ufeffname\tunit\troom\tborn\nWu\tb1-u1\t102\t1/2/1990\n', 'utf16le'),
    Buffer.from('d0d5c3fbb5e7bbb00a', 'hex'),
  ],
  words: [
    'extendedTimes',
    'household',
    'person',
    'grid',
    'code',
    'floor',
    '是',
    '否',
    '"',
    '""',
    '绿',
    '25569',
    'uid:',
    'w26:',
  ],
  run(input) {
    const table = readTable(input);
    if (!table.ok) return demand(table.problem.row >= 0, 'a problem names a row');
    const { rows, count } = parseRows(table.rows, '2026-11-22');
    demand(rows.length <= count, 'no more people than rows');
  },
};
