import type { Title } from '../../../devices/contracts/place.ts';
import type { ChangeProblem } from '../register-types.ts';
import type { ColumnKey } from './people-columns.ts';

const say = (zh: string, en: string, severity: 'error' | 'warning' = 'error') => ({ zh, en, severity });

/**
 * Everything that can be wrong with a table, in words for whoever has to put it right. What stands in the cell is never repeated:
 * row and column name it, and a card's number is a key.
 */
export const importProblems = {
  // The file as a whole.
  'not-a-table': say('文件不是可读的 CSV 或 XLSX 表格。', 'The file is no CSV or XLSX table that can be read.'),
  'encoding-unknown': say('文本既不是 UTF-8 也不是 GB18030。', 'The text is neither UTF-8 nor GB18030.'),
  'quotes-broken': say(
    '引号没有成对，从这一行起无法读取。',
    'The quotes do not pair up; nothing can be read from this row on.',
  ),
  'file-too-large': say('文件超过 64 MB。', 'The file has more than 64 MB.'),
  'too-many-rows': say('表格超过 200000 行。', 'The table has more than 200,000 rows.'),
  'too-many-columns': say('表格超过 64 列。', 'The table has more than 64 columns.'),
  'zip-suspicious': say(
    '压缩内容与大小不符或过大，已拒绝打开。',
    'What is packed in the file is too large or not as it says; it was not opened.',
  ),
  'took-too-long': say('读取时间或内存超限。', 'Reading it took too much time or memory.'),
  'no-headings': say(
    '前 10 行内没有找到表头：至少需要“姓名”和另一列。',
    'No headings in the first 10 rows: there must be "name" and one more column.',
  ),
  'heading-twice': say('同一表头出现两次。', 'The same heading stands there twice.'),
  'heading-unknown': say('不认识的表头，该列已忽略。', 'An unknown heading; the column is ignored.', 'warning'),
  'no-rows': say('表格没有数据行。', 'The table has no rows of data.'),
  // One cell.
  missing: say('此处不能为空。', 'This must not be empty.'),
  'too-long': say('内容过长。', 'The text is too long.'),
  'cell-error': say(
    '公式没有结果，或结果是错误值；请打开表格重新保存，或改填内容。',
    'The formula of this cell has no result, or an error for one; save the spreadsheet again, or enter the text itself.',
  ),
  'became-a-date': say(
    '电子表格把内容改成了日期；请将单元格设为文本后重新填写。',
    'The spreadsheet has made a date of it; format the cell as text and enter it again.',
  ),
  'number-rounded': say(
    '电子表格把号码改成了科学计数法或小数，已丢失数位；请将单元格设为文本后重新填写。',
    'The spreadsheet has made a rounded number of it (like 1.38E+10) and lost digits; format the cell as text and enter it again.',
  ),
  'date-malformed': say(
    '日期无法识别；请写成 2026-01-05。',
    'This is no date that can be read; write it like 2026-01-05.',
  ),
  'no-such-day': say('没有这一天。', 'There is no such day.'),
  'born-unlikely': say('出生日期在未来或早于 1900 年。', 'The birth date lies in the future or before 1900.'),
  'phone-malformed': say(
    '电话号码须有 4 至 24 位，只能有数字、空格、连字符和开头的 +。',
    'A phone number has 4 to 24 characters: digits, spaces, hyphens and a leading + only.',
  ),
  'relation-unknown': say(
    '关系必须是业主、租户、家属、员工或志愿者。',
    'The relation must be owner, tenant, family, staff or volunteer.',
  ),
  'yes-or-no': say('请填“是”或“否”。', 'Write yes or no.'),
  'card-malformed': say('卡号与其格式不符。', 'The card number does not fit its format.'),
  'card-format-needed': say(
    '只有数字的卡号含义不明；请增加“卡号格式”列，或写成 uid:04A1B2C3。',
    'A bare number may be several cards; add a column "card format", or write it like uid:04A1B2C3.',
  ),
  'card-format-unknown': say('不认识的卡号格式。', 'An unknown card format.'),
  'plate-malformed': say('车牌号无法识别。', 'This is no number plate.'),
  'colour-unknown': say('颜色必须是蓝、黄、绿、白或黑。', 'The colour must be blue, yellow, green, white or black.'),
  'colour-does-not-fit': say(
    '颜色与车牌位数不符：八位新能源车牌为绿色，其余不是。',
    'The colour does not fit the plate: those of eight characters are green, others are not.',
  ),
  'colours-too-many': say('颜色多于车牌。', 'There are more colours than plates.'),
  'ends-before-it-begins': say('结束日期早于开始日期。', 'It ends before it begins.'),
  'end-required': say('志愿者必须有结束日期。', 'A volunteer must have an end date.'),
  // One row against the register and the other rows.
  'building-unknown': say('没有这个楼栋。', 'There is no such building.'),
  'unit-unknown': say('没有这个单元；单元由站点文件给出。', 'There is no such unit; units come with the site file.'),
  'unit-ambiguous': say('有多个单元符合；请填写楼栋。', 'Several units fit; name the building.'),
  'code-elsewhere': say('这个编码属于另一处房屋。', 'This code belongs to another home.'),
  'floor-differs': say('该房屋登记在另一楼层。', 'This home is on another floor in the register.'),
  'person-unknown': say(
    '没有这个编号的人员；新增人员请留空。',
    'There is nobody with this id; leave it empty for somebody new.',
  ),
  'person-ambiguous': say(
    '该房屋内有多人同名；请填写出生日期或人员编号。',
    'Several people of this name belong there; give the birth date or the person id.',
  ),
  'maybe-same-person': say(
    '同名同生日者已登记在别处，但电话不同或缺失；将作为另一人新增。',
    'Somebody of this name and birth date is registered elsewhere, with another phone number or none; this will be a new person.',
    'warning',
  ),
  'other-birth-date': say(
    '该房屋内有同名者但生日不同；将作为另一人新增。',
    'Somebody of this name with another birth date belongs there; this will be a new person.',
    'warning',
  ),
  'row-twice': say('此人已在前面的行中出现。', 'This person stands in an earlier row already.'),
  'rows-disagree': say(
    '与前面同一人员或房屋的行不一致。',
    'It differs from an earlier row about the same person or home.',
  ),
  'card-twice': say('这张卡已在前面的行中属于另一人。', 'This card belongs to somebody else in an earlier row.'),
  'card-taken': say('这张卡已登记给另一人。', 'This card belongs to somebody else already.'),
  'card-not-active': say(
    '此人的这张卡已挂失、停用或注销；请从表中删除，或在控制台恢复。',
    'This card of theirs is lost, suspended or revoked; take it out of the table or restore it at the console.',
  ),
  'card-in-two-formats': say(
    '读卡器可能把这张卡与另一张已登记的卡混淆。',
    'A reader could take this card for another one that is registered in another format.',
  ),
  'permit-ended': say(
    '此人的这个车牌通行证已停用或注销；请从表中删除，或在控制台恢复。',
    'Their permit for this plate is suspended or revoked; take it out of the table or restore it at the console.',
  ),
  'register-refused': say('登记册拒绝了这一行。', 'The register refuses this row.'),
} as const satisfies Record<string, Title & { severity: 'error' | 'warning' }>;

export type ImportProblemCode = keyof typeof importProblems;

export interface ImportProblem {
  /** As the spreadsheet counts, from 1 and with the headings; 0: the file as a whole. */
  row: number;
  column?: ColumnKey;
  code: ImportProblemCode;
  /** The earlier row that it is about. */
  otherRow?: number;
  /** The register's own code, with `register-refused`. */
  refusal?: ChangeProblem['code'];
}

export const isError = ({ code }: Pick<ImportProblem, 'code'>): boolean => importProblems[code].severity === 'error';
