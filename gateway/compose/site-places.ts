import type { Ring, Title } from '../../devices/contracts/place.ts';
import type { SiteDoor } from '../../devices/contracts/site-doors.ts';
import type { SiteBarrier, SiteCamera, SiteDevice, SiteFile } from '../../devices/contracts/site-file.ts';

/** Anything of the site that an alarm or a passage can stand at. */
export interface Place {
  id: string;
  ring: Ring;
  name: Title;
  zone?: string;
}

/** Look-ups over the site file: what stands where, and which camera sees it. */
export interface SitePlaces {
  get(id: string): Place | undefined;
  /** The camera that sees a place: its own, else one in its zone, else one in its ring. */
  cameraFor(id: string): string | undefined;
  camera(id: string): SiteCamera | undefined;
  doorOfController(device: string): SiteDoor | undefined;
  barrierOfController(device: string): SiteBarrier | undefined;
  /** The device that moves a door or barrier. */
  controllerOf(place: string): string | undefined;
  readersOf(door: string): readonly SiteDevice[];
}

export function createSitePlaces(site: SiteFile): SitePlaces {
  const places = new Map<string, Place>(
    [...site.devices, ...site.cameras, ...site.doors, ...site.barriers].map((place) => [place.id, place]),
  );
  const cameras = new Map(site.cameras.map((camera) => [camera.id, camera]));
  const doors = new Map(site.doors.map((door) => [door.controller, door]));
  const barriers = new Map(site.barriers.map((barrier) => [barrier.controller, barrier]));
  const controllers = new Map([...site.doors, ...site.barriers].map(({ id, controller }) => [id, controller]));
  const nearest = new Map([...places.values()].map((place) => [place.id, findCamera(site, place, doors, barriers)]));
  return {
    get: (id) => places.get(id),
    cameraFor: (id) => nearest.get(id),
    camera: (id) => cameras.get(id),
    doorOfController: (device) => doors.get(device),
    barrierOfController: (device) => barriers.get(device),
    controllerOf: (place) => controllers.get(place),
    readersOf: (door) => site.devices.filter((device) => device.kind === 'card-reader' && device.door === door),
  };
}

function findCamera(
  site: SiteFile,
  place: Place,
  doors: ReadonlyMap<string, SiteDoor>,
  barriers: ReadonlyMap<string, SiteBarrier>,
): string | undefined {
  const device = site.devices.find(({ id }) => id === place.id);
  const door = doors.get(place.id)?.id ?? device?.door ?? place.id;
  const barrier = barriers.get(place.id)?.id ?? place.id;
  const own = site.cameras.find(
    (camera) => camera.id === place.id || camera.door === door || camera.barrier === barrier,
  );
  const inZone = place.zone === undefined ? undefined : site.cameras.find((camera) => camera.zone === place.zone);
  return (own ?? inZone ?? site.cameras.find((camera) => camera.ring === place.ring))?.id;
}
