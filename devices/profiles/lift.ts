import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record } from './device-profile.ts';

/**
 * A lift's interface for other systems: it speaks, and it keeps its door open for a while. Its own safety, and fire service
 * above all, outranks whatever it is asked here.
 */
export const lift: DeviceProfile = {
  kind: 'lift',
  title: { zh: '电梯', en: 'Lift' },
  heartbeatMs: 15_000,
  events: {
    ...generalEvents,
    'door-held': { title: { zh: '开门保持', en: 'Door kept open' }, data: nothing },
    released: { title: { zh: '恢复运行', en: 'Runs again' }, data: nothing },
    'fire-service': { title: { zh: '消防迫降', en: 'Fire service' }, data: nothing },
  },
  state: record({
    floor: Type.Optional(Type.Integer({ minimum: -20, maximum: 200 })),
    door: Type.Enum(['open', 'closed', 'moving']),
    held: Type.Boolean(),
  }),
  commands: {
    announce: {
      title: { zh: '语音提示', en: 'Announce' },
      args: record({ message: Type.Enum(['no-e-bikes', 'released']) }),
      ttlMs: 5_000,
    },
    /** Keeps the door open until `release`, or for so long at most. */
    'hold-door': {
      title: { zh: '保持开门', en: 'Keep the door open' },
      args: record({ forMs: Type.Integer({ minimum: 1000, maximum: 600_000 }) }),
      ttlMs: 5_000,
    },
    release: { title: { zh: '释放电梯', en: 'Release' }, args: nothing, ttlMs: 10_000 },
  },
};
