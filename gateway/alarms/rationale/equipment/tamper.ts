import { type Rationale, units } from '../rationale.ts';

export const tamper: Rationale = {
  type: 'tamper',
  priority: 2,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '设备外壳被打开或被移动。', en: "A device's case was opened, or it was moved." },
  consequence: {
    zh: '有人破坏设备，之后的报警不再可信。',
    en: 'Somebody is disabling it; what it says from now on cannot be relied on.',
  },
  response: [
    { zh: '核对是否有登记的检修。', en: 'See whether maintenance was announced.' },
    { zh: '没有：看就近画面，派队员到现场查看。', en: 'If not: look at the nearest camera, and send a guard.' },
    {
      zh: '恢复外壳；损坏报工程部，保存录像。',
      en: 'Close it; if it is damaged, call engineering and keep the recordings.',
    },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering],
};
