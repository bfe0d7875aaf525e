import { type Rationale, units } from '../rationale.ts';

export const eBikeInLift: Rationale = {
  type: 'e-bike-in-lift',
  priority: 2,
  course: 'standing',
  family: 'fire',
  cause: {
    zh: '摄像机识别到电动车或电瓶进入电梯，电梯已语音提示并保持开门。',
    en: 'A camera sees an e-bike in the lift; the lift speaks and holds its door.',
  },
  consequence: {
    zh: '电池在轿厢或家中起火，几十秒内即可致命。',
    en: 'A battery that burns in the car or in a home kills within seconds.',
  },
  response: [
    {
      zh: '看轿厢画面，确认是否为电动车（婴儿车、轮椅、自行车不是）。',
      en: 'Look into the car: is it an e-bike, and no pram, wheelchair or bicycle?',
    },
    {
      zh: '确认：通过电梯对讲请其推出，告知充电棚位置。',
      en: 'If so: ask them over the intercom to take it out, and say where it can be charged.',
    },
    {
      zh: '不配合：派队员到场劝阻，并通知物业登记。',
      en: 'If they refuse: send a guard, and have the property office note it.',
    },
    { zh: '误报：按“释放电梯”，让电梯恢复运行。', en: 'If it is false: release the lift, so that it runs again.' },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.liftCompany, units.property],
  timeAvailableMs: 120_000,
};
