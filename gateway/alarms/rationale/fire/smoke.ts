import { type Rationale, units } from '../rationale.ts';

export const smoke: Rationale = {
  type: 'smoke',
  priority: 1,
  course: 'standing',
  family: 'fire',
  cause: {
    zh: '住户或公共区域的烟感探测到烟雾。',
    en: 'A smoke detector in a home or a shared area has sensed smoke.',
  },
  consequence: {
    zh: '火势会在几分钟内蔓延到楼道，楼上住户被浓烟困住。',
    en: 'Within minutes the fire reaches the stairwell, and smoke traps those who live above.',
  },
  response: [
    { zh: '看就近摄像机画面，查看有无烟、火光。', en: 'Look at the nearest camera for smoke or fire.' },
    { zh: '致电该住户；无人接听按真实火情处理。', en: 'Call the home; if nobody answers, treat it as real.' },
    { zh: '派最近的队员带灭火器到现场核实。', en: 'Send the nearest guard with an extinguisher to look.' },
    {
      zh: '确认着火：拨打119，报清楼栋、单元、楼层，派人到大门引导消防车。',
      en: 'If it burns: call 119 with building, unit and floor, and send somebody to the gate to guide the engines.',
    },
    {
      zh: '通知上下楼层住户走楼梯疏散，严禁乘电梯。',
      en: 'Get the floors above and below out by the stairs, never by the lift.',
    },
    {
      zh: '确认误报：查明原因（做饭、蒸汽、灰尘），在现场复位烟感。',
      en: 'If it is false: find out why (cooking, steam, dust) and reset the detector on the spot.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.fireCrew, units.patrol, units.fireBrigade],
};
