import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record, sensorState } from './device-profile.ts';

export const helpButton: DeviceProfile = {
  kind: 'help-button',
  title: { zh: '求助按钮', en: 'Help button' },
  heartbeatMs: 30_000,
  events: {
    ...generalEvents,
    'help-pressed': { title: { zh: '求助', en: 'Help wanted' }, data: nothing, raises: 'help' },
    'help-reset': { title: { zh: '求助解除', en: 'Help button reset' }, data: nothing, clears: 'help' },
  },
  state: record({ ...sensorState, pressed: Type.Boolean() }),
  commands: {},
};
