import Type from 'typebox';
import { type DeviceProfile, generalEvents, record, sensorState } from './device-profile.ts';

const angle = record({ angleDegrees: Type.Number({ minimum: 0, maximum: 180 }) });

/** A cover that has been tilted from its baseline by more than its own threshold, usually 10 degrees. */
export const manhole: DeviceProfile = {
  kind: 'manhole',
  title: { zh: '井盖传感器', en: 'Manhole cover sensor' },
  heartbeatMs: 60_000,
  events: {
    ...generalEvents,
    'cover-moved': { title: { zh: '井盖移位', en: 'Cover moved' }, data: angle, raises: 'manhole', judged: true },
    'cover-restored': { title: { zh: '井盖复位', en: 'Cover restored' }, data: angle, clears: 'manhole', judged: true },
  },
  state: record({ ...sensorState, angleDegrees: Type.Number({ minimum: 0, maximum: 180 }) }),
  commands: {},
};
