import { type Rationale, units } from '../rationale.ts';

export const gateCall: Rationale = {
  type: 'gate-call',
  priority: 3,
  course: 'momentary',
  family: 'access',
  cause: { zh: '有人在门口对讲机按下呼叫。', en: "Somebody pressed the call button of a gate's intercom." },
  consequence: {
    zh: '访客或住户在门外等，没有人应答。',
    en: 'A visitor or resident waits outside and nobody answers.',
  },
  response: [
    { zh: '看门口画面并接听。', en: 'Look at the picture and answer.' },
    {
      zh: '访客：问清拜访哪一户，联系住户，登记后发一次性通行码。',
      en: 'A visitor: ask whom they visit, call the host, register and give a one-time pass.',
    },
    {
      zh: '住户进不来：核对身份后放行，请其更新凭证。',
      en: 'A resident who cannot get in: check who it is, open, and have the credential renewed.',
    },
    { zh: '紧急情况（受伤、求救）：按求助处理。', en: 'An emergency: handle it as a call for help.' },
  ],
  required: ['acknowledge'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.controlRoom],
  timeAvailableMs: 60_000,
};
