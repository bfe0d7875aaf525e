import type { Title } from '../../devices/contracts/place.ts';
import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import type { SiteBarrier, SiteFile, SiteResident } from '../../devices/contracts/site-file.ts';
import type { PersonPhoto } from '../assets/people.ts';
import type { Cast } from '../compound/cast.ts';
import type { SeededRandom } from '../compound/seeded-random.ts';
import type { CameraSwitch, DoorFront, Lane, SiteCameras, Yard } from '../compound/site-cameras.ts';
import type { SiteDevices } from '../compound/site-devices.ts';
import type { BarrierSim } from '../device/barrier-sim.ts';
import type { DoorSim } from '../device/door-sim.ts';
import type { ReaderSim } from '../device/reader-sim.ts';
import type { SensorSim } from '../device/sensor-sims.ts';
import type { Scorebook } from './scorebook.ts';

export interface StageParts {
  site: SiteFile;
  cast: Cast;
  /** Everybody who can play a part. */
  photos: readonly PersonPhoto[];
  devices: SiteDevices;
  cameras: Pick<SiteCameras, 'all' | 'doorScenes' | 'laneScenes' | 'yardScenes'>;
  score: Scorebook;
  random: SeededRandom;
  say(text: Title): void;
  signal: AbortSignal;
}

/** The compound as the director sees it: what stands at one door or barrier, found by any of its parts. */
export interface Stage extends StageParts {
  doorBehind(camera: string): { door: SiteDoor; lock: DoorSim; scene: DoorFront };
  doorOfReader(reader: string): { door: SiteDoor; lock: DoorSim; reader: ReaderSim };
  doorOfController(controller: string): { door: SiteDoor; lock: DoorSim };
  laneOf(camera: string): { barrier: SiteBarrier; arm: BarrierSim; scene: Lane };
  yardOf(camera: string): { scene: Yard; name: Title };
  sensor(id: string): SensorSim;
  camera(id: string): { camera: CameraSwitch; name: Title };
  resident(id: string): SiteResident;
  photo(person: string): PersonPhoto;
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`this site does not have ${what}`);
  return thing;
}

export function createStage(parts: StageParts): Stage {
  const { site, devices, cameras, photos } = parts;
  const door = (id: string | undefined) =>
    found(
      site.doors.find((candidate) => candidate.id === id),
      `the door ${id}`,
    );
  const lock = (of: SiteDoor) => found(devices.doors.get(of.controller), `the controller ${of.controller}`);
  const siteCamera = (id: string) =>
    found(
      site.cameras.find((candidate) => candidate.id === id),
      `the camera ${id}`,
    );
  return {
    ...parts,
    doorBehind: (camera) => {
      const behind = door(siteCamera(camera).door);
      return {
        door: behind,
        lock: lock(behind),
        scene: found(cameras.doorScenes.get(camera), `the scene of ${camera}`),
      };
    },
    doorOfReader: (reader) => {
      const behind = door(site.devices.find(({ id }) => id === reader)?.door);
      return { door: behind, lock: lock(behind), reader: found(devices.readers.get(reader), `the reader ${reader}`) };
    },
    doorOfController: (controller) => {
      const behind = door(site.doors.find((candidate) => candidate.controller === controller)?.id);
      return { door: behind, lock: lock(behind) };
    },
    laneOf: (camera) => {
      const { barrier: id } = siteCamera(camera);
      const barrier = found(
        site.barriers.find((candidate) => candidate.id === id),
        `the barrier of ${camera}`,
      );
      const arm = found(devices.barriers.get(barrier.controller), `the controller ${barrier.controller}`);
      return { barrier, arm, scene: found(cameras.laneScenes.get(camera), `the scene of ${camera}`) };
    },
    yardOf: (camera) => ({
      scene: found(cameras.yardScenes.get(camera), `the yard before ${camera}`),
      name: siteCamera(camera).name,
    }),
    sensor: (id) => found(devices.sensors.get(id), `the sensor ${id}`),
    camera: (id) => ({ camera: found(cameras.all.get(id), `the camera ${id}`), name: siteCamera(id).name }),
    resident: (id) =>
      found(
        site.residents.find((candidate) => candidate.id === id),
        `the resident ${id}`,
      ),
    photo: (person) =>
      found(
        photos.find(({ id }) => id === person),
        `a photo of ${person}`,
      ),
  };
}

/** Which door or barrier a controller serves; the controller itself where there is none. */
export function createPlaceFinder(site: Pick<SiteFile, 'doors' | 'barriers'>): (controller: string) => string {
  const places = new Map([...site.doors, ...site.barriers].map(({ id, controller }) => [controller, id]));
  return (controller) => places.get(controller) ?? controller;
}
