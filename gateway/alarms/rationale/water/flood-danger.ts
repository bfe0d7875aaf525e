import { type Rationale, units } from '../rationale.ts';

export const floodDanger: Rationale = {
  type: 'flood-danger',
  priority: 1,
  course: 'standing',
  family: 'water',
  cause: { zh: '水位超过高高位线，即将倒灌。', en: 'Water stands above its highest mark and is about to come in.' },
  consequence: {
    zh: '车库、电梯井、配电房进水，人员触电、溺水。',
    en: 'Garage, lift shafts and switch rooms flood; people drown or are electrocuted.',
  },
  response: [
    {
      zh: '禁止人员、车辆进入地下车库，正在里面的人立即撤离。',
      en: 'Let nobody into the underground garage, and get everybody out of it.',
    },
    { zh: '架设挡水板、沙袋，启动全部排水泵。', en: 'Put up flood boards and sandbags, and run every pump.' },
    {
      zh: '通知工程部切断受淹区域电源，电梯停到高层。',
      en: 'Have engineering cut the power of what floods and send the lifts up.',
    },
    {
      zh: '有人被困拨打119；通知物业经理和社区。',
      en: 'Call 119 if somebody is trapped; tell the manager and the neighbourhood committee.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead', 'manager'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering, units.fireBrigade],
};
