import { dirname, join } from 'node:path';
import type { Title } from '../devices/contracts/place.ts';
import { busAddress } from '../devices/contracts/site-broker.ts';
import type { SiteFile } from '../devices/contracts/site-file.ts';
import { people } from './assets/people.ts';
import type { Play } from './backchannel.ts';
import { type Cast, readCast } from './compound/cast.ts';
import { deviceMemoryFolder } from './compound/linden-court.ts';
import { cameras as courtCameras } from './compound/linden-court-plan.ts';
import { readReleaseKeys, readSite, readSiteKey } from './compound/read-site.ts';
import { createSeededRandom } from './compound/seeded-random.ts';
import type { CameraWish, SiteCameras } from './compound/site-cameras.ts';
import { type SiteDevices, startSiteDevices } from './compound/site-devices.ts';
import { playDay } from './director/play-day.ts';
import { playMinute } from './director/play-minute.ts';
import { createScorebook, type PlayReport } from './director/scorebook.ts';
import { createPlaceFinder, createStage, type Stage } from './director/stage.ts';
import type { Log } from './log.ts';
import { startRemoteCameras } from './remote-cameras.ts';

export interface SimulationOptions {
  log: Log;
  /** What happens, told to a person. */
  say(text: Title): void;
}

/** The whole compound as one thing: cameras first, then devices, then a play. */
export interface Simulation {
  /** Serves these cameras, or those of Linden Court; returns their addresses by id. */
  startCameras(wishes?: readonly CameraWish[]): Promise<Readonly<Record<string, string>>>;
  /** Connects the devices of a site file; returns those that are not connected after `timeoutMs`. */
  startDevices(
    siteFile: string,
    mqttPort?: number,
    /** `ca`: the authority (PEM) of a broker that speaks TLS. */
    more?: { timeoutMs?: number; ca?: string | undefined },
  ): Promise<{ total: number; offline: string[] }>;
  /** Resolves at the end of the play: with a report for `minute`, with nothing for `day` once it was stopped. */
  play(play: Play): Promise<PlayReport | undefined>;
  /** The compound for somebody who plays by hand. */
  stage(): Stage;
  stop(): Promise<void>;
}

const defaultStartMs = 30_000;

export function createSimulation({ log, say }: SimulationOptions): Simulation {
  const stopping = new AbortController();
  let cameras: SiteCameras | undefined;
  let compound: { site: SiteFile; cast: Cast; devices: SiteDevices } | undefined;

  const stage = (): Stage => {
    if (!compound || !cameras) throw new Error('start cameras and devices before a play');
    const score = createScorebook(
      [...compound.devices.doors.values(), ...compound.devices.barriers.values()],
      createPlaceFinder(compound.site),
    );
    const random = createSeededRandom(Date.now());
    return createStage({ ...compound, photos: people, cameras, score, random, say, signal: stopping.signal });
  };
  return {
    async startCameras(wishes = courtCameras) {
      if (cameras) throw new Error('the cameras are running already');
      cameras = await startRemoteCameras(wishes, log);
      return cameras.urls;
    },
    async startDevices(siteFile, mqttPort, { timeoutMs = defaultStartMs, ca } = {}) {
      if (compound) throw new Error('the devices are running already');
      const site = readSite(siteFile);
      const dir = dirname(siteFile);
      const { host, port, tls } = busAddress(site.gateway);
      if (tls && mqttPort === undefined && ca === undefined)
        throw new Error(
          'the broker speaks TLS: give its authority with --broker-ca, or name the port of a listener without TLS',
        );
      const devices = startSiteDevices({
        site,
        broker: { host: /^(0\.0\.0\.0|::)$/.test(host) ? 'localhost' : host, port: mqttPort ?? port, ca },
        memoryDir: join(dir, deviceMemoryFolder),
        siteKey: () => readSiteKey(siteFile, site),
        releaseKeys: () => readReleaseKeys(siteFile, site),
        log,
      });
      compound = { site, cast: readCast(dir, people), devices };
      return { total: devices.all.size, offline: await devices.whenOnline(timeoutMs) };
    },
    async play(play) {
      const scene = stage();
      try {
        if (play === 'minute') return await playMinute(scene);
        await playDay(scene);
        return undefined;
      } finally {
        scene.score.close();
      }
    },
    stage,
    async stop() {
      stopping.abort();
      await Promise.all([compound?.devices.stop(), cameras?.stop()]);
    },
  };
}
