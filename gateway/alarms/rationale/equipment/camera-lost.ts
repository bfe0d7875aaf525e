import { type Rationale, units } from '../rationale.ts';

export const cameraLost: Rationale = {
  type: 'camera-lost',
  priority: 2,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '摄像机没有画面。', en: 'A camera gives no picture.' },
  consequence: { zh: '该处的识别、报警和录像全部中断。', en: 'Nothing there is recognised, watched or recorded.' },
  response: [
    { zh: '看同一交换机下的其他摄像机是否正常。', en: 'See whether other cameras on the same switch are fine.' },
    { zh: '派队员查看有无遮挡、剪线、断电。', en: 'Send a guard to look for a cover, a cut cable or no power.' },
    {
      zh: '通知工程部修复；门口的摄像机由门岗人工核验。',
      en: 'Call engineering; at a gate, the post checks by eye until then.',
    },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.controlRoom,
  supportUnits: [units.engineering],
};
