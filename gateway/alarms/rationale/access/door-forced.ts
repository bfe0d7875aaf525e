import { type Rationale, units } from '../rationale.ts';

export const doorForced: Rationale = {
  type: 'door-forced',
  priority: 1,
  course: 'standing',
  family: 'access',
  cause: {
    zh: '门在没有授权、也没有按出门按钮的情况下被打开。',
    en: 'A door opened without a grant and without the exit button.',
  },
  consequence: {
    zh: '有人强行进入楼栋，住户安全受威胁。',
    en: 'Somebody forced a way into the building; residents are in danger.',
  },
  response: [
    { zh: '看门口画面和片段，判断是否有人撬门、拉门。', en: 'Look at the door and the clip: was it pried or pulled?' },
    { zh: '派最近的队员到场，查看门锁和楼道。', en: 'Send the nearest guard to look at the lock and the stairwell.' },
    {
      zh: '发现闯入：跟踪去向，拨打110，提醒该单元住户锁门。',
      en: "If somebody broke in: follow, call 110, warn the unit's homes to lock up.",
    },
    {
      zh: '未发现：确认门已关好上锁，通知工程部检查门磁。',
      en: 'If not: see that it is shut and locked, and have the contact checked.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.gatePost, units.engineering],
};
