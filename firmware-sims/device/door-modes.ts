import type { doorModes } from '../../devices/profiles/door-controller.ts';

type DoorMode = (typeof doorModes)[number];
/** A mode that an ordinary command ends. */
type OrdinaryMode = 'Locked' | 'Unlocked' | 'Blocked' | 'DoubleLocked';

/** What was commanded of a door, whatever stands in its way at the moment. */
export interface CommandedMode {
  mode: OrdinaryMode | 'LockedDown' | 'LockedOpen';
  /** Where the end of LockedDown or LockedOpen leads back to. */
  before: OrdinaryMode;
}

const ordinary = { lock: 'Locked', unlock: 'Unlocked', block: 'Blocked', 'double-lock': 'DoubleLocked' } as const;
/** Modes that accept nothing but their own end (ONVIF DoorControl, LockDownDoor and LockOpenDoor). */
const strict = { 'lock-down': 'LockedDown', 'lock-open': 'LockedOpen' } as const;
const releases = { 'lock-down-release': 'LockedDown', 'lock-open-release': 'LockedOpen' } as const;
const words = {
  Blocked: 'the door is blocked',
  LockedDown: 'the door is locked down',
  LockedOpen: 'the door is locked open',
  DoubleLocked: 'the door is double locked',
} as const;

/** Named as in the profile of the door controller. */
export type ModeCommand = keyof typeof ordinary | keyof typeof strict | keyof typeof releases;
export const modeCommands = [
  ...(Object.keys(ordinary) as (keyof typeof ordinary)[]),
  ...(Object.keys(strict) as (keyof typeof strict)[]),
  ...(Object.keys(releases) as (keyof typeof releases)[]),
];

const released = 'the door is released by the fire input';

/**
 * Where a command leads, or why it leads nowhere. The mode that stands already is commanded again without harm. While the fire
 * input releases the door, a lockdown may be ended, and nothing may begin.
 */
export function commandMode(
  commanded: CommandedMode,
  command: ModeCommand,
  fire: boolean,
): { commanded: CommandedMode } | { refused: string } {
  const { mode, before } = commanded;
  if (command in releases) {
    const wanted = releases[command as keyof typeof releases];
    if (mode !== wanted)
      return { refused: `the door is not ${wanted === 'LockedDown' ? 'locked down' : 'locked open'}` };
    return { commanded: { mode: before, before } };
  }
  const next = { ...ordinary, ...strict }[command as keyof typeof ordinary | keyof typeof strict];
  if (fire) return { refused: released };
  if (mode === next) return { commanded };
  if (mode === 'LockedDown' || mode === 'LockedOpen') return { refused: words[mode] };
  return { commanded: command in strict ? { mode: next, before: mode } : { mode: next, before: next as OrdinaryMode } };
}

/** Why nobody may be let in by a credential, or `undefined`. */
export function refuseAccess({ mode }: CommandedMode, fire: boolean): string | undefined {
  if (fire) return released;
  return mode === 'Locked' || mode === 'Unlocked' ? undefined : words[mode];
}

/**
 * After a power cut what shuts people out or lets all of them out stands as before. A door that was only kept unlocked is
 * locked: whoever did that may have gone long since.
 */
export function afterPowerCut({ mode, before }: CommandedMode): CommandedMode {
  const locked = <Mode extends string>(of: Mode) => (of === 'Unlocked' ? 'Locked' : of) as Exclude<Mode, 'Unlocked'>;
  return { mode: locked(mode), before: locked(before) };
}

/** The mode that is reported. `accessed`: released for a passage. */
export function reportedMode({ mode }: CommandedMode, fire: boolean, accessed: boolean): DoorMode {
  if (fire) return 'LockedOpen';
  return accessed && !isFreeMode(mode) ? 'Accessed' : mode;
}

export const isFreeMode = (mode: DoorMode): boolean => mode === 'Unlocked' || mode === 'LockedOpen';
