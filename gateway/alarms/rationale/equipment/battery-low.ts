import { type Rationale, units } from '../rationale.ts';

export const batteryLow: Rationale = {
  type: 'battery-low',
  priority: 4,
  course: 'standing',
  family: 'equipment',
  cause: { zh: '设备电池电量低。', en: "A device's battery is low." },
  consequence: { zh: '几天后设备失联，该处失去防护。', en: 'In some days it is lost and its place unguarded.' },
  response: [
    { zh: '列入下一班更换清单。', en: "Put it on the next shift's list." },
    { zh: '更换同型号电池，记录日期。', en: 'Fit a battery of the same type and note the date.' },
    { zh: '确认设备上报电量正常。', en: 'See that the device reports a full one.' },
  ],
  required: ['acknowledge', 'resolve'],
  recipients: ['guard', 'property'],
  leadUnit: units.engineering,
  supportUnits: [units.property],
};
