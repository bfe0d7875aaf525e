import { type Rationale, units } from '../rationale.ts';

export const parkingNoPlate: Rationale = {
  type: 'parking-no-plate',
  priority: 4,
  course: 'standing',
  family: 'parking',
  cause: {
    zh: '保安放行的无牌或车牌无法识别的车，停留超过宽限时间。',
    en: 'A vehicle without a readable plate, let in by the guard, stays longer than the grace time.',
  },
  consequence: {
    zh: '没有登记，占位或出事时找不到车主。',
    en: 'It is in no register: when it stands in the way, nobody knows whom to call.',
  },
  response: [
    { zh: '查看入口放行记录，弄清是谁放行、去哪一户。', en: 'See in the passages who let it in and for which home.' },
    {
      zh: '找到车辆，联系车主补登记；车牌被遮挡的请其清理。',
      en: 'Find it and register it with its holder; ask for a covered plate to be cleaned.',
    },
    { zh: '找不到车主的，在车上留便条。', en: 'If the holder is not found, leave a note on the car.' },
    {
      zh: '已经离开的，说明理由后在“在场车辆”中更正。',
      en: 'If it has left, correct that under vehicles inside and say why.',
    },
  ],
  required: ['acknowledge'],
  recipients: ['guard', 'property'],
  leadUnit: units.gatePost,
  supportUnits: [units.patrol, units.property],
};
