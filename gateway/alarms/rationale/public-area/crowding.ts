import { type Rationale, units } from '../rationale.ts';

export const crowding: Rationale = {
  type: 'crowding',
  priority: 3,
  course: 'standing',
  family: 'public-area',
  cause: { zh: '区域内人数超过上限。', en: 'More people are in an area than it can hold.' },
  consequence: {
    zh: '可能发生踩踏、纠纷或堵塞疏散通道。',
    en: 'There may be a crush, a quarrel or a blocked way out.',
  },
  response: [
    { zh: '看画面，判断是活动、纠纷还是事故。', en: 'Look: an event, a quarrel or an accident?' },
    { zh: '派队员疏导，保持通道畅通。', en: 'Send guards to keep the ways clear.' },
    { zh: '发生纠纷、打斗：拨打110，有人受伤拨打120。', en: 'A fight: 110; somebody hurt: 120.' },
  ],
  required: ['acknowledge', 'verify'],
  recipients: ['guard'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.shiftLead],
};
