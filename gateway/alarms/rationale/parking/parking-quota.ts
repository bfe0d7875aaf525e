import { type Rationale, units } from '../rationale.ts';

export const parkingQuota: Rationale = {
  type: 'parking-quota',
  priority: 4,
  course: 'standing',
  family: 'parking',
  cause: {
    zh: '同一户在场车辆多于该户的车位数。',
    en: 'More vehicles of one home are inside than it has places.',
  },
  consequence: {
    zh: '多出的车占用他人车位或公共通道。',
    en: 'The others take a neighbour’s place or stand in the way.',
  },
  response: [
    {
      zh: '核对“在场车辆”：很久未看到的可能已驶出，确认后更正。',
      en: 'Check vehicles inside: one not seen for long may have left; correct that once you know.',
    },
    { zh: '联系该户，请其挪走多出的车辆。', en: 'Call the home and ask them to move the vehicle that is too many.' },
    { zh: '需要时指引到访客或临时车位。', en: 'Show them to a visitors’ or temporary place where there is one.' },
  ],
  required: ['acknowledge'],
  recipients: ['guard', 'property'],
  leadUnit: units.property,
  supportUnits: [units.gatePost],
};
