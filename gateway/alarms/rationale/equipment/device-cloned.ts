import { type Rationale, units } from '../rationale.ts';

export const deviceCloned: Rationale = {
  type: 'device-cloned',
  priority: 2,
  course: 'momentary',
  family: 'equipment',
  cause: {
    zh: '两台设备用同一个设备编号和密钥轮流连接。',
    en: 'Two devices take turns under the identity and secret of one.',
  },
  consequence: {
    zh: '分不清哪一台是真的，它说的话不再可信；也可能是线路反复通断。',
    en: 'Which one is real cannot be told, so what it says cannot be relied on; a line that keeps breaking looks alike.',
  },
  response: [
    {
      zh: '问工程部：是否正在更换设备，或线路在反复通断。',
      en: 'Ask engineering: is it being replaced, or does its line come and go?',
    },
    {
      zh: '不是：派队员到设备处查看，看最近的画面。',
      en: 'If neither: send a guard to the device, and look at the nearest camera.',
    },
    {
      zh: '仍有疑问：请项目经理或管理员在“系统状况”里撤销该设备，并更换密钥。',
      en: 'Still in doubt: have the manager or the administrator revoke it under System health, and give it a new secret.',
    },
  ],
  required: ['acknowledge', 'verify', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.engineering],
};
