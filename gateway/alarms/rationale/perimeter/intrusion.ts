import { type Rationale, units } from '../rationale.ts';

export const intrusion: Rationale = {
  type: 'intrusion',
  priority: 1,
  course: 'standing',
  family: 'perimeter',
  cause: {
    zh: '摄像机在禁入时段的禁入区域看到有人。',
    en: 'A camera sees somebody where nobody should be at this hour.',
  },
  consequence: {
    zh: '有人可能准备盗窃、破坏或正处于危险之中。',
    en: 'They may be about to steal or to damage, or be in danger.',
  },
  response: [
    { zh: '看实时画面，判断是人、动物还是光影。', en: 'Look at the live picture: a person, an animal or a shadow?' },
    { zh: '是住户或工作人员：喊话劝离。', en: 'If a resident or staff: ask them over the speaker to leave.' },
    { zh: '身份不明：派两名队员到场盘问，画面持续跟踪。', en: 'If unknown: send two guards, and follow on camera.' },
    { zh: '有违法行为：拨打110并保存录像。', en: 'If it is a crime: call 110 and keep the recordings.' },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.police],
};
