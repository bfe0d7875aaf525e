import Type from 'typebox';
import { Id } from '../contracts/place.ts';
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

/** Why a controller that decided alone let somebody through or not. */
export const aloneReasons = [
  'granted',
  'unknown-credential',
  'not-yet-valid',
  'expired',
  'out-of-hours',
  'clock-unknown',
  'used-up',
  'forged',
  'wrong-door',
  'locked-out',
  'lockdown',
  'blocked',
  'no-rights-held',
] as const;

const command = record({ command: Type.String({ maxLength: 64 }) });
const seconds = Type.Optional(Type.Integer({ minimum: 500, maximum: 600_000 }));

export const doorController: DeviceProfile = {
  kind: 'door-controller',
  title: { zh: '门禁控制器', en: 'Door controller' },
  heartbeatMs: 10_000,
  events: {
    ...generalEvents,
    opened: { title: { zh: '门已打开', en: 'Door opened' }, data: nothing },
    closed: { title: { zh: '门已关闭', en: 'Door closed' }, data: nothing },
    /** A granted passage was used, or the lock fell again without it. */
    taken: { title: { zh: '已通行', en: 'Passage taken' }, data: command },
    'not-taken': { title: { zh: '未通行', en: 'Passage not taken' }, data: command },
    /** The button inside: the door opens for whoever presses it, and the gateway is told. */
    'exit-requested': { title: { zh: '出门按钮', en: 'Exit button' }, data: nothing },
    'forced-open': { title: { zh: '强行开门', en: 'Door forced open' }, data: nothing, raises: 'door-forced' },
    'forced-ended': { title: { zh: '强开恢复', en: 'Forced door closed' }, data: nothing, clears: 'door-forced' },
    /** It sounds at the door: in a moment it will count as held. */
    'pre-alarm': { title: { zh: '门将超时', en: 'Door about to be held open' }, data: nothing },
    'held-open': { title: { zh: '门开超时', en: 'Door held open' }, data: nothing, raises: 'door-held' },
    'held-ended': { title: { zh: '门开超时恢复', en: 'Held door closed' }, data: nothing, clears: 'door-held' },
    'fire-released': {
      title: { zh: '消防释放', en: 'Released by fire input' },
      data: nothing,
      raises: 'fire-release',
    },
    /** Only somebody on the spot ends it: the input is off and was reset by hand. */
    'fire-ended': { title: { zh: '消防释放解除', en: 'Fire release ended' }, data: nothing, clears: 'fire-release' },
    /** The supervised fire input is cut or short: that is a fault and no fire. */
    'fire-input-fault': {
      title: { zh: '消防输入故障', en: 'Fire input faulty' },
      data: nothing,
      raises: 'input-fault',
    },
    'fire-input-restored': {
      title: { zh: '消防输入恢复', en: 'Fire input restored' },
      data: nothing,
      clears: 'input-fault',
    },
    /** What the controller decided by its rights snapshot while it did not hear the gateway; sent when it does again. */
    'decided-alone': {
      title: { zh: '脱机判定', en: 'Decided alone' },
      data: record({
        method: Type.Enum(['card', 'pin', 'pass']),
        outcome: Type.Enum(['granted', 'denied']),
        reason: Type.Enum([...aloneReasons]),
        /** Id of the register; left out where none was recognised. */
        credential: Type.Optional(Id),
        duress: Type.Optional(Type.Boolean()),
        /** Whether the door was opened then. */
        taken: Type.Optional(Type.Boolean()),
        /** Version of the snapshot; 0 if it held none. */
        rights: Type.Integer({ minimum: 0 }),
      }),
    },
    /** Nine tenths of the memory for events are used. */
    'log-nearly-full': {
      title: { zh: '离线记录将满', en: 'Offline log nearly full' },
      data: nothing,
      raises: 'log-nearly-full',
    },
    'log-emptied': {
      title: { zh: '离线记录已上传', en: 'Offline log uploaded' },
      data: nothing,
      clears: 'log-nearly-full',
    },
  },
  state: record({
    mode: Type.Enum([...doorModes]),
    contact: Type.Enum(['open', 'closed']),
    alarm: Type.Enum([...doorAlarms]),
    fire: Type.Optional(Type.Boolean()),
    rights: Type.Optional(
      record({
        version: Type.Integer({ minimum: 0 }),
        credentials: Type.Integer({ minimum: 0 }),
        refused: Type.Optional(Type.Enum(['malformed', 'signature', 'not-mine', 'older'])),
      }),
    ),
  }),
  // Named as in ONVIF DoorControl: AccessDoor, UnlockDoor, LockDoor, DoubleLockDoor, BlockDoor, LockDownDoor,
  // LockDownReleaseDoor, LockOpenDoor, LockOpenReleaseDoor. What the mode does not allow is refused with a reason.
  commands: {
    /** Momentary access: release the lock, relock after `releaseMs` or when the door has closed again. */
    access: {
      title: { zh: '开门', en: 'Open once' },
      args: record({
        releaseMs: seconds,
        openMs: seconds,
        /** A visitor's pass opened it: the controller counts it too, for when it has to decide alone. Seconds since the epoch. */
        pass: Type.Optional(
          record({
            jti: Type.String({ maxLength: 64 }),
            nbf: Type.Integer({ minimum: 0 }),
            exp: Type.Integer({ minimum: 0 }),
          }),
        ),
      }),
      ttlMs: 3_000,
    },
    unlock: { title: { zh: '保持开锁', en: 'Keep unlocked' }, args: nothing, ttlMs: 5_000 },
    lock: { title: { zh: '上锁', en: 'Lock' }, args: nothing, ttlMs: 5_000 },
    'double-lock': { title: { zh: '双重上锁', en: 'Double lock' }, args: nothing, ttlMs: 5_000 },
    /** Nobody passes by a credential until it is locked or unlocked again. */
    block: { title: { zh: '禁用', en: 'Block' }, args: nothing, ttlMs: 5_000 },
    /** Accepts only its release, and the fire input. The exit button goes on letting people out. */
    'lock-down': { title: { zh: '封锁', en: 'Lock down' }, args: nothing, ttlMs: 10_000 },
    'lock-down-release': { title: { zh: '解除封锁', en: 'End lockdown' }, args: nothing, ttlMs: 10_000 },
    'lock-open': { title: { zh: '常开', en: 'Lock open' }, args: nothing, ttlMs: 10_000 },
    'lock-open-release': { title: { zh: '解除常开', en: 'End lock open' }, args: nothing, ttlMs: 10_000 },
  },
};
