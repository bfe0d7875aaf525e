import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { Ring } from '../../devices/contracts/place.ts';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';

/** What the readings of sensors come to. `raise` of what stands already is one more occurrence, with a newer detail. */
export interface Finding {
  kind: 'raise' | 'clear';
  type: AlarmType;
  /** The device it stands at. */
  source: string;
  zone?: string | undefined;
  /** Wall clock. */
  atMs: number;
  /** Codes, ids and numbers for the alarm's one line. */
  detail?: Record<string, string | number>;
  /** Something bears it out that did not before: more than the same said again. */
  grows?: boolean;
}

/** Both clocks of one moment: durations use the monotonic one, records the wall's. */
export interface Moment {
  wallMs: number;
  monotonicMs: number;
}

/** Something that a device said. */
export interface DeviceSaid {
  device: SiteDevice;
  /** The kind of event, or `state` for what it reports of itself. */
  type: string;
  data: Readonly<Record<string, unknown>>;
}

/** An alarm that a camera's rules raised or cleared. */
export interface CameraAlarm {
  kind: 'raise' | 'clear';
  type: AlarmType;
  camera: string;
  ring: Ring;
  zone: string | undefined;
}

/**
 * What one kind of reading means. Time comes in with each call; what must outlive a kill stands in the marks. All calls are
 * made inside the transaction of what caused them.
 */
export interface SensingRule {
  said?(said: DeviceSaid, now: Moment): Finding[];
  camera?(alarm: CameraAlarm, now: Moment): Finding[];
  /** Called every second. */
  tick?(now: Moment): Finding[];
}

export function raising(
  type: AlarmType,
  { id, zone }: Pick<SiteDevice, 'id' | 'zone'>,
  { wallMs }: Moment,
  detail: Record<string, string | number> = {},
): Finding {
  return { kind: 'raise', type, source: id, zone, atMs: wallMs, detail };
}

export function clearing(type: AlarmType, source: string, { wallMs }: Moment): Finding {
  return { kind: 'clear', type, source, atMs: wallMs };
}

/** A reading that is a number; nothing where the device did not send one. */
export function numberIn(data: DeviceSaid['data'], name: string): number | undefined {
  const value = data[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
