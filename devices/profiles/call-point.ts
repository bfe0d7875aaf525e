import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record, sensorState } from './device-profile.ts';

/** A button behind glass. Latched: it stands until somebody resets it with its key. */
export const callPoint: DeviceProfile = {
  kind: 'call-point',
  title: { zh: '手动报警按钮', en: 'Fire call point' },
  heartbeatMs: 30_000,
  events: {
    ...generalEvents,
    pressed: { title: { zh: '手动报警', en: 'Call point pressed' }, data: nothing, raises: 'call-point' },
    reset: { title: { zh: '手报复位', en: 'Call point reset' }, data: nothing, clears: 'call-point' },
  },
  state: record({ ...sensorState, pressed: Type.Boolean() }),
  commands: {},
};
