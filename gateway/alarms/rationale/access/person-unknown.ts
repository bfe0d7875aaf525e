import { type Rationale, units } from '../rationale.ts';

export const personUnknown: Rationale = {
  type: 'person-unknown',
  priority: 3,
  course: 'momentary',
  family: 'access',
  cause: { zh: '门口摄像机看到未登记的人。', en: 'A door camera saw somebody who is not registered.' },
  consequence: {
    zh: '可能是访客需要帮助，也可能有人试图混入。',
    en: 'It may be a visitor who needs help, or somebody who wants to slip in.',
  },
  response: [
    { zh: '看画面，判断是否在等候、是否有人带领。', en: 'Look: do they wait, is somebody with them?' },
    { zh: '需要进入：按访客流程联系住户并登记。', en: 'If they want in: call the host and register a visit.' },
    {
      zh: '行为可疑：门岗上前询问，通知巡逻岗留意。',
      en: 'If they act oddly: the gate post asks, and the patrol keeps an eye on them.',
    },
  ],
  required: ['acknowledge'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.controlRoom],
};
