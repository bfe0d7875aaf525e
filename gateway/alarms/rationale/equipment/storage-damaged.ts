import { type Rationale, units } from '../rationale.ts';

export const storageDamaged: Rationale = {
  type: 'storage-damaged',
  priority: 2,
  course: 'momentary',
  family: 'equipment',
  cause: {
    zh: '网关数据库损坏：已整体移入隔离目录，能读出的内容已转入新数据库。',
    en: 'The database was damaged: it was put aside whole, and what could be read is in a new one.',
  },
  consequence: {
    zh: '部分登记、模式或记录可能缺失；磁盘可能很快彻底损坏。',
    en: 'Some records, modes or history may be missing, and the disk may fail altogether soon.',
  },
  response: [
    {
      zh: '在“系统”页看丢了什么，核对门禁模式和卡片。',
      en: 'See on the page “System” what is missing; check modes and cards.',
    },
    { zh: '试刷几张卡，请工程部到门口确认。', en: 'Have engineering try some cards at the doors.' },
    {
      zh: '管理员决定是否用备份恢复：停网关后运行 restore。',
      en: 'The administrator decides whether a backup is better: stop the gateway and run restore.',
    },
    { zh: '当天更换磁盘。', en: 'Replace the disk within the day.' },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard', 'administrator', 'manager'],
  leadUnit: units.engineering,
  supportUnits: [units.controlRoom],
};
