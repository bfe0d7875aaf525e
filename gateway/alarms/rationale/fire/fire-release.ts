import { type Rationale, units } from '../rationale.ts';

export const fireRelease: Rationale = {
  type: 'fire-release',
  priority: 1,
  course: 'standing',
  family: 'fire',
  cause: { zh: '门禁的消防输入动作，通道门已自动释放。', en: "A controller's fire input has released the doors." },
  consequence: {
    zh: '楼内可能起火；若为误动作，楼门正敞开，无人看守。',
    en: 'The building may be on fire; if it is not, its doors stand open unguarded.',
  },
  response: [
    { zh: '查看是否有烟感、手报同时报警。', en: 'See whether smoke detectors or call points speak, too.' },
    {
      zh: '派队员到该门核实，并看住敞开的门。',
      en: 'Send a guard to that door to look, and to watch it while it is open.',
    },
    { zh: '确认火情：拨打119并疏散；不要锁门。', en: 'If it burns: call 119 and evacuate; lock nothing.' },
    {
      zh: '确认误动作：通知工程部检查消防输入，恢复后确认门已上锁。',
      en: 'If it is false: have engineering check the input, and see that the doors lock again.',
    },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.fireCrew, units.engineering],
};
