import { readdirSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { freemem, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import type { GatewayHealth } from '../../devices/contracts/gateway-health.ts';
import { type Ring, rings } from '../../devices/contracts/place.ts';
import type { Clock } from '../kernel/clock.ts';
import { withoutUndefined } from '../kernel/without-undefined.ts';
import { type CameraUptime, createCameraUptime } from './camera-uptime.ts';
import type { SiteCore } from './site-core.ts';

/** What is read from the system is read again after so long. */
const freshMs = 15_000;

export interface HealthFactsOptions {
  core: Pick<SiteCore, 'outbox' | 'trust' | 'cameras' | 'presence'>;
  dataDir: string;
  clock: Clock;
  /** Ages of the last analysed pictures of cameras, where there are any. */
  pictureAgesMs(): readonly number[];
  /** Codes of what does not work. */
  problems(): readonly string[];
  certificateUntilMs(): number | undefined;
  roundTripMs(): number | undefined;
  /** ETag of the settings that it runs with. */
  settings(): string | undefined;
  versions: NonNullable<GatewayHealth['versions']>;
  /** Of the device list as it stands. */
  deviceList?(): string | undefined;
  /** Where Linux tells temperatures. */
  thermalDir?: string;
}

export interface HealthFacts {
  /** Called every second: how long cameras stream is summed. */
  look(): void;
  now(): GatewayHealth;
}

/** Of the warmest zone, degrees Celsius; undefined where the system tells none. */
export function readTemperature(thermalDir = '/sys/class/thermal'): number | undefined {
  let zones: string[];
  try {
    zones = readdirSync(thermalDir).filter((name) => name.startsWith('thermal_zone'));
  } catch {
    // not Linux, or a box that hides it
    return undefined;
  }
  const found = zones.flatMap((zone) => {
    try {
      const degrees = Number(readFileSync(join(thermalDir, zone, 'temp'), 'utf8')) / 1000;
      return Number.isFinite(degrees) && degrees > -100 && degrees < 300 ? [degrees] : [];
    } catch {
      // a zone whose sensor sleeps answers with an error
      return [];
    }
  });
  return found.length === 0 ? undefined : Math.max(...found);
}

/** Kept for a while, because what the system says changes slowly and is asked for at every status. */
function createSystemFacts(dataDir: string, clock: Clock, thermalDir: string | undefined) {
  let facts: Pick<GatewayHealth, 'disk' | 'memory' | 'load' | 'temperature' | 'databaseBytes'> = {};
  let readAtMs = Number.NEGATIVE_INFINITY;
  const read = () => {
    const { bsize, blocks, bavail } = statfsSync(dataDir);
    const total = totalmem();
    const wal = statSync(join(dataDir, 'site.db-wal'), { throwIfNoEntry: false })?.size ?? 0;
    const database = statSync(join(dataDir, 'site.db'), { throwIfNoEntry: false })?.size;
    return {
      disk: { freeBytes: bsize * bavail, totalBytes: bsize * blocks },
      memory: { usedBytes: total - freemem(), totalBytes: total },
      load: Math.round(loadavg()[0]! * 100) / 100,
      ...withoutUndefined({
        temperature: readTemperature(thermalDir),
        databaseBytes: database === undefined ? undefined : database + wal,
      }),
    };
  };
  return () => {
    const nowMs = clock.monotonicMs();
    if (nowMs - readAtMs >= freshMs) {
      facts = read();
      readAtMs = nowMs;
    }
    return facts;
  };
}

/** Numbers of a ring; a ring without any is left out. */
function byRing<Entry extends { ring: Ring }, Numbers>(
  all: readonly Entry[],
  count: (ofRing: readonly Entry[], ring: Ring) => Numbers,
): Partial<Record<Ring, Numbers>> {
  const entries = rings.flatMap((ring) => {
    const ofRing = all.filter((entry) => entry.ring === ring);
    return ofRing.length === 0 ? [] : [[ring, count(ofRing, ring)] as const];
  });
  return Object.fromEntries(entries);
}

/** What the gateway tells its cloud of itself, beside counts: cheap enough for every status. */
export function createHealthFacts(options: HealthFactsOptions): HealthFacts {
  const { core, clock } = options;
  const system = createSystemFacts(options.dataDir, clock, options.thermalDir);
  const uptime: CameraUptime = createCameraUptime(clock);
  const waiting = (lane: 'alarm' | 'event') => {
    const depth = core.outbox.waiting(lane);
    const sinceMs = depth > 0 ? core.outbox.oldestMs(lane) : undefined;
    const oldestMs = sinceMs === undefined ? undefined : Math.max(0, Math.round(clock.wallMs() - sinceMs));
    return { depth, ...(oldestMs !== undefined && { oldestMs }) };
  };
  const cameras = () =>
    byRing(core.cameras.all(), (ofRing, ring) => {
      const shown = uptime.of(ring);
      const streaming = ofRing.filter(({ state }) => state === 'streaming').length;
      return { streaming, total: ofRing.length, ...(shown && { uptime: shown }) };
    });
  const devices = () =>
    byRing(
      core.presence.all().map(({ device, state }) => ({ ring: device.ring, online: state === 'online' })),
      (ofRing) => ({ online: ofRing.filter(({ online }) => online).length, total: ofRing.length }),
    );
  return {
    look: () => uptime.look(core.cameras.all().map(({ ring, state }) => ({ ring, streaming: state === 'streaming' }))),
    now: () => {
      const problem = core.trust.problem();
      const ages = options.pictureAgesMs();
      return {
        atMs: clock.wallMs(),
        ...system(),
        cameras: cameras(),
        devices: devices(),
        clock: {
          believed: problem === undefined,
          ...withoutUndefined({ problem, roundTripMs: options.roundTripMs() }),
        },
        outbox: { alarm: waiting('alarm'), event: waiting('event') },
        problems: [...new Set([...options.problems(), ...(problem ? [`clock-${problem}`] : [])])].slice(0, 50),
        versions: options.versions,
        ...withoutUndefined({
          perceptionLagMs: ages.length === 0 ? undefined : Math.round(Math.max(...ages)),
          certificateUntilMs: options.certificateUntilMs(),
          settings: options.settings(),
          deviceList: options.deviceList?.(),
        }),
      };
    },
  };
}
