import { type Rationale, units } from '../rationale.ts';

export const personDenied: Rationale = {
  type: 'person-denied',
  priority: 3,
  course: 'momentary',
  family: 'access',
  cause: { zh: '住户或访客的凭证被拒。', en: "A resident's or visitor's credential was refused." },
  consequence: {
    zh: '住户进不了家门，或过期、停用的凭证正被人使用。',
    en: 'A resident cannot get home, or somebody uses what has expired or was withdrawn.',
  },
  response: [
    { zh: '看拒绝原因（过期、停用、时段外）。', en: 'Read why: expired, withdrawn, outside its hours.' },
    {
      zh: '本人在门口：核对身份后按权限放行，请其到物业更新。',
      en: 'If it is they: check who they are, let them in as you may, and send them to the office.',
    },
    { zh: '非本人：收回凭证并登记。', en: 'If it is somebody else: take the credential and note it.' },
  ],
  required: ['acknowledge'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.controlRoom, units.property],
};
