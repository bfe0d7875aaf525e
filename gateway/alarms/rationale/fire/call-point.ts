import { type Rationale, units } from '../rationale.ts';

export const callPoint: Rationale = {
  type: 'call-point',
  priority: 1,
  course: 'standing',
  family: 'fire',
  cause: { zh: '有人按下手动火灾报警按钮。', en: 'Somebody has pressed a fire call point.' },
  consequence: {
    zh: '按下的人看到了火；等待核实会错过疏散时间。',
    en: 'Whoever pressed it has seen a fire; waiting for proof costs the time to get out.',
  },
  response: [
    {
      zh: '按真实火情处理，立即派微型消防站队员前往。',
      en: "Treat it as real and send the compound's fire crew at once.",
    },
    {
      zh: '看就近摄像机，找到按下按钮的人并询问火点。',
      en: 'Look at the nearest camera, find whoever pressed it and ask where it burns.',
    },
    { zh: '确认着火：拨打119并疏散该楼栋。', en: 'If it burns: call 119 and evacuate the building.' },
    {
      zh: '确认误按或恶作剧：记录人员情况，复位按钮。',
      en: 'If it was a mistake or a prank: note who it was and reset the call point.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.fireCrew, units.patrol, units.fireBrigade],
};
