import { type Rationale, units } from '../rationale.ts';

export const vehicleUnknown: Rationale = {
  type: 'vehicle-unknown',
  priority: 3,
  course: 'momentary',
  family: 'vehicle',
  cause: { zh: '车道口来了未登记的车。', en: 'A car that is not registered stands at the lane.' },
  consequence: {
    zh: '访客车辆堵住车道，或有人试图混入。',
    en: 'A visitor blocks the lane, or somebody tries to get in.',
  },
  response: [
    { zh: '看车牌画面，确认识别无误。', en: 'Look at the plate: was it read right?' },
    {
      zh: '询问来意，联系住户，登记访客车辆后抬杆一次。',
      en: 'Ask why they come, call the host, register the car and raise the arm once.',
    },
    { zh: '不能进入：引导掉头，避免堵车。', en: 'If they may not: help them turn round before a queue forms.' },
  ],
  required: ['acknowledge'],
  recipients: ['guard'],
  leadUnit: units.gatePost,
  supportUnits: [units.controlRoom],
};
