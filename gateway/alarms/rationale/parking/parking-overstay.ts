import { type Rationale, units } from '../rationale.ts';

export const parkingOverstay: Rationale = {
  type: 'parking-overstay',
  priority: 4,
  course: 'standing',
  family: 'parking',
  cause: {
    zh: '访客或临时车辆的通行时间已过，宽限期后仍未驶出。',
    en: 'The time of a visitor’s or guest’s vehicle is over, the grace too, and it has not left.',
  },
  consequence: {
    zh: '占用住户车位；真正离开时可能被当作过期车辆。',
    en: 'Residents find no place, and the vehicle is held up as expired when it does leave.',
  },
  response: [
    {
      zh: '先看“在场车辆”中最后一次看到它的时间；确认已离开的，说明理由后更正。',
      en: 'Look under vehicles inside when it was last seen; if it has left, correct that and say why.',
    },
    { zh: '联系车主或被访住户，询问还要停多久。', en: 'Call the holder or the host and ask how long it stays.' },
    { zh: '需要继续停留的，延长访客登记。', en: 'If it may stay, extend the visit.' },
    {
      zh: '联系不上的，在车上留便条；车辆要走随时放行。',
      en: 'If nobody answers, leave a note on the car; let it leave whenever it wants to.',
    },
  ],
  required: ['acknowledge'],
  recipients: ['guard', 'property'],
  leadUnit: units.gatePost,
  supportUnits: [units.property],
};
