import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import {
  clearing,
  type DeviceSaid,
  type Finding,
  type Moment,
  numberIn,
  raising,
  type SensingRule,
} from './finding.ts';
import type { Marks } from './sqlite-sensing.ts';

const usualHysteresisM = 0.1;

const levels = [
  { mark: 'high', type: 'water-level' },
  { mark: 'high-high', type: 'flood-danger' },
] as const;

/**
 * Water above the high mark is urgent, above the high-high mark a danger to life; each ends a little below its limit, so that
 * waves do not switch it. Without limits of its own a sensor's own word counts, which knows one level only.
 */
export function createWaterLevelWatch(marks: Marks): SensingRule {
  const follow = (
    device: SiteDevice,
    level: (typeof levels)[number],
    stands: boolean,
    metres: number,
    now: Moment,
  ): Finding[] => {
    const stood = marks.get(device.id, level.mark) !== undefined;
    if (stands === stood) return [];
    if (stands) {
      marks.set(device.id, level.mark, '', now);
      return [raising(level.type, device, now, { metres })];
    }
    marks.drop(device.id, level.mark);
    return [clearing(level.type, device.id, now)];
  };
  const measure = (device: SiteDevice, limits: NonNullable<SiteDevice['limits']>, metres: number, now: Moment) => {
    const { high, highHigh = Number.POSITIVE_INFINITY, hysteresis = usualHysteresisM } = limits;
    return levels.flatMap((level) => {
      const limit = level.mark === 'high' ? high : highHigh;
      const stood = marks.get(device.id, level.mark) !== undefined;
      return follow(device, level, metres >= (stood ? limit - hysteresis : limit), metres, now);
    });
  };
  return {
    said: ({ device, type, data }: DeviceSaid, now) => {
      const metres = numberIn(data, 'metres');
      if (device.kind !== 'water-level' || metres === undefined) return [];
      if (device.limits) return measure(device, device.limits, metres, now);
      return type === 'state' ? [] : follow(device, levels[0], type === 'level-high', metres, now);
    },
  };
}
