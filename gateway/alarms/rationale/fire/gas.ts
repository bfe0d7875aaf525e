import { type Rationale, units } from '../rationale.ts';

export const gas: Rationale = {
  type: 'gas',
  priority: 1,
  course: 'standing',
  family: 'fire',
  cause: { zh: '燃气浓度达到爆炸下限的5%–25%。', en: 'Gas has reached 5 to 25 % of the lower explosive limit.' },
  consequence: {
    zh: '遇火花即爆炸，或使住户窒息、中毒。',
    en: 'Any spark sets off an explosion, or those at home suffocate.',
  },
  response: [
    {
      zh: '查看阀门反馈：未关闭时，派人关闭楼道总阀。',
      en: "Look at the valve's answer: if it did not close, send somebody to shut the riser valve.",
    },
    {
      zh: '致电该住户：不开关任何电器、不点火，开窗后撤出。',
      en: 'Call the home: touch no switch, light nothing, open the windows and leave.',
    },
    {
      zh: '派队员到场，在门外打电话、敲门，不按门铃，不乘电梯。',
      en: 'Send a guard: phone from outside and knock; do not ring the bell or use the lift.',
    },
    {
      zh: '通知燃气公司抢修；有人昏迷拨打120，起火拨打119。',
      en: 'Call the gas company; 120 if somebody is unconscious, 119 if it burns.',
    },
    {
      zh: '严禁远程开阀；由燃气公司检查后在现场复位。',
      en: 'Never reopen the valve from afar; the gas company resets it on the spot.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering, units.gasCompany],
};
