import { type Rationale, units } from '../rationale.ts';

export const manhole: Rationale = {
  type: 'manhole',
  priority: 2,
  course: 'standing',
  family: 'public-area',
  cause: {
    zh: '井盖倾斜超过10度并持续30秒，或翻开超过90度。',
    en: 'A cover is tilted by more than ten degrees for thirty seconds, or stands open.',
  },
  consequence: { zh: '行人、儿童、车辆可能坠井受伤。', en: 'Somebody, a child above all, may fall in.' },
  response: [
    { zh: '看就近摄像机，确认井盖状态和周围有无行人。', en: 'Look at the nearest camera: the cover, and who is near.' },
    { zh: '派最近的队员立即到场，先用锥桶、警戒带围起。', en: 'Send the nearest guard at once: cordon it off first.' },
    { zh: '有人坠井：不要下井，拨打119和120。', en: 'If somebody fell in: do not climb after them, call 119 and 120.' },
    {
      zh: '盖回井盖；损坏或丢失报工程部，修好前专人看守。',
      en: 'Put it back; if it is broken or gone, call engineering and guard it until it is repaired.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering],
};
