import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record, sensorState } from './device-profile.ts';

/**
 * A sensor of one parking bay, with or without a camera that reads the plate. It says `bay-occupied` again when the plate was
 * read only after a while. The plate is in the event alone: what a device reports of itself is shown to everybody.
 */
export const parkingBay: DeviceProfile = {
  kind: 'parking-bay',
  title: { zh: '车位检测器', en: 'Parking bay' },
  heartbeatMs: 60_000,
  events: {
    ...generalEvents,
    'bay-occupied': {
      title: { zh: '车位驶入', en: 'Bay occupied' },
      data: record({
        /** `none`: it has no camera, or has not looked yet. */
        reading: Type.Enum(['read', 'unreadable', 'none']),
        plate: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
      }),
      secret: ['plate'],
      judged: true,
    },
    'bay-cleared': { title: { zh: '车位驶离', en: 'Bay cleared' }, data: nothing, judged: true },
  },
  state: record({ ...sensorState, occupied: Type.Boolean() }),
  commands: {},
};
