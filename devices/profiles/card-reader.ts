import Type from 'typebox';
import { CardText } from '../contracts/cards.ts';
import { maxPassChars } from '../contracts/visitor-pass.ts';
import { type DeviceProfile, generalEvents, record } from './device-profile.ts';

export const cardReader: DeviceProfile = {
  kind: 'card-reader',
  title: { zh: '读卡器', en: 'Card reader' },
  heartbeatMs: 10_000,
  events: {
    ...generalEvents,
    'card-presented': {
      title: { zh: '刷卡', en: 'Card presented' },
      data: record({ card: CardText }),
      secret: ['card'],
    },
    /** Digits typed at the keypad and ended with #. */
    'pin-entered': {
      title: { zh: '输入密码', en: 'Code entered' },
      data: record({ pin: Type.String({ pattern: '^\\d{4,12}$' }) }),
      secret: ['pin'],
    },
    /** A QR code held before the reader. */
    'pass-presented': {
      title: { zh: '出示二维码', en: 'Pass presented' },
      data: record({ text: Type.String({ minLength: 1, maxLength: maxPassChars }) }),
      secret: ['text'],
    },
  },
  state: record({}),
  commands: {
    /** Tell the person at the door: a green or a red light and a tone. */
    signal: {
      title: { zh: '提示', en: 'Signal' },
      args: record({
        result: Type.Enum(['granted', 'denied']),
        /** For how long nothing more is taken, after too many failures. */
        shutMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_600_000 })),
      }),
      ttlMs: 2_000,
    },
  },
};
