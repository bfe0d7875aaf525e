import { type Rationale, units } from '../rationale.ts';

export const fenceShort: Rationale = {
  type: 'fence-short',
  priority: 2,
  course: 'standing',
  family: 'perimeter',
  cause: {
    zh: '周界线缆短路，可能被人为短接或树枝、积水搭接。',
    en: "The fence's wire is short-circuited: bridged by hand, by a branch or by water.",
  },
  consequence: { zh: '该防区失效，攀爬不再报警。', en: 'The zone is blind; climbing raises no alarm any more.' },
  response: [
    { zh: '查看该防区摄像机，排除有人短接线缆。', en: "Look at the zone's camera for somebody bridging it." },
    { zh: '派巡逻队员查看线缆，清除树枝、异物。', en: 'Send a patrol to look at the wire and to clear branches away.' },
    {
      zh: '通知工程部修复；修复前每小时巡查一次。',
      en: 'Call engineering; until it is repaired, patrol there every hour.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering],
};
