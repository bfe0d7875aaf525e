import { type Rationale, units } from '../rationale.ts';

export const noActivity: Rationale = {
  type: 'no-activity',
  priority: 2,
  course: 'standing',
  family: 'people',
  cause: {
    zh: '独居住户家中长时间几乎没有用水，门也没有开过。',
    en: 'Somebody who lives alone has used almost no water, and the door has not moved.',
  },
  consequence: { zh: '可能在家中摔倒、发病而无法求助。', en: 'They may have fallen or be ill and unable to call.' },
  response: [
    { zh: '查看是否登记了外出。', en: 'See whether they said they would be away.' },
    { zh: '致电本人，再致电其登记的联系人。', en: 'Call them, then the contacts they named.' },
    {
      zh: '联系不上：派两人上门敲门，并通知居委会。',
      en: 'No answer: send two people to knock, and tell the neighbourhood committee.',
    },
    {
      zh: '仍无回应：经联系人同意或在公安到场后入户，必要时拨打120。',
      en: "Still nothing: go in with the contact's consent or with the police; call 120 where needed.",
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.property,
  supportUnits: [units.controlRoom, units.committee, units.ambulance],
};
