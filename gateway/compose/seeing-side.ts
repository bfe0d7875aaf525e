import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { withoutUndefined } from '../kernel/without-undefined.ts';
import { createPerceptionPool, type PerceptionPool } from '../perception/pool/perception-pool.ts';
import { toPerceptionCamera } from '../perception/to-perception-camera.ts';
import type { LoadedSite } from '../register/site/site-file.ts';
import type { FaceBook } from './people/face-book.ts';
import type { SiteCore } from './site-core.ts';

interface SeeingOptions {
  loaded: LoadedSite;
  modelsDir: string;
  log: Log;
}

/** The cameras' processes; what they see goes to the doors and to those who watch. */
export function createPool(
  { loaded, modelsDir, log }: SeeingOptions,
  core: SiteCore,
  problems: Map<string, string>,
  sendToNode: (node: string, frame: Uint8Array) => void,
): PerceptionPool {
  const { cameras, perception, evidence } = loaded.site;
  const nodeOf = new Map(cameras.map(({ id, node }) => [id, node]));
  const drawnOn = (camera: string) => core.scenes.current(camera)?.scene;
  return createPerceptionPool({
    cameras: cameras.map((camera) => toPerceptionCamera(camera, perception, drawnOn(camera.id), evidence)),
    modelsDir,
    ...withoutUndefined({ faces: perception?.faces, workers: perception?.workers }),
    limits: perception?.memoryMb === undefined ? {} : { maxRssBytes: perception.memoryMb * 2 ** 20 },
    nodes: {
      site: loaded.site.site.id,
      members: perception?.nodes ?? [],
      nodeOf: (camera) => nodeOf.get(camera),
      send: sendToNode,
    },
    log,
    on: {
      face: core.access.face,
      plate: core.access.plate,
      fall: core.watch.fall,
      objects: (sighting) => {
        core.watch.objects(sighting);
        core.objects.seen(sighting);
      },
      camera: (id, status) => {
        core.cameras.status(id, status);
        core.watch.camera(id, status);
      },
      workerLost: (index, reason) => {
        core.metrics.count('perception_restarts');
        log.warn({ worker: index, reason }, 'a perception process was lost and is started again');
        problems.delete('perception');
      },
      late: () => {
        problems.set('perception', 'the perception processes take long to begin');
        log.warn({}, 'the perception processes take long to begin; they are waited for');
      },
      failed: () => core.metrics.count('perception_unheard'),
    },
  });
}

interface Eyes {
  core: SiteCore;
  pool: PerceptionPool;
  faces: FaceBook;
  problems: Map<string, string>;
}

/** Starts the cameras' processes, then makes faces known. */
export async function startSeeing(
  { loaded, log }: SeeingOptions,
  { core, pool, faces, problems }: Eyes,
): Promise<void> {
  if (loaded.site.cameras.length === 0) return;
  try {
    await pool.start();
    problems.delete('perception');
    await faces.open();
  } catch (error) {
    // Doors open by card without it; the console and /healthz say what is missing.
    const fault = new Fault('perception-failed', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
    problems.set('perception', fault.message);
    core.metrics.count('perception_failures');
    log.error(
      { code: fault.code, problem: fault.message, hint: fault.hint },
      'cameras are not looked at; doors open by card',
    );
  }
}
