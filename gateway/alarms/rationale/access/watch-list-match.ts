import { type Rationale, units } from '../rationale.ts';

export const watchListMatch: Rationale = {
  type: 'watch-list-match',
  priority: 2,
  course: 'momentary',
  family: 'access',
  cause: {
    zh: '门口出现经审批布控的人员或车辆的可能匹配。',
    en: 'Somebody or a car on an approved watch list may be at a gate.',
  },
  consequence: {
    zh: '错过会失去预警；认错人会冒犯无辜者。',
    en: 'Missed, the warning is lost; mistaken, an innocent person is offended.',
  },
  response: [
    {
      zh: '由两人分别比对照片，匹配只是提示，不是结论。',
      en: 'Two people compare the pictures: a match is a hint and no finding.',
    },
    { zh: '读布控单上写明的处置方式，照单执行。', en: "Read what the list's entry says is to be done, and do that." },
    { zh: '不确定：礼貌核对证件，不得限制人身自由。', en: 'If in doubt: ask for papers politely; nobody may be held.' },
    { zh: '确认且要求报警：拨打110，远处跟踪。', en: 'If certain and it says so: call 110 and follow from afar.' },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.shiftLead, units.police],
};
