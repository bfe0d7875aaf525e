import type { Observation } from '../../ingest/device-intake.ts';

/** How old what a device says is, though its clock or ours may be wrong. */
export interface EventAges {
  /** A device has reported its state: a message that never waits for long tells how its clock stands to ours. */
  heard(observation: Observation & { kind: 'state' }): void;
  /** Milliseconds since the event; `undefined` where nothing tells, and infinite where nothing tells and it lay somewhere. */
  of(observation: Observation & { kind: 'event' }): number | undefined;
}

/** So many reports are looked at, one in this time: what a device sends at once after an outage counts as one. */
const reportsKept = 8;
const reportEveryMs = 5000;
/** After so many a device's own clock is known well enough to go by it alone. */
const reportsToGoBy = 3;
/** A controller that has no answer for 2.5 s decides alone: what lay at a broker for longer than this may have been decided there. */
const mayWaitMs = 2000;

interface Report {
  arrivedMs: number;
  /** Our monotonic clock less the device's clock. */
  offsetMs: number;
}

/**
 * Ages go by the device's clock and our monotonic one, whose distance its reports tell: the report that came fastest is the least
 * wrong. So neither a wall clock that was set nor a reader that is a minute slow shuts residents out, and an event that waited
 * for the line stays old. While few reports are known and the wall clock is believed, the older of both answers counts.
 */
export function createEventAges(clockKnown: () => boolean): EventAges {
  const reports = new Map<string, Report[]>();
  return {
    heard: ({ device, state, monotonicMs }) => {
      if (state.at === undefined) return;
      const known = reports.get(device.id) ?? [];
      const report = { arrivedMs: monotonicMs, offsetMs: monotonicMs - state.at };
      const last = known.at(-1);
      if (last && monotonicMs - last.arrivedMs < reportEveryMs)
        last.offsetMs = Math.min(last.offsetMs, report.offsetMs);
      else reports.set(device.id, [...known, report].slice(-reportsKept));
    },
    of: ({ device, event, monotonicMs, wallMs, waited }) => {
      const { at } = event;
      if (at === undefined) return waited ? Number.POSITIVE_INFINITY : undefined;
      const known = reports.get(device.id) ?? [];
      const byReports = known.map(({ offsetMs }) => monotonicMs - at - offsetMs);
      const isWallAsked = known.length < reportsToGoBy && clockKnown();
      const ages = isWallAsked ? [...byReports, wallMs - at] : byReports;
      if (ages.length === 0) return waited ? Number.POSITIVE_INFINITY : undefined;
      const ageMs = Math.max(0, ...ages);
      return waited && ageMs > mayWaitMs ? Number.POSITIVE_INFINITY : ageMs;
    },
  };
}
