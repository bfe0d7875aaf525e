import type { ListedDevice, StandingRefusal } from '../../devices/contracts/device-list.ts';

/** A device with how it stands, and who said so and why, in the words of whoever it was. */
export interface ConsoleStanding extends Omit<ListedDevice, 'by'> {
  /** `site-file`, `gateway`, `user:NAME` or `cloud:SIGN`; left out where nothing was decided yet. */
  by?: string;
  why?: string;
}

export type StandingOutcome =
  | { ok: true; device: ConsoleStanding }
  | { ok: false; code: StandingRefusal | 'no-device' };

/** Which devices count. */
export interface ConsoleDevices {
  list(): ConsoleStanding[];
  /** `revision`: of the standing that was seen; refused where it has changed since. */
  approve(device: string, revision: number, user: string, reason: string): StandingOutcome;
  /** At once: its connection ends, and nothing that it says has an effect. */
  revoke(device: string, user: string, reason: string): StandingOutcome;
}
