import { type Rationale, units } from '../rationale.ts';

export const doorHeld: Rationale = {
  type: 'door-held',
  priority: 2,
  course: 'standing',
  family: 'access',
  cause: { zh: '门打开超过允许的时间。', en: 'A door has stood open for longer than it may.' },
  consequence: { zh: '任何人都能不经核验进入。', en: 'Anybody can walk in unchecked.' },
  response: [
    { zh: '看画面：搬家、推车还是门被东西挡住。', en: 'Look: a move, a trolley, or something that blocks it?' },
    {
      zh: '有人在用：请其用完关门；搬家须登记并有人看守。',
      en: 'If it is in use: ask them to close it; a move is registered and watched.',
    },
    {
      zh: '无人：派队员移开障碍、关门；关不上报工程部。',
      en: 'If nobody is there: send a guard to clear and close it; call engineering if it will not.',
    },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.patrol, units.engineering],
};
