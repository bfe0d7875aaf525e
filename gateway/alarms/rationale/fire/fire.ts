import { type Rationale, units } from '../rationale.ts';

/** Two smoke detectors side by side, or a call point: no longer a doubtful detector. */
export const fire: Rationale = {
  type: 'fire',
  priority: 1,
  course: 'standing',
  family: 'fire',
  cause: {
    zh: '相邻两只烟感在5分钟内先后报警，或手动报警按钮被按下。',
    en: 'Two neighbouring smoke detectors within five minutes, or a call point.',
  },
  consequence: {
    zh: '火灾正在发展，人员被困、伤亡的危险迫在眉睫。',
    en: 'A fire is growing; people may be trapped or killed at any moment.',
  },
  response: [
    {
      zh: '立即拨打119，报清小区地址、楼栋、楼层和燃烧物。',
      en: 'Call 119 at once with the address, building, floor and what burns.',
    },
    {
      zh: '按“疏散”预览并确认，打开疏散通道上的门和道闸。',
      en: 'Preview and confirm "Evacuate": it opens the doors and barriers on the way out.',
    },
    {
      zh: '派消防队员带灭火器、水带到场，其他人引导住户走楼梯疏散。',
      en: 'Send the fire crew with extinguishers and hoses; the others lead residents out by the stairs.',
    },
    {
      zh: '确认电梯迫降首层，清空消防通道，派人到大门引导消防车。',
      en: 'Make sure the lifts are down, clear the fire lane and send somebody to guide the engines in.',
    },
    {
      zh: '在集合点清点人数，把未撤出人员告知消防队。',
      en: 'Count people at the assembly point and tell the brigade who is missing.',
    },
    {
      zh: '全部探测器复位、消防队确认后方可结束。',
      en: 'End it only when every detector is reset and the brigade agrees.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead', 'manager'],
  leadUnit: units.controlRoom,
  supportUnits: [units.fireCrew, units.patrol, units.fireBrigade, units.ambulance, units.police],
};
