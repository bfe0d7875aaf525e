import { type Rationale, units } from '../rationale.ts';

export const patrolDeviation: Rationale = {
  type: 'patrol-deviation',
  priority: 3,
  course: 'momentary',
  family: 'people',
  cause: { zh: '巡更漏点、顺序错误或超时。', en: 'A patrol missed a checkpoint, took another order or was late.' },
  consequence: {
    zh: '该区域没有人看；也可能队员遇到了危险。',
    en: 'Nobody looks after that place; or the guard has met with trouble.',
  },
  response: [
    { zh: '先用对讲机联系队员，确认安全。', en: 'Call the guard by radio first: are they safe?' },
    { zh: '联系不上：看沿途摄像机，派人寻找。', en: 'No answer: look along the way on camera, and send somebody.' },
    { zh: '确认原因并补巡漏掉的点位。', en: 'Find out why, and have what was missed patrolled.' },
  ],
  required: ['acknowledge', 'verify'],
  recipients: ['guard', 'lead'],
  leadUnit: units.shiftLead,
  supportUnits: [units.controlRoom, units.patrol],
};
