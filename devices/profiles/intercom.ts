import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record } from './device-profile.ts';

/** A call button at a gate. What is said goes over the telephone or the radio, not through the gateway. */
export const intercom: DeviceProfile = {
  kind: 'intercom',
  title: { zh: '门口对讲机', en: 'Intercom' },
  heartbeatMs: 30_000,
  events: {
    ...generalEvents,
    'call-pressed': { title: { zh: '门口呼叫', en: 'Call button pressed' }, data: nothing, raises: 'gate-call' },
    'call-ended': { title: { zh: '呼叫结束', en: 'Call ended' }, data: nothing, clears: 'gate-call' },
  },
  state: record({ calling: Type.Boolean() }),
  commands: {},
};
