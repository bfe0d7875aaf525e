import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { clearing, type Finding, type Moment, numberIn, raising, type SensingRule } from './finding.ts';
import type { Marks } from './sqlite-sensing.ts';

/** Degrees off the baseline; and what is open whatever its baseline. */
const movedDegrees = 10;
const openDegrees = 90;
/** A lorry shakes a cover for less than this. */
const shakeMs = 2000;
/** Somebody may have lifted it for a moment; what stays moved for so long is an accident waiting. */
const actAfterMs = 30_000;
/** A sensor that was mounted askew reports no more than this while its cover lies well. */
const mostAskewDegrees = 45;

interface Shake {
  /** Since when it lies well again, though it had been moved. */
  wellSinceMs: number | undefined;
  angle: number;
}

/**
 * A cover that is tilted off its baseline for half a minute, or stands open. The baseline is learnt from the first angle at which
 * the sensor says nothing, and anew each time that it says that the cover is back.
 */
export function createManholeWatch(devices: readonly SiteDevice[], marks: Marks): SensingRule {
  const shakes = new Map<string, Shake>();
  const baselineOf = (id: string) => Number(marks.get(id, 'baseline')?.value ?? 0);

  const alarm = (device: SiteDevice, angle: number, now: Moment): Finding[] => {
    if (marks.get(device.id, 'open')) return [];
    marks.set(device.id, 'open', '', now);
    return [
      raising('manhole', device, now, { angleDegrees: Math.round(angle), baseline: Math.round(baselineOf(device.id)) }),
    ];
  };
  const well = (id: string, now: Moment): Finding[] => {
    marks.drop(id, 'moved');
    shakes.delete(id);
    if (!marks.get(id, 'open')) return [];
    marks.drop(id, 'open');
    return [clearing('manhole', id, now)];
  };
  const sense = (device: SiteDevice, angle: number, now: Moment): Finding[] => {
    const { id } = device;
    if (angle > openDegrees) {
      if (!marks.get(id, 'moved')) marks.set(id, 'moved', String(angle), now);
      shakes.set(id, { wellSinceMs: undefined, angle });
      return alarm(device, angle, now);
    }
    const isMoved = Math.abs(angle - baselineOf(id)) > movedDegrees;
    if (isMoved && !marks.get(id, 'moved')) marks.set(id, 'moved', String(angle), now);
    if (!marks.get(id, 'moved')) return [];
    const wellSinceMs = isMoved ? undefined : (shakes.get(id)?.wellSinceMs ?? now.monotonicMs);
    shakes.set(id, { wellSinceMs, angle });
    return [];
  };

  return {
    said: ({ device, type, data }, now) => {
      const angle = numberIn(data, 'angleDegrees');
      if (device.kind !== 'manhole' || angle === undefined) return [];
      const isBack = type === 'cover-restored' && angle <= openDegrees;
      const isFirst = type === 'state' && !marks.get(device.id, 'baseline') && angle <= mostAskewDegrees;
      if (isBack || (isFirst && !marks.get(device.id, 'moved'))) {
        const known = marks.get(device.id, 'baseline');
        if (known?.value !== String(angle)) marks.set(device.id, 'baseline', String(angle), now);
      }
      return isBack ? well(device.id, now) : sense(device, angle, now);
    },
    tick: (now) =>
      marks.all('moved').flatMap(({ device: id, sinceMs, value }) => {
        const { wellSinceMs, angle } = shakes.get(id) ?? { wellSinceMs: undefined, angle: Number(value) };
        if (wellSinceMs !== undefined && now.monotonicMs - wellSinceMs >= shakeMs) return well(id, now);
        const device = devices.find((one) => one.id === id);
        const isDue = wellSinceMs === undefined && now.monotonicMs - sinceMs >= actAfterMs;
        return device && isDue ? alarm(device, angle, now) : [];
      }),
  };
}
