import { type Rationale, units } from '../rationale.ts';

export const tailgating: Rationale = {
  type: 'tailgating',
  priority: 3,
  course: 'momentary',
  family: 'access',
  cause: { zh: '一次授权后进入的人比放行的人多。', en: 'More people went in than the door was opened for.' },
  consequence: {
    zh: '未核验的人进入楼栋，可能发生盗窃、推销或尾随。',
    en: 'Somebody unchecked is in the building: to steal, to sell or to follow someone.',
  },
  response: [
    { zh: '看片段，判断是家人同行还是陌生人尾随。', en: 'Look at the clip: a family, or a stranger behind?' },
    {
      zh: '陌生人：用楼内摄像机寻找，门岗上前询问。',
      en: 'If a stranger: find them on the cameras inside; the gate post asks.',
    },
    {
      zh: '有人被尾随：立即派队员，并联系该住户。',
      en: 'If somebody is being followed: send a guard at once and call them.',
    },
  ],
  required: ['acknowledge', 'verify'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.controlRoom],
};
