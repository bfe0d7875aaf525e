import Type from 'typebox';
import { type DeviceProfile, generalEvents, record, sensorState } from './device-profile.ts';

const level = record({ metres: Type.Number({ minimum: 0, maximum: 100 }) });

export const waterLevel: DeviceProfile = {
  kind: 'water-level',
  title: { zh: '水位计', en: 'Water level sensor' },
  heartbeatMs: 60_000,
  events: {
    ...generalEvents,
    'level-high': {
      title: { zh: '水位过高', en: 'Water level high' },
      data: level,
      raises: 'water-level',
      judged: true,
    },
    'level-normal': {
      title: { zh: '水位正常', en: 'Water level normal' },
      data: level,
      clears: 'water-level',
      judged: true,
    },
  },
  state: record({ ...sensorState, metres: Type.Number({ minimum: 0, maximum: 100 }) }),
  commands: {},
};
