import { type Rationale, units } from '../rationale.ts';

export const inputFault: Rationale = {
  type: 'input-fault',
  priority: 2,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '消防输入线路断路或短路。', en: "A fire input's line is broken or short-circuited." },
  consequence: {
    zh: '火灾时门可能不会自动释放，或已误释放。',
    en: 'In a fire the doors may not be released, or they are released now.',
  },
  response: [
    { zh: '派队员确认该门现在的状态。', en: 'Send a guard to see how the door stands.' },
    { zh: '通知工程部当班修复线路。', en: 'Have engineering repair the line this shift.' },
    { zh: '修复前安排人员，火灾时手动开门。', en: 'Until then, name somebody to open it by hand in a fire.' },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.engineering,
  supportUnits: [units.controlRoom],
};
