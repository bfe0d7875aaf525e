import { type Rationale, units } from '../rationale.ts';

/** Two neighbouring zones, or two detection principles, agree: what the police may be called for. */
export const perimeterBreach: Rationale = {
  type: 'perimeter-breach',
  priority: 1,
  course: 'standing',
  family: 'perimeter',
  cause: {
    zh: '相邻两个防区，或围栏与摄像机两种手段，在30秒内同时报警。',
    en: 'Two neighbouring zones, or fence and camera, called within thirty seconds.',
  },
  consequence: { zh: '几乎可以肯定有人正在闯入小区。', en: 'Almost certainly somebody is breaking in.' },
  response: [
    {
      zh: '盯住弹出的摄像机，判断人数、衣着、去向。',
      en: 'Stay on the camera that pops up: how many, how dressed, which way?',
    },
    {
      zh: '两名以上队员从两侧到场，保持对讲机畅通，注意自身安全。',
      en: 'Two guards or more approach from both sides, on the radio, minding themselves.',
    },
    { zh: '通报各门岗注意出入人员，必要时拨打110。', en: 'Have all gates watch who leaves; call 110 where needed.' },
    { zh: '保存录像，保护现场痕迹，等待公安。', en: 'Keep the recordings and the traces until the police come.' },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead', 'manager'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.shiftLead, units.police],
};
