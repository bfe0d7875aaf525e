import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record, sensorState } from './device-profile.ts';

/** Latched: smoke stands until somebody resets the detector. A test is not an alarm. */
export const smoke: DeviceProfile = {
  kind: 'smoke',
  title: { zh: '烟感', en: 'Smoke detector' },
  heartbeatMs: 30_000,
  events: {
    ...generalEvents,
    'smoke-detected': { title: { zh: '烟雾报警', en: 'Smoke detected' }, data: nothing, raises: 'smoke' },
    'smoke-reset': { title: { zh: '烟感复位', en: 'Detector reset' }, data: nothing, clears: 'smoke' },
    tested: { title: { zh: '烟感测试', en: 'Detector tested' }, data: nothing },
    /** Its sounder is silent for a while; smoke that stands goes on standing. */
    muted: { title: { zh: '烟感消音', en: 'Detector muted' }, data: nothing },
  },
  state: record({ ...sensorState, smoke: Type.Boolean() }),
  commands: {},
};
