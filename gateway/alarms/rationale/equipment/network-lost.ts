import { type Rationale, units } from '../rationale.ts';

export const networkLost: Rationale = {
  type: 'network-lost',
  priority: 2,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '多台设备在短时间内同时失联。', en: 'Many devices were lost within a short time.' },
  consequence: {
    zh: '一片区域失去防护，可能是断电、断网或人为破坏。',
    en: 'A whole area is unguarded: power, network or sabotage.',
  },
  response: [
    { zh: '看失联设备共用的交换机、电源。', en: 'See which switch or power supply they share.' },
    { zh: '通知工程部立即抢修。', en: 'Have engineering repair it at once.' },
    { zh: '派巡逻队员到该区域，重点看门和围栏。', en: 'Send patrols there, to the doors and the fence above all.' },
    { zh: '超过15分钟未恢复，报项目经理。', en: 'Not back after fifteen minutes: tell the manager.' },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.engineering, units.patrol],
};
