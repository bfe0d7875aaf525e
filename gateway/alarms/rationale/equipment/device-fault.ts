import { type Rationale, units } from '../rationale.ts';

export const deviceFault: Rationale = {
  type: 'device-fault',
  priority: 3,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '设备自检报告故障。', en: "A device's self-test reports a fault." },
  consequence: { zh: '它可能漏报或误报。', en: 'It may miss what happens, or call for nothing.' },
  response: [
    { zh: '看故障代码和设备位置。', en: "Read the fault's code and where the device is." },
    { zh: '向工程部报修，当班处理。', en: 'Have engineering look at it this shift.' },
    { zh: '修复后现场测试一次再关闭。', en: 'Test it on the spot before you close this.' },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard', 'property'],
  leadUnit: units.engineering,
  supportUnits: [units.controlRoom],
};
