import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record, sensorState } from './device-profile.ts';

/** A zone of the perimeter fence. A cut and a short are told apart from a climb. */
export const vibration: DeviceProfile = {
  kind: 'vibration',
  title: { zh: '周界振动', en: 'Perimeter vibration' },
  heartbeatMs: 15_000,
  events: {
    ...generalEvents,
    'vibration-detected': {
      title: { zh: '周界振动报警', en: 'Fence vibration' },
      data: record({
        cause: Type.Enum(['climb', 'cut', 'short']),
        strength: Type.Number({ minimum: 0, maximum: 1 }),
      }),
      raises: 'vibration',
      judged: true,
    },
    'vibration-ended': {
      title: { zh: '周界恢复', en: 'Fence quiet' },
      data: nothing,
      clears: 'vibration',
      judged: true,
    },
  },
  state: record({ ...sensorState, armed: Type.Boolean() }),
  commands: {},
};
