import type { SiteDevice } from '../../devices/contracts/site-file.ts';
import { clearing, type Finding, type Moment, numberIn, raising, type SensingRule } from './finding.ts';
import type { AwayBook, Marks, MeterLog } from './sqlite-sensing.ts';

export interface ActivityOptions {
  devices: readonly SiteDevice[];
  marks: Marks;
  meters: MeterLog;
  away: AwayBook;
}

const hourMs = 3_600_000;
const usualHours = 12;
const usualLitres = 10;
/** How often a reading is kept; the span is looked at with this fineness. */
const keepEveryMs = 600_000;
/** A meter that has been silent for longer tells nothing of its home: that is its own alarm. */
const staleMs = 15 * 60_000;
/** A step of the wall clock against the monotonic one that no correction explains. */
const jumpMs = 10 * 60_000;

/**
 * Somebody who lives alone and asked for it: less than 10 litres in 12 hours (DOMAIN §5, Shanghai), unless the home's door has
 * moved or they said that they are away. Only a home that has been watched for the whole span is judged.
 */
export function createActivityWatch({ devices, marks, meters, away }: ActivityOptions): SensingRule {
  const watched = devices.filter(({ kind, inactivity, home }) => kind === 'water-meter' && inactivity && home);
  const isHomeOf = (meter: SiteDevice, { home }: SiteDevice) =>
    home !== undefined && meter.home?.unit === home.unit && meter.home.room === home.room;

  let offsetMs: number | undefined;
  /** Hours that the clock leapt over were not watched: every span begins anew, and nobody is called for them. */
  const followClock = ({ wallMs, monotonicMs }: Moment) => {
    const beforeMs = offsetMs ?? wallMs - monotonicMs;
    offsetMs = wallMs - monotonicMs;
    if (Math.abs(offsetMs - beforeMs) > jumpMs) for (const { id } of watched) meters.clear(id);
  };

  const judge = (meter: SiteDevice, now: Moment): Finding[] => {
    const { hours = usualHours, litres = usualLitres } = meter.inactivity ?? {};
    const spanMs = hours * hourMs;
    const stands = marks.get(meter.id, 'inactive') !== undefined;
    const latest = meters.latest(meter.id);
    if (!latest || now.wallMs - latest.atMs > staleMs + keepEveryMs) return [];
    const movedAtMs = marks.get(meter.id, 'door')?.atWallMs ?? 0;
    const awayUntilMs = away.until(meter.home!) ?? 0;
    const fromMs = now.wallMs - spanMs;
    const then = meters.before(meter.id, fromMs);
    const used = latest.litres - (then ?? meters.first(meter.id) ?? latest).litres;
    const isActive = movedAtMs > fromMs || awayUntilMs > fromMs || used >= litres;
    if (stands && isActive) {
      marks.drop(meter.id, 'inactive');
      return [clearing('no-activity', meter.id, now)];
    }
    if (stands || isActive || !then) return [];
    marks.set(meter.id, 'inactive', '', now);
    return [raising('no-activity', meter, now, { hours, litres: Math.round(used * 10) / 10 })];
  };
  const read = (meter: SiteDevice, litres: number, now: Moment): Finding[] => {
    const latest = meters.latest(meter.id);
    // Another meter, or a clock that was set back: what was before says nothing of what is now.
    if (latest && (litres < latest.litres || latest.atMs > now.wallMs)) meters.clear(meter.id);
    const isNews = !latest || now.wallMs - latest.atMs >= keepEveryMs || marks.get(meter.id, 'inactive') !== undefined;
    if (isNews || litres < (latest?.litres ?? 0)) {
      meters.add(meter.id, { atMs: now.wallMs, litres });
      meters.trim(meter.id, now.wallMs - (meter.inactivity?.hours ?? usualHours) * hourMs);
    }
    return judge(meter, now);
  };

  return {
    said: ({ device, type, data }, now) => {
      followClock(now);
      if (device.kind === 'door-controller' && type === 'opened') {
        return watched
          .filter((meter) => isHomeOf(meter, device))
          .flatMap((meter) => {
            marks.set(meter.id, 'door', '', now);
            return judge(meter, now);
          });
      }
      const litres = numberIn(data, 'litres');
      if (type !== 'state' || litres === undefined || !watched.includes(device)) return [];
      return read(device, litres, now);
    },
  };
}
