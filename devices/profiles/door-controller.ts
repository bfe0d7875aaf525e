import Type from 'typebox';
import { type DeviceProfile, generalEvents, nothing, record } from './device-profile.ts';

/** One door: lock, contact, exit button, fire input. Modes and alarms carry the names of ONVIF DoorControl. */
export const doorModes = [
  'Locked',
  'Unlocked',
  'Accessed',
  'Blocked',
  'LockedDown',
  'LockedOpen',
  'DoubleLocked',
] as const;
export const doorAlarms = ['Normal', 'DoorForcedOpen', 'DoorOpenTooLong'] as const;

export const doorController: DeviceProfile = {
  kind: 'door-controller',
  title: { zh: '门禁控制器', en: 'Door controller' },
  heartbeatMs: 10_000,
  events: {
    ...generalEvents,
    opened: { title: { zh: '门已打开', en: 'Door opened' }, data: nothing },
    closed: { title: { zh: '门已关闭', en: 'Door closed' }, data: nothing },
    /** A granted passage was used, or the lock fell again without it. */
    taken: { title: { zh: '已通行', en: 'Passage taken' }, data: record({ command: Type.String({ maxLength: 64 }) }) },
    'not-taken': {
      title: { zh: '未通行', en: 'Passage not taken' },
      data: record({ command: Type.String({ maxLength: 64 }) }),
    },
    'exit-requested': { title: { zh: '出门按钮', en: 'Exit button' }, data: nothing },
    'forced-open': { title: { zh: '强行开门', en: 'Door forced open' }, data: nothing, raises: 'door-forced' },
    'forced-ended': { title: { zh: '强开恢复', en: 'Forced door closed' }, data: nothing, clears: 'door-forced' },
    'held-open': { title: { zh: '门开超时', en: 'Door held open' }, data: nothing, raises: 'door-held' },
    'held-ended': { title: { zh: '门开超时恢复', en: 'Held door closed' }, data: nothing, clears: 'door-held' },
    'fire-released': { title: { zh: '消防释放', en: 'Released by fire input' }, data: nothing },
    'fire-ended': { title: { zh: '消防释放解除', en: 'Fire release ended' }, data: nothing },
  },
  state: record({
    mode: Type.Enum([...doorModes]),
    contact: Type.Enum(['open', 'closed']),
    alarm: Type.Enum([...doorAlarms]),
  }),
  commands: {
    /** Momentary access: release the lock, relock after `releaseMs` or when the door has closed again. */
    access: {
      title: { zh: '开门', en: 'Open once' },
      args: record({ releaseMs: Type.Optional(Type.Integer({ minimum: 500, maximum: 60_000 })) }),
      ttlMs: 3_000,
    },
    unlock: { title: { zh: '保持开锁', en: 'Keep unlocked' }, args: nothing, ttlMs: 5_000 },
    lock: { title: { zh: '上锁', en: 'Lock' }, args: nothing, ttlMs: 5_000 },
  },
};
