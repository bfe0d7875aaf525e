import { type Rationale, units } from '../rationale.ts';

export const waterLevel: Rationale = {
  type: 'water-level',
  priority: 2,
  course: 'standing',
  family: 'water',
  cause: { zh: '水位超过高位线。', en: 'Water stands above its high mark.' },
  consequence: {
    zh: '积水继续上涨会淹没车库和设备房。',
    en: 'If it goes on rising, the garage and the plant rooms flood.',
  },
  response: [
    { zh: '看现场画面和水位走势。', en: 'Look at the picture and at how fast it rises.' },
    { zh: '派人检查排水泵、雨水箅，清除堵塞。', en: 'Send somebody to check the pumps and to clear the drains.' },
    { zh: '准备沙袋、挡水板；提醒车库车主。', en: 'Get sandbags and flood boards ready, and warn car owners.' },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering],
};
