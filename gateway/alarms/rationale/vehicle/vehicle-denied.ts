import { type Rationale, units } from '../rationale.ts';

export const vehicleDenied: Rationale = {
  type: 'vehicle-denied',
  priority: 3,
  course: 'momentary',
  family: 'vehicle',
  cause: {
    zh: '已登记车辆被拒（过期、停用、时段外）。',
    en: 'A registered car was refused: expired, withdrawn or outside its hours.',
  },
  consequence: { zh: '住户的车堵在门口，后车排队。', en: "A resident's car blocks the lane and others queue." },
  response: [
    { zh: '看拒绝原因，核对车主。', en: 'Read why, and check who drives.' },
    {
      zh: '本人：抬杆一次，请其到物业续期。',
      en: 'If it is the owner: raise the arm once and send them to the office.',
    },
    {
      zh: '非本人或已停用：请其靠边，联系物业。',
      en: 'If not, or it was withdrawn: ask them to pull over, and call the office.',
    },
  ],
  required: ['acknowledge'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.property],
};
