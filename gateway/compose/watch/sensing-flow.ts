import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type { CommandExecutor } from '../../decision/command-executor.ts';
import type { Observation } from '../../ingest/device-intake.ts';
import { type Clock, dayMs } from '../../kernel/clock.ts';
import type { ClockTrust } from '../../kernel/clock-trust.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { CameraAlarm, DeviceSaid, Finding } from '../../sensing/finding.ts';
import { createSensing, type Sensing } from '../../sensing/sensing.ts';
import type { SitePlaces } from '../site-places.ts';
import type { AlarmFlow } from './alarm-flow.ts';

export interface SensingFlowOptions {
  site: SiteFile;
  store: Store;
  clock: Clock;
  trust: Pick<ClockTrust, 'known' | 'nowMs'>;
  log: Log;
  metrics: Metrics;
  places: SitePlaces;
  ledger: Ledger;
  alarms: Pick<AlarmFlow, 'book' | 'raise' | 'deviceEvent'>;
  issue: CommandExecutor['issue'];
  /** It burns in these zones; again whenever more bears it out. Called in the transaction of the fire's alarm. */
  fire(zones: readonly string[]): void;
}

/** Longer is no journey; whoever has moved is not looked for by their water. */
const longestAwayMs = 180 * dayMs;
/** An absence counts until the longest span after it is over: whoever is back has a whole one. */
const afterAwayMs = 3 * dayMs;
const forgetEveryMs = 3_600_000;

/** Who does something that sensing has to know, and why. */
export interface SensingDeed {
  user: string;
  reason: string;
}

/** What devices say → what it means → alarms, and orders to lifts. */
export interface SensingFlow {
  /** An event or a state, inside the intake's transaction. */
  observe(observation: Extract<Observation, { kind: 'event' | 'state' }>): void;
  /** For the rules of cameras: their alarms, seen beside what sensors say. */
  cameraAlarms: Pick<AlarmFlow, 'book' | 'raise'>;
  fireStands(): boolean;
  /** Lets a lift run that is held for an e-bike which is none. False if there is no such lift. */
  releaseLift(lift: string, deed: SensingDeed): boolean;
  /**
   * The people of a home said until when they are away, 180 days at most; nobody is called for their silence. A time that has
   * passed: they are back. False if it is too long.
   */
  setAway(home: { unit: string; room: string }, untilMs: number, user: string): boolean;
  /** Called every second. */
  check(): void;
}

export function createSensingFlow(options: SensingFlowOptions): SensingFlow {
  const { site, store, clock, log, metrics, places, alarms } = options;
  const now = () => ({ wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() });
  const sensing = createSensing({
    site,
    store,
    now: now(),
    cameraFor: places.cameraFor,
    inService: (id) => !alarms.book.outOfService().some(({ source }) => source === id),
    order: ({ device, action, args }) => {
      metrics.count('lift_orders', { action });
      options.issue({ device, action, args, ttlMs: deviceProfiles.lift.commands[action]!.ttlMs });
    },
    fireBegan: (zones) => evacuate(options, zones),
    fireEnded: () => store.afterCommit(() => log.warn({}, 'the fire is over')),
  });
  const apply = (findings: readonly Finding[]) => {
    for (const { kind, type, source, atMs, detail, grows = false } of findings) {
      metrics.count('sensing_findings', { type, kind });
      if (kind === 'raise') alarms.raise(type, source, atMs, detail, undefined, [], { grows });
      else alarms.book.clear(type, source, atMs);
    }
  };
  /** False if nobody is to be told of it. */
  const seen = (kind: CameraAlarm['kind'], type: CameraAlarm['type'], camera: string): boolean => {
    const place = places.get(camera);
    if (!place) return true;
    const { ignored, findings } = sensing.camera({ kind, type, camera, ring: place.ring, zone: place.zone }, now());
    if (ignored) metrics.count('alarms_ignored_in_fire', { type });
    apply(findings);
    return !ignored;
  };

  let forgotAtMs = Number.NEGATIVE_INFINITY;
  const forgetAway = () => {
    if (clock.monotonicMs() - forgotAtMs < forgetEveryMs || !options.trust.known()) return;
    sensing.away.forget(clock.wallMs() - afterAwayMs);
    forgotAtMs = clock.monotonicMs();
  };
  return {
    observe: (observation) => {
      const { device, wallMs, monotonicMs } = observation;
      const said = toSaid(observation);
      if (observation.kind === 'event' && !deviceProfiles[device.kind].events[said.type]?.judged) {
        alarms.deviceEvent(device, said.type, said.data, wallMs);
      }
      apply(sensing.said(said, { wallMs, monotonicMs }));
    },
    cameraAlarms: watchCameras(options, seen),
    fireStands: sensing.fireStands,
    ...createDeeds(options, sensing),
    check: () => {
      try {
        store.transaction(() => {
          apply(sensing.tick(now()));
          forgetAway();
        });
      } catch (error) {
        log.error({ err: error }, 'what sensors say could not be judged; it is tried again in a second');
      }
    },
  };
}

type Heard = Parameters<SensingFlow['observe']>[0];
function toSaid(observation: Heard): DeviceSaid {
  const { device } = observation;
  return observation.kind === 'event'
    ? { device, type: observation.event.type, data: observation.event.data }
    : { device, type: 'state', data: observation.state.values };
}

/** In a savepoint of its own: whatever fails there must not take the fire's alarm with it. */
function evacuate({ store, metrics, log, fire }: SensingFlowOptions, zones: readonly string[]): boolean {
  store.afterCommit(() => log.warn({ zones }, 'fire'));
  try {
    store.transaction(() => fire(zones));
    return true;
  } catch (err) {
    metrics.count('evacuations_failed');
    log.error({ err, zones }, 'the zones of a fire could not be evacuated; it is tried again in a second');
    return false;
  }
}

function watchCameras(
  { store, alarms }: SensingFlowOptions,
  seen: (kind: CameraAlarm['kind'], type: CameraAlarm['type'], camera: string) => boolean,
): SensingFlow['cameraAlarms'] {
  return {
    raise: (type, source, ...about) =>
      store.transaction(() => {
        if (seen('raise', type, source)) alarms.raise(type, source, ...about);
      }),
    book: {
      ...alarms.book,
      clear: (type, source, atMs) =>
        store.transaction(() => {
          alarms.book.clear(type, source, atMs);
          seen('clear', type, source);
        }),
    },
  };
}

/** What people do stands in the ledger with its effect. */
function createDeeds(
  { store, clock, trust, ledger }: SensingFlowOptions,
  sensing: Pick<Sensing, 'releaseLift' | 'away'>,
): Pick<SensingFlow, 'releaseLift' | 'setAway'> {
  const record = (user: string, action: string, subject: string, why: { reason?: string } = {}) =>
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, subject, ...why });
  return {
    releaseLift: (lift, deed) =>
      store.transaction(() => {
        if (!sensing.releaseLift(lift)) return false;
        record(deed.user, 'lift.released', lift, { reason: deed.reason });
        return true;
      }),
    // Which home is empty until when is nobody's to read years later: the ledger has an id that only the row explains.
    setAway: (home, untilMs, user) =>
      store.transaction(() => {
        const nowMs = Math.round(trust.nowMs());
        if (untilMs > nowMs + longestAwayMs) return false;
        const isBack = untilMs <= nowMs;
        const id = isBack ? sensing.away.end(home, nowMs) : sensing.away.set(home, untilMs);
        if (id !== undefined) record(user, isBack ? 'home.back' : 'home.away', id);
        return true;
      }),
  };
}
