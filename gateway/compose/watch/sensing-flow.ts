import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type { CommandExecutor } from '../../decision/command-executor.ts';
import type { Observation } from '../../ingest/device-intake.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import type { Store } from '../../kernel/sqlite-store.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { CameraAlarm, Finding } from '../../sensing/finding.ts';
import { createSensing } from '../../sensing/sensing.ts';
import type { SitePlaces } from '../site-places.ts';
import type { AlarmFlow } from './alarm-flow.ts';

export interface SensingFlowOptions {
  site: SiteFile;
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  places: SitePlaces;
  ledger: Ledger;
  alarms: Pick<AlarmFlow, 'book' | 'raise' | 'deviceEvent'>;
  issue: CommandExecutor['issue'];
  /** It burns in these zones; again whenever there are more of them. Called once that is on disk. */
  fire(zones: readonly string[]): void;
}

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
  /** The people of a home said until when they are away; nobody is called for their silence. */
  setAway(home: { unit: string; room: string }, untilMs: number, deed: SensingDeed): void;
  /** Called every second. */
  check(): void;
}

export function createSensingFlow(options: SensingFlowOptions): SensingFlow {
  const { site, store, clock, log, metrics, places, ledger, alarms } = options;
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
    fireBegan: (zones) =>
      store.afterCommit(() => {
        log.warn({ zones }, 'fire');
        options.fire(zones);
      }),
    fireEnded: () => store.afterCommit(() => log.warn({}, 'the fire is over')),
  });
  const apply = (findings: readonly Finding[]) => {
    for (const { kind, type, source, atMs, detail } of findings) {
      metrics.count('sensing_findings', { type, kind });
      if (kind === 'raise') alarms.raise(type, source, atMs, detail);
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
  const record = (
    { user, reason }: SensingDeed,
    action: string,
    subject: string,
    detail: Record<string, number> = {},
  ) => ledger.append({ atMs: clock.wallMs(), actor: { kind: 'user', id: user }, action, subject, reason, detail });

  return {
    observe: (observation) => {
      const { device, wallMs, monotonicMs } = observation;
      const said =
        observation.kind === 'event'
          ? { device, type: observation.event.type, data: observation.event.data }
          : { device, type: 'state', data: observation.state.values };
      if (observation.kind === 'event' && !deviceProfiles[device.kind].events[said.type]?.judged) {
        alarms.deviceEvent(device, said.type, said.data, wallMs);
      }
      apply(sensing.said(said, { wallMs, monotonicMs }));
    },
    cameraAlarms: {
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
    },
    fireStands: sensing.fireStands,
    releaseLift: (lift, deed) =>
      store.transaction(() => {
        if (!sensing.releaseLift(lift)) return false;
        record(deed, 'lift.released', lift);
        return true;
      }),
    setAway: (home, untilMs, deed) =>
      store.transaction(() => {
        sensing.setAway(home, untilMs);
        record(deed, 'home.away', `${home.unit}/${home.room}`, { untilMs });
      }),
    check: () => {
      try {
        store.transaction(() => apply(sensing.tick(now())));
      } catch (error) {
        log.error({ err: error }, 'what sensors say could not be judged; it is tried again in a second');
      }
    },
  };
}
