import type { SiteFile } from '../../devices/contracts/site-file.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import { createActivityWatch } from './activity-watch.ts';
import { createFenceWatch } from './fence-watch.ts';
import type { CameraAlarm, DeviceSaid, Finding, Moment, SensingRule } from './finding.ts';
import { createFireWatch } from './fire-watch.ts';
import { createGasValveWatch } from './gas-valve-watch.ts';
import { createLiftWatch, type LiftOrder } from './lift-watch.ts';
import { createManholeWatch } from './manhole-watch.ts';
import { createNeighbours } from './neighbours.ts';
import { type AwayBook, createAwayBook, createMarks, createMeterLog, forgetOthers } from './sqlite-sensing.ts';
import { createWaterLevelWatch } from './water-level-watch.ts';

export interface SensingOptions {
  site: Pick<SiteFile, 'zones' | 'devices'>;
  store: Store;
  /** When this process began to listen. */
  now: Moment;
  cameraFor(id: string): string | undefined;
  /** Whether nobody is at work on a device. */
  inService(id: string): boolean;
  /** A lift is asked for something. */
  order(order: LiftOrder): void;
  /** It burns in these zones; called again when more bears it out. False if they could not be evacuated yet. */
  fireBegan(zones: string[], atMs: number): boolean;
  fireEnded(atMs: number): void;
}

/**
 * What the readings of sensors mean over time and beside each other (DOMAIN §5). What an event means by itself is said in its
 * profile. Call it inside the transaction of what caused it: what it remembers lives or dies with that.
 */
export interface Sensing {
  said(said: DeviceSaid, now: Moment): Finding[];
  /** An alarm of a camera's rules; `ignored` if it counts for nothing now. */
  camera(alarm: CameraAlarm, now: Moment): { ignored: boolean; findings: Finding[] };
  /** Called every second. */
  tick(now: Moment): Finding[];
  /** Two detectors side by side, or a call point, say that it burns. */
  fireStands(): boolean;
  /** A guard lets a held lift run. False if it is no lift. */
  releaseLift(lift: string): boolean;
  /** Homes whose people said until when they are away. */
  away: Omit<AwayBook, 'until'>;
}

export function createSensing(options: SensingOptions): Sensing {
  const { store, site, cameraFor } = options;
  const { devices } = site;
  forgetOthers(
    store,
    devices.map(({ id }) => id),
  );
  const marks = createMarks(store, options.now);
  const away = createAwayBook(store);
  const areNear = createNeighbours(site.zones);
  const fire = createFireWatch({
    devices,
    areNear,
    marks,
    inService: options.inService,
    began: (zones, atMs) => {
      lift.releaseAll();
      return options.fireBegan(zones, atMs);
    },
    ended: options.fireEnded,
  });
  const lift = createLiftWatch({ devices, marks, order: options.order, fireStands: fire.stands });
  const rules: SensingRule[] = [
    fire,
    lift,
    createGasValveWatch(devices, marks),
    createManholeWatch(devices, marks),
    createWaterLevelWatch(marks),
    createFenceWatch({ devices, areNear, marks, cameraFor }),
    createActivityWatch({ devices, marks, meters: createMeterLog(store), away }),
  ];
  return {
    said: (said, now) => rules.flatMap((rule) => rule.said?.(said, now) ?? []),
    camera: (alarm, now) => ({
      // In a fire people save what they have: nobody is to be sent for it.
      ignored: alarm.kind === 'raise' && alarm.type === 'e-bike-in-lift' && fire.stands(),
      findings: rules.flatMap((rule) => rule.camera?.(alarm, now) ?? []),
    }),
    tick: (now) => rules.flatMap((rule) => rule.tick?.(now) ?? []),
    fireStands: fire.stands,
    releaseLift: lift.release,
    away,
  };
}
