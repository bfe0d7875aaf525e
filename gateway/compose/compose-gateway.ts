import { createConsoleServer } from '../console/console-server.ts';
import { createBroker } from '../ingest/aedes-broker.ts';
import type { SiteBroker } from '../ingest/broker.ts';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import type { Log } from '../kernel/log.ts';
import { startUplink, type Uplink } from '../outbox/uplink.ts';
import { createExportRunner } from '../perception/exports/export-runner.ts';
import { nodePassword } from '../perception/node/link-keys.ts';
import { createPerceptionPool, type PerceptionPool } from '../perception/pool/perception-pool.ts';
import { toPerceptionCamera } from '../perception/to-perception-camera.ts';
import { type LoadedSite, resolveFrom } from '../register/site-file.ts';
import { createClipTaker } from './clip-taker.ts';
import { createConsoleView } from './console-view.ts';
import { createFaceBook, type FaceBook } from './face-book.ts';
import { createHealthReport } from './health-report.ts';
import { createPeopleDesk } from './people-desk.ts';
import { createPerceptionFigures } from './perception-figures.ts';
import { createSceneDesk } from './scene-desk.ts';
import { createSiteCore, type SiteCore } from './site-core.ts';

export interface GatewayOptions {
  loaded: LoadedSite;
  modelsDir: string;
  webDir: string;
  version: string;
  clock: Clock;
  log: Log;
}

export interface Gateway {
  consoleUrl: string;
  mqttPort: number;
  /** The guard's generated password, at the first start only. */
  firstPassword: string | undefined;
  /** Settles when the cameras run and the faces are enrolled; doors and sensors do not wait for it. */
  seeing: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Joins the rooms to one gateway and starts it: first the broker, so that cards and sensors work at once, then the console,
 * the uplink and the cameras. Cameras that cannot start leave everything else running.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { loaded, clock, log } = options;
  const { site } = loaded;
  const dataDir = resolveFrom(loaded.baseDir, site.gateway.data);
  let broker: SiteBroker | undefined;
  let uplink: Uplink | undefined;
  const problems = new Map<string, string>();

  const core: SiteCore = createSiteCore({
    site,
    dataDir,
    clock,
    log,
    send: (device, command) => broker?.send(device, command),
    takeSnapshot: (camera) => pool.snapshot(camera),
    takeClip: createClipTaker(() => pool, clock),
    makeExport: createExportRunner({ modelsDir: options.modelsDir, log }),
    outgoing: (lane) => uplink?.wake(lane),
  });
  const pool = createPool(options, core, problems, (node, frame) => broker?.sendToNode(node, frame));
  const figures = createPerceptionFigures(core.metrics, pool);
  const sceneDesk = createSceneDesk({ ...core, site, pool, log });
  const faces = createFaceBook({ ...core, site, baseDir: loaded.baseDir, dataDir, pool, clock, log });
  const facesProblem = faces.problem();
  if (facesProblem !== undefined) problems.set('templates', facesProblem);
  const health = createHealthReport({
    core,
    site,
    version: options.version,
    clock,
    broker: () => broker,
    uplink: () => uplink,
    pool,
  });

  core.executor.expire();
  core.outbox.append({
    lane: 'event',
    type: 'ringward.gateway.started',
    atMs: clock.wallMs(),
    data: { version: options.version, boot: core.bootId },
  });
  try {
    const { host, port } = site.gateway.mqtt;
    const devices = site.devices;
    broker = await createBroker({
      site: site.site.id,
      host,
      port,
      devices,
      receive: core.intake.receive,
      nodes: {
        members: (site.perception?.nodes ?? []).map(({ id, secret }) => ({
          id,
          password: nodePassword({ site: site.site.id, node: id, secret }),
        })),
        receive: ({ node, channel, payload }) => pool.fromNode(node, channel, payload),
      },
      log,
      metrics: core.metrics,
    });
    const ports = createConsoleView({
      ...core,
      site,
      clock,
      pool,
      people: createPeopleDesk({ ...core, site, faces, pool, clock, log }),
      scenes: sceneDesk.ports,
      health: health.report,
      perception: figures.view,
      problems: () => [...problems.values(), ...core.scenes.problems()],
    });
    const console = await createConsoleServer({
      ...site.gateway.console,
      dataDir,
      ports,
      log,
      webDir: options.webDir,
      now: clock.wallMs,
    });
    if (site.cloud) {
      const { url, token } = site.cloud;
      const { outbox, metrics } = core;
      uplink = startUplink({
        url,
        token,
        gateway: site.gateway.id,
        outbox,
        clock,
        log,
        metrics,
        status: health.status,
        changed: health.changed,
      });
    }
    const timer = setInterval(() => {
      figures.count();
      sceneDesk.check();
      tick(core, health.changed);
    }, 1000);
    const seeing = startSeeing(options, core, { pool, faces }, problems);
    const stop = createStop({ timer, pool, faces, uplink, console, broker, core });
    return { consoleUrl: console.url, mqttPort: broker.port, firstPassword: console.firstPassword, seeing, stop };
  } catch (error) {
    await broker?.close();
    await core.evidence.close();
    core.store.close();
    throw error;
  }
}

function createPool(
  { loaded, modelsDir, log }: GatewayOptions,
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
    ...(perception?.faces ? { faces: perception.faces } : {}),
    ...(perception?.workers === undefined ? {} : { workers: perception.workers }),
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
    },
  });
}

async function startSeeing(
  options: GatewayOptions,
  core: SiteCore,
  { pool, faces }: { pool: PerceptionPool; faces: FaceBook },
  problems: Map<string, string>,
): Promise<void> {
  const { loaded, log } = options;
  if (loaded.site.cameras.length === 0) return;
  try {
    await pool.start();
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

function tick(core: SiteCore, healthChanged: () => void): void {
  core.store.transaction(() => {
    core.presence.check();
    core.cameras.check();
    core.watch.check();
    core.executor.expire();
  });
  healthChanged();
}

interface Running {
  timer: NodeJS.Timeout;
  pool: PerceptionPool;
  faces: FaceBook;
  uplink: Uplink | undefined;
  console: { close(): Promise<void> };
  broker: SiteBroker;
  core: SiteCore;
}

/** Stops in the order in which nothing is lost: no new input, then what uses the store, then the store. */
function createStop({ timer, pool, faces, uplink, console, broker, core }: Running): () => Promise<void> {
  return async () => {
    clearInterval(timer);
    faces.close();
    const evidence = core.evidence.close();
    await Promise.allSettled([pool.stop(), console.close(), broker.close()]);
    await uplink?.stop();
    await evidence;
    core.store.close();
  };
}
