import { type Rationale, units } from '../rationale.ts';

export const storageFull: Rationale = {
  type: 'storage-full',
  priority: 3,
  course: 'standing',
  family: 'equipment',
  cause: {
    zh: '网关磁盘空间不足：不到总量的十分之一（大磁盘为 1 GB）。',
    en: 'The disk of the gateway has little room: less than a tenth of it, or 1 GB of a large one.',
  },
  consequence: {
    zh: '录像和画面从最旧的开始清除；再满下去，新录像不再保存，最后门控器只能按手里的授权自行判定。',
    en: 'Clips and pictures go, the oldest first; then no new ones are kept, and in the end door controllers decide alone by the rights that they hold.',
  },
  response: [
    {
      zh: '需要留作证据的录像，先导出或申请保留。',
      en: 'Export the clips that are needed as evidence, or have them held.',
    },
    {
      zh: '管理员在“系统”页看什么占用空间，清理不属于网关的文件。',
      en: 'The administrator sees on the page “System” what takes the room, and removes what is not the gateway’s.',
    },
    {
      zh: '缩短录像保存期限，或更换更大的磁盘。',
      en: 'Keep clips for fewer days, or put in a larger disk.',
    },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard', 'administrator', 'manager'],
  leadUnit: units.engineering,
  supportUnits: [units.controlRoom],
};
