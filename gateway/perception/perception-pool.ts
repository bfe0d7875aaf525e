import type { Log } from '../kernel/log.ts';
import { dealCameras } from './deal-cameras.ts';
import type {
  CameraState,
  CameraStats,
  FaceSettings,
  FaceSighting,
  FromPerception,
  GalleryEntry,
  ObjectsSighting,
  PerceptionCamera,
  PlateSighting,
} from './messages.ts';
import { createPendingRequests, type PendingRequests } from './pending-requests.ts';
import { createViewerHub, type PerceptionViewer, type ViewerHub } from './viewer-hub.ts';
import { createWorkerProcess, type WorkerLimits, type WorkerProcess } from './worker-process.ts';

export type { PerceptionViewer } from './viewer-hub.ts';

export interface PerceptionPoolOptions {
  cameras: readonly PerceptionCamera[];
  modelsDir: string;
  faces?: FaceSettings;
  /** Processes; 2 by default, and no more than there are cameras. */
  workers?: number;
  limits?: Partial<WorkerLimits>;
  log: Log;
  on: {
    face(sighting: FaceSighting): void;
    plate(sighting: PlateSighting): void;
    objects(sighting: ObjectsSighting): void;
    camera(id: string, status: CameraState): void;
    /** It is being started again. */
    workerLost(index: number, reason: string): void;
  };
}

/** The perception processes, as the gateway's main process sees them. */
export interface PerceptionPool {
  /** Resolves when all processes are ready; rejects, with nothing left running, when one cannot be (e.g. no model file). */
  start(): Promise<void>;
  /** Who is known by face from now on, also after a restart of a process. */
  setGallery(entries: readonly GalleryEntry[]): void;
  /** Templates of ONE person's photos, in their order, and which were refused and why (`EnrolRefusal`). */
  enrol(photos: readonly string[]): Promise<Enrolment>;
  /** JPEG, at most 1280 wide; `undefined` if there is no picture within 3 s. */
  snapshot(camera: string): Promise<Uint8Array | undefined>;
  /** Until the returned function is called; `undefined` if there is no such camera. */
  watch(camera: string, viewer: PerceptionViewer): (() => void) | undefined;
  stats(): { cameras: CameraStats[]; rssBytes: number };
  /** Ids of the processes that run. */
  pids(): number[];
  stop(): Promise<void>;
}

export interface Enrolment {
  templates: Float32Array[];
  refused: { photo: string; reason: string }[];
}

const readyTimeoutMs = 60_000;
const snapshotTimeoutMs = 3000;
const enrolTimeoutMs = 30_000;
const enrolPhotoTimeoutMs = 5000;

interface Member {
  index: number;
  cameras: readonly PerceptionCamera[];
  process: WorkerProcess;
  /** While it is ready. */
  modelId: string | undefined;
  stats: (FromPerception & { kind: 'stats' }) | undefined;
  started: PromiseWithResolvers<void>;
}

interface Pool {
  options: PerceptionPoolOptions;
  members: Member[];
  memberOf: Map<string, Member>;
  hubs: Map<string, ViewerHub>;
  requests: PendingRequests<FromPerception>;
  gallery: readonly GalleryEntry[];
}

export function createPerceptionPool(options: PerceptionPoolOptions): PerceptionPool {
  const pool = createPool(options);
  const { members, memberOf, hubs, requests } = pool;

  const stop = async () => {
    requests.cancelAll(new Error('perception is stopping'));
    for (const { started } of members) started.reject(new Error('perception was stopped before it was ready'));
    await Promise.all(members.map(({ process }) => process.stop()));
    for (const hub of hubs.values()) hub.ended('ended');
  };

  return {
    stop,
    start: async () => {
      for (const { process } of members) process.start();
      const ready = Promise.all(members.map(({ started }) => started.promise));
      try {
        await withTimeout(ready, readyTimeoutMs, 'the perception processes were not ready in time');
      } catch (error) {
        await stop();
        throw error;
      }
    },
    setGallery: (entries) => {
      pool.gallery = entries;
      for (const member of members) sendGallery(pool, member);
    },
    enrol: (photos) => enrol(pool, photos),
    snapshot: async (camera) => {
      const member = memberOf.get(camera);
      if (member?.modelId === undefined) return undefined;
      const asked = requests.ask(member.index, snapshotTimeoutMs, (request) =>
        member.process.send({ kind: 'snapshot', camera, request }),
      );
      // Too late, or the process went away: either way there is no picture now.
      const answer = await asked.catch(() => undefined);
      return answer?.kind === 'snapshot' ? answer.jpeg : undefined;
    },
    watch: (camera, viewer) => hubs.get(camera)?.join(viewer),
    stats: () => ({
      cameras: members.flatMap(({ stats }) => stats?.cameras ?? []),
      rssBytes: members.reduce((sum, { stats }) => sum + (stats?.rssBytes ?? 0), 0),
    }),
    pids: () => members.map(({ process }) => process.pid()).filter((pid) => pid !== undefined),
  };
}

function createPool(options: PerceptionPoolOptions): Pool {
  const { cameras, log } = options;
  const pool: Pool = {
    options,
    members: [],
    memberOf: new Map(),
    hubs: new Map(),
    requests: createPendingRequests(),
    gallery: [],
  };
  const workers = Math.min(options.workers ?? 2, cameras.length);
  for (const [index, hand] of dealCameras(cameras, workers).entries()) {
    const member = createMember(pool, index, hand);
    pool.members.push(member);
    for (const { id } of hand) {
      pool.memberOf.set(id, member);
      const hub = createViewerHub({
        onWatched: (on) => void member.process.send({ kind: 'watch', camera: id, on }),
        onViewerFailed: (error) => log.warn({ camera: id, err: error }, 'a live viewer failed and was dropped'),
      });
      pool.hubs.set(id, hub);
    }
  }
  return pool;
}

function createMember(pool: Pool, index: number, cameras: readonly PerceptionCamera[]): Member {
  const { modelsDir, faces = {}, limits = {}, log } = pool.options;
  const process = createWorkerProcess({
    index,
    cameras,
    modelsDir,
    faces,
    log,
    limits,
    on: {
      ready: (modelId) => onReady(pool, member, modelId),
      message: (message) => onMessage(pool, member, message),
      lost: (reason) => onLost(pool, member, reason),
      failed: (problem) => member.started.reject(new Error(problem)),
    },
  });
  const started = Promise.withResolvers<void>();
  // Whoever starts the pool hears of it; before that there is nobody to tell.
  started.promise.catch(() => undefined);
  const member: Member = { index, cameras, process, modelId: undefined, stats: undefined, started };
  return member;
}

/** A process knows nothing when it begins: who is known, and who watches. */
function onReady(pool: Pool, member: Member, modelId: string): void {
  member.modelId = modelId;
  sendGallery(pool, member);
  for (const { id } of member.cameras) {
    if (pool.hubs.get(id)?.watched()) member.process.send({ kind: 'watch', camera: id, on: true });
  }
  member.started.resolve();
}

function onLost(pool: Pool, member: Member, reason: string): void {
  member.modelId = undefined;
  member.stats = undefined;
  pool.requests.cancel(member.index, new Error(`the perception process was lost: ${reason}`));
  for (const { id } of member.cameras) setCamera(pool, id, { state: 'lost', reason: 'restarting' });
  pool.options.on.workerLost(member.index, reason);
}

function onMessage(pool: Pool, member: Member, message: FromPerception): void {
  const { on, log } = pool.options;
  if (message.kind === 'face-sighting') on.face(message);
  else if (message.kind === 'plate-sighting') on.plate(message);
  else if (message.kind === 'objects-sighting') on.objects(message);
  else if (message.kind === 'camera') setCamera(pool, message.camera, message.status);
  else if (message.kind === 'stats') member.stats = message;
  else if (message.kind === 'problem') log.warn({ worker: member.index, problem: message.problem }, 'perception');
  else if (message.kind === 'enrolled' || message.kind === 'snapshot') pool.requests.answer(message.request, message);
  else if (message.kind === 'video') {
    const hub = pool.hubs.get(message.camera);
    if (message.init) hub?.init(message.bytes);
    else hub?.chunk(message.bytes, message.key);
  }
}

function setCamera(pool: Pool, id: string, status: CameraState): void {
  if (status.state === 'lost') pool.hubs.get(id)?.ended(status.reason);
  pool.options.on.camera(id, status);
}

function sendGallery({ gallery }: Pool, { process, modelId }: Member): void {
  if (modelId !== undefined) process.send({ kind: 'gallery', modelId, entries: [...gallery] });
}

async function enrol({ members, requests }: Pool, photos: readonly string[]): Promise<Enrolment> {
  const member = members.find(({ modelId }) => modelId !== undefined);
  if (!member) throw new Error('no perception process is ready to enrol faces');
  const timeoutMs = enrolTimeoutMs + photos.length * enrolPhotoTimeoutMs;
  const answer = await requests.ask(member.index, timeoutMs, (request) =>
    member.process.send({ kind: 'enrol', request, photos: [...photos] }),
  );
  if (answer.kind !== 'enrolled') throw new Error('the perception process gave another answer');
  return { templates: answer.templates, refused: answer.refused };
}

async function withTimeout(work: Promise<unknown>, timeoutMs: number, problem: string): Promise<void> {
  const expired = Promise.withResolvers<never>();
  const timer = setTimeout(() => expired.reject(new Error(problem)), timeoutMs);
  try {
    await Promise.race([work, expired.promise]);
  } finally {
    clearTimeout(timer);
  }
}
