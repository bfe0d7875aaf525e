import Type from 'typebox';
import { type DeviceProfile, generalEvents, record, sensorState } from './device-profile.ts';

const level = record({ lelPercent: Type.Number({ minimum: 0, maximum: 100 }) });

/** Combustible gas in per cent of the lower explosive limit. There is no remote reopening of the valve. */
export const gas: DeviceProfile = {
  kind: 'gas',
  title: { zh: '燃气探测器', en: 'Gas detector' },
  heartbeatMs: 30_000,
  events: {
    ...generalEvents,
    'gas-detected': { title: { zh: '燃气泄漏', en: 'Gas detected' }, data: level, raises: 'gas' },
    'gas-cleared': { title: { zh: '燃气恢复', en: 'Gas cleared' }, data: level, clears: 'gas' },
  },
  state: record({
    ...sensorState,
    lelPercent: Type.Number({ minimum: 0, maximum: 100 }),
    valve: Type.Enum(['open', 'closed']),
  }),
  commands: {},
};
