import { type Rationale, units } from '../rationale.ts';

export const fenceCut: Rationale = {
  type: 'fence-cut',
  priority: 1,
  course: 'standing',
  family: 'perimeter',
  cause: { zh: '周界线缆被剪断或断线。', en: "The fence's wire has been cut or broken." },
  consequence: {
    zh: '围栏失去防护，可能有人正在破坏并进入。',
    en: 'The stretch is unguarded; somebody may be breaking in right now.',
  },
  response: [
    { zh: '查看该防区摄像机，重点查看围栏缺口。', en: "Look at the zone's camera, above all for a gap." },
    { zh: '派两名队员到场查看，保护现场。', en: 'Send two guards, and keep the place as it is.' },
    {
      zh: '发现闯入：通报全体岗位封控出入口，拨打110。',
      en: 'If somebody came in: have all posts watch the ways out, and call 110.',
    },
    {
      zh: '未发现闯入：通知工程部当班修复，修复前安排人员看守。',
      en: 'If nobody did: have engineering repair it this shift, and post a guard until then.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering, units.police],
};
