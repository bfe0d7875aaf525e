import { type Rationale, units } from '../rationale.ts';

export const credentialGuessing: Rationale = {
  type: 'credential-guessing',
  priority: 2,
  course: 'momentary',
  family: 'access',
  cause: { zh: '短时间内多次试卡、试密码失败。', en: 'Card after card, or code after code, has failed.' },
  consequence: {
    zh: '有人在猜密码或用捡来、复制的卡试门。',
    en: 'Somebody guesses codes, or tries found or copied cards.',
  },
  response: [
    {
      zh: '看门口画面，判断是住户输错还是有人尝试。',
      en: 'Look at the door: a resident who mistypes, or somebody who tries?',
    },
    {
      zh: '住户：核对身份后帮助，门禁锁定会自行解除。',
      en: 'If a resident: check who it is and help; the lock-out ends by itself.',
    },
    {
      zh: '可疑：门岗上前询问，保存录像，请物业停用相关凭证。',
      en: 'If odd: the gate post asks; keep the recording, and have the credential withdrawn.',
    },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.gatePost, units.property],
};
