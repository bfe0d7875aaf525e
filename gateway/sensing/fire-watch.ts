import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { clearing, type DeviceSaid, type Finding, type Moment, raising, type SensingRule } from './finding.ts';
import type { AreNear } from './neighbours.ts';
import type { Mark, Marks } from './sqlite-sensing.ts';

export interface FireOptions {
  devices: readonly SiteDevice[];
  areNear: AreNear;
  marks: Marks;
  /** Whether a detector counts: one that is worked on, or tested, calls nobody by itself. */
  inService(id: string): boolean;
  /**
   * It burns in these zones; asked again whenever one more detector or call point is of the fire. False if they could not be
   * evacuated: then it is asked again every second. Once it was done it is not, so that whoever ends an evacuation is not overruled
   * by what had called already.
   */
  began(zones: string[], atMs: number): boolean;
  /** Every detector and call point of every fire has been reset. */
  ended(atMs: number): void;
}

export interface FireWatch extends SensingRule {
  stands(): boolean;
}

/** A second detector within this time of the first makes it a fire (DOMAIN §5: two adjacent). */
const togetherMs = 5 * 60_000;

const latches: Readonly<Record<string, string>> = { 'smoke-detected': 'smoke-reset', pressed: 'reset' };
const resets = Object.values(latches);

/**
 * One detector is smoke, to be verified; two side by side, or a call point, are a fire. The mark `alight` stands at each
 * detector and call point from its alarm to its reset, and says to which fire it belongs: the device at which that began. The mark
 * `evacuated` stands beside it once its zone is evacuated.
 */
export function createFireWatch({ devices, areNear, marks, inService, began, ended }: FireOptions): FireWatch {
  const byId = new Map(devices.map((device) => [device.id, device]));
  const zoneOf = (id: string) => byId.get(id)?.zone;
  const alight = () => marks.all('alight');
  const membersOf = (fire: string) => alight().filter(({ value }) => value === fire);
  const fires = () => new Set(alight().flatMap(({ value }) => (value === '' ? [] : [value])));
  const evacuate = (members: readonly Mark[], now: Moment) => {
    const fresh = members.filter(({ device }) => !marks.get(device, 'evacuated'));
    if (fresh.length === 0) return;
    const zones = [...new Set(members.flatMap(({ device }) => zoneOf(device) ?? []))];
    if (!began(zones, now.wallMs)) return;
    for (const { device } of fresh) marks.set(device, 'evacuated', '', now);
  };
  const nearTo =
    ({ zone }: SiteDevice) =>
    (mark: Mark) =>
      areNear(zone, zoneOf(mark.device));

  const lit = (device: SiteDevice, now: Moment): Finding[] => {
    const near = alight().filter((mark) => mark.device !== device.id && nearTo(device)(mark));
    const isAlight = marks.get(device.id, 'alight');
    const standing = isAlight?.value || near.find(({ value }) => value !== '')?.value;
    const isRecent = ({ sinceMs }: Mark) => now.monotonicMs - sinceMs <= togetherMs;
    const recent = near.filter(isRecent).map((mark) => mark.device);
    const isFire = standing || device.kind === 'call-point' || recent.length > 0;
    // It stands where nobody is at work: the alarm of a device that is worked on is on no list.
    const place = [device.id, ...recent].find(inService);
    const fire = isFire ? standing || place || '' : '';
    marks.set(device.id, 'alight', fire, now);
    if (fire === '') return [];
    for (const mark of near) if (mark.value === '') marks.revalue(mark.device, 'alight', fire);
    const members = membersOf(fire);
    evacuate(members, now);
    const source = byId.get(fire) ?? device;
    const calls = members.filter((mark) => byId.get(mark.device)?.kind === 'call-point').length;
    const detail = { detectors: members.length - calls, ...(calls > 0 && { callPoints: calls }), latest: device.id };
    return [{ ...raising('fire', source, now, detail), grows: isAlight?.value !== fire }];
  };

  const reset = ({ id }: SiteDevice, now: Moment): Finding[] => {
    const fire = marks.get(id, 'alight')?.value;
    marks.drop(id, 'alight');
    marks.drop(id, 'evacuated');
    if (!fire || membersOf(fire).length > 0) return [];
    if (fires().size === 0) ended(now.wallMs);
    return [clearing('fire', fire, now)];
  };

  return {
    stands: () => fires().size > 0,
    said: ({ device, type }: DeviceSaid, now) => {
      if (device.kind !== 'smoke' && device.kind !== 'call-point') return [];
      if (type in latches) return lit(device, now);
      return resets.includes(type) ? reset(device, now) : [];
    },
    tick: (now) => {
      for (const fire of fires()) evacuate(membersOf(fire), now);
      return [];
    },
  };
}
