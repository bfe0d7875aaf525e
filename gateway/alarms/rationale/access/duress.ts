import { type Rationale, units } from '../rationale.ts';

export const duress: Rationale = {
  type: 'duress',
  priority: 1,
  course: 'momentary',
  family: 'access',
  cause: {
    zh: '住户在门口输入了胁迫密码，门已照常打开。',
    en: 'A resident entered the duress code; the door opened as always.',
  },
  consequence: { zh: '住户正被人挟持。', en: 'Somebody is forcing that resident.' },
  response: [
    {
      zh: '不要喊话，不要致电该住户，不要在现场亮明。',
      en: 'Do not speak over the loudspeaker, do not call them, do not show yourself.',
    },
    { zh: '立即拨打110，报清单元和楼层。', en: 'Call 110 at once with unit and floor.' },
    { zh: '用摄像机跟踪，记录人数、衣着、去向。', en: 'Follow on camera: how many, how dressed, which way?' },
    {
      zh: '队员在远处便衣守候，控制楼栋出口，等公安到场。',
      en: 'Guards wait out of sight, watch the ways out and leave the rest to the police.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.shiftLead, units.police],
};
