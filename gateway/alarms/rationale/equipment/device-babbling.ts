import { type Rationale, units } from '../rationale.ts';

export const deviceBabbling: Rationale = {
  type: 'device-babbling',
  priority: 3,
  course: 'momentary',
  family: 'equipment',
  cause: {
    zh: '一台设备不停地发送消息，远多于正常设备。',
    en: 'A device sends without a pause, far more than any device has to say.',
  },
  consequence: {
    zh: '网关放慢读取它：它的消息会迟到，其他设备不受影响。可能是故障，也可能有人冒用它。',
    en: 'It is read more slowly: what it says comes late, other devices are not delayed. It may be faulty, or somebody may use its secret.',
  },
  response: [
    {
      zh: '看它是什么设备，最近一小时报了什么。',
      en: 'Look what device it is, and what it has said in the last hour.',
    },
    {
      zh: '请工程部当班检查或更换；在此之前不要只依赖它。',
      en: 'Have engineering look at it or replace it this shift; until then do not rely on it alone.',
    },
    {
      zh: '怀疑被冒用：请项目经理或管理员在“系统状况”里撤销它，并更换密钥。',
      en: 'If somebody may use its secret: have the manager or the administrator revoke it under System health, and give it a new one.',
    },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard', 'property'],
  leadUnit: units.engineering,
  supportUnits: [units.controlRoom],
};
