import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import { createObjectView } from '../../../gateway/compose/watch/object-view.ts';
import { createSceneBook } from '../../../gateway/compose/watch/scene-book.ts';
import { createSceneDesk } from '../../../gateway/compose/watch/scene-desk.ts';
import type { ConsoleCamera, ConsoleScenes } from '../../../gateway/console/console-ports.ts';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import type { SeenObject } from '../../../gateway/perception/messages.ts';
import { smallSite } from '../../fixtures/small-site.ts';
import { silentLog } from './silent-log.ts';

/** The gateway's own scene book and desk; what they tell cameras and rules is written down. */
export interface HandFedScenes {
  ports: ConsoleScenes;
  /** In the order in which they were told. */
  told: { camera: string; watched: boolean; masks: number }[];
  watched: Map<string, CameraScene>;
  /** What a camera's detector follows now. */
  follow(camera: string, objects: SeenObject[]): void;
  check(): void;
}

/** What the site file draws on the fire lane's picture. */
export const fireLaneScene: CameraScene = {
  areas: [
    {
      id: 'fire-lane',
      name: { zh: '消防通道', en: 'Fire lane' },
      polygon: [
        [0.2, 0.3],
        [0.8, 0.3],
        [0.9, 0.95],
        [0.1, 0.95],
      ],
    },
  ],
  rules: [{ kind: 'fire-lane', area: 'fire-lane' }],
};

export function createHandFedScenes(cameras: readonly ConsoleCamera[]): HandFedScenes {
  const site = smallSite({
    cameras: cameras.map(({ id, kind, ring, name }) => ({
      ...{ id, kind, ring, name, url: `rtsp://127.0.0.1/${id}` },
      ...(id === 'cam-fire-lane' ? { scene: fireLaneScene } : {}),
    })),
  });
  const log = silentLog();
  const scenes = createSceneBook({ site, store: openStore(':memory:'), clock: systemClock, log });
  const objects = createObjectView(systemClock);
  const told: HandFedScenes['told'] = [];
  const watched: HandFedScenes['watched'] = new Map();
  const desk = createSceneDesk({
    ...{ site, scenes, objects, log },
    pool: {
      setScene: (camera, scene) => void told.push({ camera, watched: scene.watched, masks: scene.masks.length }),
    },
    watch: { setScene: (camera, scene) => void watched.set(camera, scene) },
  });
  return {
    ...{ ports: desk.ports, told, watched, check: desk.check },
    follow: (camera, seen) =>
      objects.seen({ kind: 'objects-sighting', camera, seenAtMs: systemClock.monotonicMs(), objects: seen }),
  };
}
