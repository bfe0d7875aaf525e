import type { AlarmType } from '../../devices/contracts/alarms.ts';
import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import {
  type CameraAlarm,
  clearing,
  type DeviceSaid,
  type Finding,
  type Moment,
  raising,
  type SensingRule,
} from './finding.ts';
import type { AreNear } from './neighbours.ts';
import type { Mark, Marks } from './sqlite-sensing.ts';

export interface FenceOptions {
  devices: readonly SiteDevice[];
  areNear: AreNear;
  marks: Marks;
  /** The camera that sees a place best. */
  cameraFor(id: string): string | undefined;
}

/** Two zones, or two principles, within this time are somebody and no wind (DOMAIN §5, Shanghai 2010). */
const togetherMs = 30_000;

const alarmOfCause: Readonly<Record<string, AlarmType>> = {
  climb: 'vibration',
  cut: 'fence-cut',
  short: 'fence-short',
};
const fenceAlarms = Object.values(alarmOfCause);
const cameraAlarms: readonly AlarmType[] = ['intrusion', 'line-crossing'];

interface Seen {
  camera: string;
  zone: string | undefined;
  atMs: number;
}

/**
 * Each fence sensor guards one zone of the fence. Marks: `hit` when it last called, `struck` while it does, with its alarms;
 * `breach` where a breach stands, with all that bore it out.
 */
export function createFenceWatch({ devices, areNear, marks, cameraFor }: FenceOptions): SensingRule {
  const fences = new Map(devices.filter(({ kind }) => kind === 'vibration').map((device) => [device.id, device]));
  let seen: Seen[] = [];
  const isNear = (zone: string | undefined, id: string) => areNear(zone, fences.get(id)?.zone);
  const isRecent = (atMs: number, now: Moment) => now.monotonicMs - atMs <= togetherMs;
  const popUp = (id: string) => {
    const camera = cameraFor(id);
    return camera === undefined ? {} : { camera };
  };

  const breach = (at: SiteDevice, other: string, now: Moment): Finding[] => {
    const standing = marks.all('breach').find(({ device }) => isNear(at.zone, device));
    const source = fences.get(standing?.device ?? at.id) ?? at;
    const known = (standing?.value ?? '').split(' ').filter(Boolean);
    const all = new Set([...known, at.id, other]);
    const grows = all.size > known.length;
    if (!standing) marks.set(source.id, 'breach', [...all].join(' '), now);
    else if (grows) marks.revalue(source.id, 'breach', [...all].join(' '));
    return [{ ...raising('perimeter-breach', source, now, { with: other, ...popUp(at.id) }), grows }];
  };
  const hit = (device: SiteDevice, type: AlarmType, strength: unknown, now: Moment): Finding[] => {
    const { id, zone } = device;
    const isOther = (mark: Mark) => mark.device !== id && isNear(zone, mark.device) && isRecent(mark.sinceMs, now);
    const other = marks.all('hit').find(isOther);
    const watched = seen.find((one) => areNear(one.zone, zone) && isRecent(one.atMs, now));
    marks.set(id, 'hit', type, now);
    const struck = new Set((marks.get(id, 'struck')?.value ?? '').split(' ').filter(Boolean)).add(type);
    marks.set(id, 'struck', [...struck].join(' '), now);
    const detail = { ...(typeof strength === 'number' && { strength }), ...popUp(id) };
    const own = raising(type, device, now, detail);
    if (other) return [own, ...breach(device, other.device, now)];
    return watched ? [own, ...breach(device, watched.camera, now)] : [own];
  };
  const quiet = ({ id }: SiteDevice, now: Moment): Finding[] => {
    const struck = (marks.get(id, 'struck')?.value ?? '').split(' ');
    marks.drop(id, 'struck');
    const isQuiet = (breached: string) =>
      !marks.all('struck').some(({ device }) => isNear(fences.get(breached)?.zone, device) || device === breached);
    const over = marks.all('breach').filter(({ device }) => isQuiet(device));
    for (const { device } of over) marks.drop(device, 'breach');
    return [
      ...fenceAlarms.filter((type) => struck.includes(type)).map((type) => clearing(type, id, now)),
      ...over.map(({ device }) => clearing('perimeter-breach', device, now)),
    ];
  };
  const arm = (device: SiteDevice, armed: boolean, now: Moment): Finding[] => {
    if (armed === (marks.get(device.id, 'disarmed') === undefined)) return [];
    if (armed) {
      marks.drop(device.id, 'disarmed');
      return [clearing('fence-disarmed', device.id, now)];
    }
    marks.set(device.id, 'disarmed', '', now);
    return [raising('fence-disarmed', device, now)];
  };

  return {
    said: ({ device, type, data }: DeviceSaid, now) => {
      if (device.kind !== 'vibration') return [];
      if (type === 'state') return typeof data.armed === 'boolean' ? arm(device, data.armed, now) : [];
      if (type === 'vibration-ended') return quiet(device, now);
      const alarm = type === 'vibration-detected' ? alarmOfCause[String(data.cause)] : undefined;
      return alarm ? hit(device, alarm, data.strength, now) : [];
    },
    camera: ({ kind, type, camera, ring, zone }: CameraAlarm, now) => {
      if (kind !== 'raise' || ring !== 1 || !cameraAlarms.includes(type)) return [];
      seen = [{ camera, zone, atMs: now.monotonicMs }, ...seen.filter((one) => isRecent(one.atMs, now))].slice(0, 64);
      const struck = marks.all('hit').find((mark) => isNear(zone, mark.device) && isRecent(mark.sinceMs, now));
      const fence = struck && fences.get(struck.device);
      return fence ? breach(fence, camera, now) : [];
    },
  };
}
