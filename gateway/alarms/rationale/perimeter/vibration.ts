import { type Rationale, units } from '../rationale.ts';

export const vibration: Rationale = {
  type: 'vibration',
  priority: 1,
  course: 'standing',
  family: 'perimeter',
  cause: { zh: '周界防区受到攀爬、撞击引起的振动。', en: 'A fence zone shakes from climbing or blows.' },
  consequence: { zh: '有人翻越围墙进入小区，实施盗窃或伤害。', en: 'Somebody climbs in to steal or to hurt.' },
  response: [
    { zh: '查看该防区摄像机，寻找攀爬人员。', en: "Look at the zone's camera for somebody climbing." },
    { zh: '派最近的巡逻队员到该段围墙内外查看。', en: 'Send the nearest patrol to both sides of that stretch.' },
    {
      zh: '发现人员：跟踪画面，两人以上到场盘问；有危险拨打110。',
      en: 'If there is somebody: follow on camera, two guards or more approach; 110 if it is dangerous.',
    },
    {
      zh: '未发现：查明原因（大风、树枝、施工、小动物）并记录。',
      en: 'If nobody: find the cause (wind, branches, works, animals) and note it.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.police],
};
