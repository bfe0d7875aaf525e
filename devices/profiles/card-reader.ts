import Type from 'typebox';
import { type DeviceProfile, generalEvents, record } from './device-profile.ts';

export const cardReader: DeviceProfile = {
  kind: 'card-reader',
  title: { zh: '读卡器', en: 'Card reader' },
  heartbeatMs: 10_000,
  events: {
    ...generalEvents,
    'card-presented': {
      title: { zh: '刷卡', en: 'Card presented' },
      /** `card`: `uid:`, `w26:` or `w34:` and the number in upper-case hexadecimal. */
      data: record({ card: Type.String({ pattern: '^(uid|w26|w34):[0-9A-F]{4,20}$' }) }),
    },
  },
  state: record({}),
  commands: {
    /** Tell the person at the door: a green or a red light and a tone. */
    signal: {
      title: { zh: '提示', en: 'Signal' },
      args: record({ result: Type.Enum(['granted', 'denied']) }),
      ttlMs: 2_000,
    },
  },
};
