import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record } from './device-profile.ts';

const loop = record({ loop: Type.Enum(['approach', 'safety']) });

/** A vehicle barrier with two induction loops: `approach` before the arm, `safety` under it. */
export const barrier: DeviceProfile = {
  kind: 'barrier',
  title: { zh: '道闸', en: 'Vehicle barrier' },
  heartbeatMs: 10_000,
  events: {
    ...generalEvents,
    'loop-occupied': { title: { zh: '地感有车', en: 'Loop occupied' }, data: loop },
    'loop-cleared': { title: { zh: '地感无车', en: 'Loop cleared' }, data: loop },
    opened: { title: { zh: '道闸已起', en: 'Arm raised' }, data: nothing },
    closed: { title: { zh: '道闸已落', en: 'Arm lowered' }, data: nothing },
    obstructed: { title: { zh: '防砸触发', en: 'Arm obstructed' }, data: nothing },
  },
  state: record({
    arm: Type.Enum(['closed', 'opening', 'open', 'closing']),
    approach: Type.Boolean(),
    safety: Type.Boolean(),
    /** Held up until it is released. */
    held: Type.Optional(Type.Boolean()),
  }),
  commands: {
    /** Raise the arm for one vehicle; it falls when the safety loop has been passed and is clear. */
    open: { title: { zh: '抬杆', en: 'Raise for one vehicle' }, args: nothing, ttlMs: 5_000 },
    close: { title: { zh: '落杆', en: 'Lower' }, args: nothing, ttlMs: 5_000 },
    /** Raise the arm and hold it up, until it is released; `close` is refused meanwhile. */
    'lock-open': { title: { zh: '常抬', en: 'Hold up' }, args: nothing, ttlMs: 10_000 },
    'lock-open-release': { title: { zh: '解除常抬', en: 'End holding up' }, args: nothing, ttlMs: 10_000 },
  },
};
