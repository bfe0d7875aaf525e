import { classOf, type DataClass } from '../records.ts';

/**
 * The columns of the people table, one row a person and home: what property managers keep in a spreadsheet. Headings are taken in
 * either language and in other words that are usual; the order does not matter, and a column that is missing says nothing.
 */
export const columnKeys = [
  'building',
  'unit',
  'floor',
  'room',
  'code',
  'grid',
  'person',
  'name',
  'born',
  'phone',
  'relation',
  'from',
  'to',
  'cards',
  'cardFormat',
  'plates',
  'colours',
  'household',
  'extendedTimes',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

export interface PeopleColumn {
  key: ColumnKey;
  zh: string;
  en: string;
  /** Other headings that are taken for it. */
  also: readonly string[];
  /** By which roles and purposes are allowed to see it. */
  dataClass: DataClass;
  /** What may stand in it. */
  hint: { zh: string; en: string };
}

const column = (
  key: ColumnKey,
  [zh, en, ...also]: readonly [zh: string, en: string, ...also: string[]],
  dataClass: DataClass,
  zhHint: string,
  enHint: string,
): PeopleColumn => ({ key, zh, en, also, dataClass, hint: { zh: zhHint, en: enHint } });

const place = classOf('address', 'name');
export const peopleColumns: readonly PeopleColumn[] = [
  column('building', ['楼栋', 'building', '楼号', '栋', '幢', '楼'], place, '如 3号楼', 'such as Building 3'),
  column('unit', ['单元', 'unit', '单元号'], place, '如 1单元', 'such as Unit 1'),
  column('floor', ['楼层', 'floor', '层'], place, '如 12', 'such as 12'),
  column(
    'room',
    ['房号', 'room', '室', '房间', '房间号', '门牌', '室号', 'home', 'flat'],
    place,
    '如 1201；员工和志愿者可留空',
    'such as 1201; may be empty for staff and volunteers',
  ),
  column(
    'code',
    ['地址编码', 'official code', '标准地址编码', '编码', 'address code', 'code'],
    classOf('address', 'code'),
    '房屋的官方编码，单元格设为文本',
    'official code of the home; format the cells as text',
  ),
  column(
    'grid',
    ['网格', 'grid', '所属网格', 'duty area'],
    classOf('address', 'grid'),
    '网格名称',
    'name of the duty area',
  ),
  column(
    'person',
    ['人员编号', 'person', '编号', 'person id', 'id'],
    classOf('person', 'id'),
    '导出时给出；新增人员留空',
    'given by the export; empty for new people',
  ),
  column('name', ['姓名', 'name', '住户姓名', '名字'], classOf('person', 'name'), '必填', 'required'),
  column(
    'born',
    ['出生日期', 'birth date', '生日', 'born', 'date of birth', 'birthday'],
    classOf('person', 'born'),
    '如 1985-06-01',
    'such as 1985-06-01',
  ),
  column(
    'phone',
    ['电话', 'phone', '手机', '手机号', '联系电话', '手机号码', 'mobile'],
    classOf('person', 'phone'),
    '单元格设为文本',
    'format the cells as text',
  ),
  column(
    'relation',
    ['关系', 'relation', '住户类型', '身份', '人员类型', 'type'],
    classOf('residency', 'relation'),
    '业主、租户、家属、员工或志愿者',
    'owner, tenant, family, staff or volunteer',
  ),
  column(
    'from',
    ['开始日期', 'from', '入住日期', '起始日期', 'start'],
    classOf('residency', 'fromMs'),
    '如 2026-01-05；新增时留空即今天',
    'such as 2026-01-05; today, if empty for somebody new',
  ),
  column(
    'to',
    ['结束日期', 'to', '到期日期', '迁出日期', '截止日期', 'end'],
    classOf('residency', 'toMs'),
    '最后一天；志愿者必填',
    'the last day; required for volunteers',
  ),
  column(
    'cards',
    ['卡号', 'card', '门禁卡', '门禁卡号', 'cards'],
    classOf('credential', 'value'),
    '多张用分号隔开；如 uid:04A1B2C3',
    'several parted by semicolons; such as uid:04A1B2C3',
  ),
  column(
    'cardFormat',
    ['卡号格式', 'card format', '卡格式'],
    classOf('credential', 'kind'),
    '卡号只有数字时必填：uid-hex、uid-decimal、w26-hex、w26-decimal、w34-hex 或 w34-decimal',
    'required where cards are bare numbers: uid-hex, uid-decimal, w26-hex, w26-decimal, w34-hex or w34-decimal',
  ),
  column(
    'plates',
    ['车牌', 'plate', '车牌号', '车牌号码', 'plates'],
    classOf('vehicle', 'plate'),
    '多个用分号隔开',
    'several parted by semicolons',
  ),
  column(
    'colours',
    ['车牌颜色', 'colour', '颜色', 'color', 'plate colour', 'plate color'],
    classOf('vehicle', 'colour'),
    '蓝、黄、绿、白或黑，与车牌依次对应',
    'blue, yellow, green, white or black, in the order of the plates',
  ),
  column(
    'household',
    ['户', 'household', '户号', '户别'],
    classOf('household', 'id'),
    '同一房屋内同号者为一户',
    'people of one home with the same entry are one household',
  ),
  column(
    'extendedTimes',
    ['延长开门时间', 'extended times', '延长时间', '行动不便'],
    classOf('person', 'extendedTimes'),
    '是或否',
    'yes or no',
  ),
];

/** A heading as it is compared: width, case, spaces and what stands in brackets do not count, nor does a mark of required. */
const headingKey = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\(.*?\)|[\s*:_-]/g, '');

const byHeading = new Map(
  peopleColumns.flatMap(({ key, zh, en, also }) => [zh, en, ...also].map((text) => [headingKey(text), key] as const)),
);

export const columnOf = (heading: string): ColumnKey | undefined => byHeading.get(headingKey(heading));
