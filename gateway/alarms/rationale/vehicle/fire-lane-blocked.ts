import { type Rationale, units } from '../rationale.ts';

export const fireLaneBlocked: Rationale = {
  type: 'fire-lane-blocked',
  priority: 2,
  course: 'standing',
  family: 'vehicle',
  cause: {
    zh: '有车停在消防通道上，超过3分钟提醒，超过10分钟报警。',
    en: 'A vehicle stands on the fire lane: a warning after three minutes, an alarm after ten.',
  },
  consequence: { zh: '消防车、救护车进不来。', en: 'No fire engine or ambulance gets through.' },
  response: [
    {
      zh: '看画面；执行任务的消防车、救护车不处理，注明后关闭。',
      en: 'Look: leave emergency vehicles on duty alone, note it and close.',
    },
    { zh: '按车牌联系车主挪车，或广播通知。', en: 'Call the owner by the plate, or use the loudspeaker.' },
    {
      zh: '10分钟未挪：派队员到场，必要时联系交警拖移。',
      en: 'Not gone after ten minutes: send a guard, and have it towed where needed.',
    },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.property],
};
