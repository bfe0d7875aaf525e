import { type Rationale, units } from '../rationale.ts';

export const deviceLost: Rationale = {
  type: 'device-lost',
  priority: 2,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '设备没有应答，已漏掉三次心跳。', en: 'A device has missed three heartbeats.' },
  consequence: { zh: '它看守的地方没有人看。', en: 'What it guards is not guarded.' },
  response: [
    { zh: '看是否同时有多台失联（断电、断网）。', en: 'See whether others are lost, too: power, or the network.' },
    {
      zh: '单台：请工程部当班检查电源和网络。',
      en: 'If alone: have engineering check its power and network this shift.',
    },
    { zh: '恢复前在该处加强巡逻。', en: 'Patrol there until it is back.' },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard'],
  leadUnit: units.controlRoom,
  supportUnits: [units.engineering],
};
