import { type Rationale, units } from '../rationale.ts';

export const logNearlyFull: Rationale = {
  type: 'log-nearly-full',
  priority: 4,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '门禁控制器的离线记录快满了。', en: "A door controller's offline log is nearly full." },
  consequence: {
    zh: '继续离线会覆盖最早的通行记录。',
    en: 'If it stays offline, the oldest passages are overwritten.',
  },
  response: [
    { zh: '检查控制器与网关的网络。', en: 'Check the network between controller and gateway.' },
    { zh: '恢复联网后等待记录自动上传。', en: 'Once it is back, wait for the records to come in.' },
    { zh: '仍不下降：请工程部现场导出。', en: 'If it does not go down: have engineering read it out on the spot.' },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard', 'administrator'],
  leadUnit: units.engineering,
  supportUnits: [units.controlRoom],
};
