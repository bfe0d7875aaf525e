import { type Rationale, units } from '../rationale.ts';

export const help: Rationale = {
  type: 'help',
  priority: 1,
  course: 'standing',
  family: 'people',
  cause: { zh: '有人按下求助按钮。', en: 'Somebody has pressed a help button.' },
  consequence: { zh: '可能突发疾病、摔倒或遇到侵害。', en: 'They may be ill, have fallen or be under attack.' },
  response: [
    {
      zh: '看就近画面；在家中的，致电该住户和家属。',
      en: 'Look at the nearest camera; if it is in a home, call it and the family.',
    },
    { zh: '立即派最近的队员带急救包到场。', en: 'Send the nearest guard with a first-aid kit at once.' },
    {
      zh: '发病、受伤：拨打120，派人到大门引导救护车；受侵害拨打110。',
      en: 'Ill or hurt: call 120 and guide the ambulance in; attacked: 110.',
    },
    { zh: '确认安全后在现场复位按钮。', en: 'When they are safe, reset the button on the spot.' },
  ],
  required: ['acknowledge', 'verify', 'dispatch', 'arrive', 'resolve'],
  recipients: ['guard', 'lead'],
  leadUnit: units.controlRoom,
  supportUnits: [units.patrol, units.ambulance],
};
