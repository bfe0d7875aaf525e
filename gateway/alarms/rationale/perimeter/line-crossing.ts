import { type Rationale, units } from '../rationale.ts';

export const lineCrossing: Rationale = {
  type: 'line-crossing',
  priority: 2,
  course: 'momentary',
  family: 'perimeter',
  cause: { zh: '有人或车越过了画在摄像机上的警戒线。', en: "Somebody has crossed a line drawn on a camera's picture." },
  consequence: {
    zh: '有人从非出入口处进入，绕过了登记。',
    en: 'Somebody came in by another way than the gates, unseen by the register.',
  },
  response: [
    { zh: '看片段，判断方向和对象。', en: 'Look at the clip: who, and which way?' },
    {
      zh: '向内越线：在相邻摄像机上寻找，派巡逻队员核实。',
      en: 'If inwards: find them on the next cameras, and send a patrol.',
    },
    { zh: '误报：记录原因，请队长调整警戒线。', en: 'If it is false: note why, and have the lead move the line.' },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol],
};
