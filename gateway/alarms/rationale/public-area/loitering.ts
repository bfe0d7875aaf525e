import { type Rationale, units } from '../rationale.ts';

export const loitering: Rationale = {
  type: 'loitering',
  priority: 3,
  course: 'standing',
  family: 'public-area',
  cause: {
    zh: '有人在同一区域逗留超过设定时间。',
    en: 'Somebody has stayed in one place for longer than is usual there.',
  },
  consequence: {
    zh: '可能在踩点，也可能是走失的老人、儿童需要帮助。',
    en: 'They may be casing the place, or be a lost child or old person.',
  },
  response: [
    { zh: '看画面，判断是住户休息、等人还是反常。', en: 'Look: a resident resting, waiting, or something odd?' },
    {
      zh: '需要帮助的老人、儿童：派队员照看并联系家人。',
      en: 'A child or old person who needs help: send a guard and call the family.',
    },
    { zh: '反常：巡逻队员上前礼貌询问。', en: 'Something odd: the patrol asks politely.' },
  ],
  required: ['acknowledge', 'verify'],
  recipients: ['guard'],
  leadUnit: units.patrol,
  supportUnits: [units.controlRoom],
};
