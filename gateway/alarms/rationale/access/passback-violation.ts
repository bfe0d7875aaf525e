import { type Rationale, units } from '../rationale.ts';

export const passbackViolation: Rationale = {
  type: 'passback-violation',
  priority: 3,
  course: 'momentary',
  family: 'access',
  cause: { zh: '同一凭证没有出去，又再次进入。', en: 'A credential came in again without having gone out.' },
  consequence: {
    zh: '凭证可能被转借或复制，在场人数不准。',
    en: 'It may have been lent or copied, and the count of who is inside is wrong.',
  },
  response: [
    { zh: '对比两次通行的画面是否同一人。', en: 'Compare the two pictures: is it the same person?' },
    {
      zh: '同一人：可能是尾随出门，提醒其每次刷卡。',
      en: 'If so: they left behind somebody else; ask them to badge each time.',
    },
    { zh: '不是同一人：收回凭证，通知物业核查。', en: 'If not: take the credential and tell the property office.' },
  ],
  required: ['acknowledge', 'verify'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.property],
};
