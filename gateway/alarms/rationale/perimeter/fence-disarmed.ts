import { type Rationale, units } from '../rationale.ts';

export const fenceDisarmed: Rationale = {
  type: 'fence-disarmed',
  priority: 2,
  course: 'standing',
  family: 'perimeter',
  cause: { zh: '周界防区处于撤防状态。', en: 'A fence zone has been disarmed.' },
  consequence: { zh: '有人翻越不会报警。', en: 'Whoever climbs over raises no alarm.' },
  response: [
    { zh: '核对是否有登记的施工、检修或布防计划。', en: 'See whether works or a plan of arming explain it.' },
    {
      zh: '无登记：询问上一班和工程部是谁撤防。',
      en: 'If nothing does: ask the last shift and engineering who did it.',
    },
    {
      zh: '恢复布防；不能恢复时报队长并加派巡逻。',
      en: 'Arm it again; if that cannot be, tell the lead and patrol there.',
    },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.shiftLead, units.engineering],
};
