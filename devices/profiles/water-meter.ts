import Type from 'typebox';
import { type DeviceProfile, generalEvents, record, sensorState } from './device-profile.ts';

/** A home's water meter that tells its total. */
export const waterMeter: DeviceProfile = {
  kind: 'water-meter',
  title: { zh: '智能水表', en: 'Water meter' },
  heartbeatMs: 60_000,
  events: { ...generalEvents },
  state: record({ ...sensorState, litres: Type.Number({ minimum: 0, maximum: 1e9 }) }),
  commands: {},
};
