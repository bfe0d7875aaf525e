import { randomBytes } from 'node:crypto';
import type { CameraKind, SiteCamera } from '../../devices/contracts/site-file.ts';
import { type CameraSim, startCameraSim } from '../camera/camera-sim.ts';
import {
  createDoorScene,
  createLaneScene,
  createYardScene,
  type DoorScene,
  type LaneScene,
  type Scene,
  type SceneOptions,
  type YardScene,
} from '../camera/scene.ts';
import { type Log, silentLog } from '../log.ts';

/** A camera to serve. Without a listening place it takes any free port on loopback and a password of its own. */
export interface CameraWish extends Pick<SiteCamera, 'id' | 'kind' | 'name'> {
  listen?: { host: string; port: number; credentials?: { user: string; password: string } };
}

/** What happens to a camera, at its door, in its lane and in its yard: all that the director needs to know of them. */
export type CameraSwitch = Pick<CameraSim, 'id' | 'fault'>;
export type DoorFront = Pick<DoorScene, 'walkUp' | 'clear'>;
export type Lane = Pick<LaneScene, 'driveUp' | 'leave' | 'clear'>;
export type Yard = Pick<YardScene, 'enter' | 'leave' | 'clear'>;

export interface SiteCameras {
  readonly all: ReadonlyMap<string, CameraSwitch>;
  readonly doorScenes: ReadonlyMap<string, DoorFront>;
  readonly laneScenes: ReadonlyMap<string, Lane>;
  readonly yardScenes: ReadonlyMap<string, Yard>;
  readonly urls: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Size and rate by kind: recognition is promised at 10 frames a second; the others only have to be looked at. */
const pictures: Readonly<Record<CameraKind, { width: number; height: number; fps: number }>> = {
  'face-camera': { width: 1280, height: 720, fps: 10 },
  'anpr-camera': { width: 1280, height: 720, fps: 10 },
  'dome-camera': { width: 640, height: 360, fps: 5 },
};

export async function startSiteCameras(wishes: readonly CameraWish[], log: Log = silentLog): Promise<SiteCameras> {
  const all = new Map<string, CameraSim>();
  const doorScenes = new Map<string, DoorScene>();
  const laneScenes = new Map<string, LaneScene>();
  const yardScenes = new Map<string, YardScene>();
  const stop = async () => {
    await Promise.all([...all.values()].map((camera) => camera.stop()));
  };
  try {
    for (const [index, { id, kind, name, listen }] of wishes.entries()) {
      const picture = pictures[kind];
      const { width, height } = picture;
      const options: SceneOptions = { width, height, background: index, title: name.en };
      let scene: Scene;
      if (kind === 'face-camera') {
        const door = await createDoorScene(options);
        doorScenes.set(id, door);
        scene = door;
      } else if (kind === 'anpr-camera') {
        const lane = await createLaneScene(options);
        laneScenes.set(id, lane);
        scene = lane;
      } else {
        const yard = await createYardScene(options);
        yardScenes.set(id, yard);
        scene = yard;
      }
      const place = listen ?? { credentials: { user: 'viewer', password: randomBytes(9).toString('hex') } };
      all.set(id, await startCameraSim({ id, ...picture, ...place, scene, log: withoutDebug(log) }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const urls = Object.fromEntries([...all].map(([id, camera]) => [id, camera.url]));
  return { all, doorScenes, laneScenes, yardScenes, urls, stop };
}

const withoutDebug = ({ info, warn, error }: Log) => ({ info, warn, error });

/** The cameras of a site file that this machine can play: those whose address is on loopback. */
export function wishesOf(cameras: readonly SiteCamera[]): CameraWish[] {
  return cameras.flatMap(({ id, kind, name, url }) => {
    const address = new URL(url);
    if (!['127.0.0.1', 'localhost'].includes(address.hostname)) return [];
    const user = decodeURIComponent(address.username);
    const password = decodeURIComponent(address.password);
    const port = address.port === '' ? 554 : Number(address.port);
    const listen = { host: '127.0.0.1', port, ...(user ? { credentials: { user, password } } : {}) };
    return [{ id, kind, name, listen }];
  });
}
