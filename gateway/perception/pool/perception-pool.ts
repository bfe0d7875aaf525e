import type { Log } from '../../kernel/log.ts';
import type {
  CameraState,
  CameraStats,
  FaceSettings,
  FaceSighting,
  FallSighting,
  FromPerception,
  GalleryEntry,
  ObjectsSighting,
  PerceptionCamera,
  PlateSighting,
} from '../messages.ts';
import { createNodeWorker, type PoolNodes } from '../node/node-worker.ts';
import type { NodeFigures, RemoteWorker } from '../node/remote-worker.ts';
import { dealCameras } from './deal-cameras.ts';
import { hearSafely } from './hear-safely.ts';
import { createPendingRequests, type PendingRequests } from './pending-requests.ts';
import type { ClipOutcome, ClipSink, Enrolment, LiveHint, ProcessFigures } from './pool-answers.ts';
import { takeClip } from './take-clip.ts';
import { createViewerHub, type PerceptionViewer, type ViewerHub } from './viewer-hub.ts';
import {
  createWorkerProcess,
  maxRssBytesOf,
  type WorkerLimits,
  type WorkerOn,
  type WorkerProcess,
} from './worker-process.ts';

export type { ClipOutcome, ClipSink, Enrolment, LiveHint, ProcessFigures } from './pool-answers.ts';
export type { PerceptionViewer } from './viewer-hub.ts';

export interface PerceptionPoolOptions {
  cameras: readonly PerceptionCamera[];
  modelsDir: string;
  faces?: FaceSettings;
  /** Processes; 2 by default, and no more than there are cameras. */
  workers?: number;
  limits?: Partial<WorkerLimits>;
  /** Perception processes on other machines: they look at the cameras that name them, whenever they are there. */
  nodes?: PoolNodes;
  log: Log;
  on: {
    face(sighting: FaceSighting): void;
    plate(sighting: PlateSighting): void;
    objects(sighting: ObjectsSighting): void;
    fall?(sighting: FallSighting): void;
    camera(id: string, status: CameraState): void;
    /** It is being started again. */
    workerLost(index: number, reason: string): void;
    /** A process of this machine takes longer than a minute to begin; it is waited for. */
    late?(): void;
    /** One of the others has thrown: the sighting had no effect. */
    failed?(error: unknown): void;
  };
}

/** What is drawn on a picture, as far as its process must know it. */
export type DrawnScene = Pick<PerceptionCamera, 'watched' | 'masks' | 'falls'>;

/** The perception processes, as the gateway's main process sees them. */
export interface PerceptionPool {
  /** Resolves when all processes of this machine are ready, however long that takes. Rejects, with nothing left running, when one cannot be (e.g. no model file). */
  start(): Promise<void>;
  /**
   * Who is known by face from now on, also after a restart of a process. With `modelId`, a process that runs another
   * model refuses the templates.
   */
  setGallery(entries: readonly GalleryEntry[], modelId?: string): void;
  /** The model whose templates are understood; `undefined` while no process is ready. */
  faceModelId(): string | undefined;
  /** Templates of ONE person's photos, in their order, and which were refused and why (`EnrolRefusal`). */
  enrol(photos: readonly string[]): Promise<Enrolment>;
  /**
   * Templates of whoever stands before a camera, best first; without any, why not (`camera-lost`, `cancelled`, `busy`, or
   * what the looks showed). Ends by itself after `seconds` at the latest, or by `signal`.
   */
  enrolLive(camera: string, seconds: number, onHint: (hint: LiveHint) => void, signal: AbortSignal): Promise<Enrolment>;
  /** JPEG, at most 1280 wide; `undefined` if there is no picture within 3 s. */
  snapshot(camera: string): Promise<Uint8Array | undefined>;
  /**
   * What a camera sees from `fromMs` to `toMs` (monotonic), as the pieces of one MP4 file; resolves with the times that it
   * really holds, after `toMs`. `problem` is one of `clipProblems`; without a single piece there is no clip. Rejects if the
   * process was lost, gave no answer in time or the sink threw: then what came is no whole file.
   */
  clip(camera: string, fromMs: number, toMs: number, sink: ClipSink): Promise<ClipOutcome>;
  /** What is drawn on a camera's picture from now on, also after a restart of its process. */
  setScene(camera: string, scene: DrawnScene): void;
  /** Whether a part of its picture is blacked out now. */
  isMasked(camera: string): boolean;
  /** Until the returned function is called; `undefined` if there is no such camera. */
  watch(camera: string, viewer: PerceptionViewer): (() => void) | undefined;
  /** The last figures of each process that runs, of those on other machines only the cameras; never more than two seconds old. */
  stats(): { cameras: CameraStats[]; rssBytes: number; processes: ProcessFigures[] };
  /** What a node on another machine said to this one. */
  fromNode(node: string, channel: 'up' | 'availability', payload: Uint8Array): void;
  nodes(): NodeFigures[];
  /** Ids of the processes of this machine that run. */
  pids(): number[];
  stop(): Promise<void>;
}

const lateAfterMs = 60_000;
const snapshotTimeoutMs = 3000;
const enrolTimeoutMs = 30_000;
const enrolPhotoTimeoutMs = 5000;

interface Member {
  index: number;
  /** As they are drawn now: the process has the same list, and reads it whenever it starts. */
  cameras: PerceptionCamera[];
  process: WorkerProcess;
  /** Set if it runs on another machine: then `process` is the same. */
  remote: RemoteWorker | undefined;
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
  galleryModel: string | undefined;
  hints: Map<number, (hint: LiveHint) => void>;
  clips: Map<number, (bytes: Uint8Array) => void>;
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
      for (const member of members) {
        if (member.remote) for (const { id } of member.cameras) setCamera(pool, id, lostWith(member));
        member.process.start();
      }
      const late = setTimeout(() => pool.options.on.late?.(), lateAfterMs);
      try {
        await Promise.all(members.map(({ remote, started }) => (remote ? undefined : started.promise)));
      } catch (error) {
        await stop();
        throw error;
      } finally {
        clearTimeout(late);
      }
    },
    setGallery: (entries, modelId) => {
      pool.gallery = entries;
      pool.galleryModel = modelId;
      for (const member of members) sendGallery(pool, member);
    },
    faceModelId: () => readyHere(members)?.modelId,
    fromNode: (node, channel, payload) =>
      members.find(({ remote }) => remote?.node === node)?.remote?.receive(channel, payload),
    nodes: () => members.flatMap(({ remote }) => remote?.figures() ?? []),
    enrol: (photos) => enrol(pool, photos),
    enrolLive: (camera, seconds, onHint, signal) => enrolLive(pool, { camera, seconds }, onHint, signal),
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
    clip: (camera, fromMs, toMs, sink) => takeClip(pool, { camera, fromMs, toMs }, sink),
    setScene: (camera, scene) => setScene(pool, camera, scene),
    isMasked: (camera) =>
      memberOf.get(camera)?.cameras.some(({ id, masks }) => id === camera && masks.length > 0) ?? false,
    watch: (camera, viewer) => hubs.get(camera)?.join(viewer),
    stats: () => ({
      processes: members.flatMap(({ index, process, stats }) => {
        const pid = process.pid();
        return stats && pid !== undefined ? [{ ...stats, index, pid }] : [];
      }),
      cameras: members.flatMap(({ stats }) => stats?.cameras ?? []),
      rssBytes: members.reduce((sum, { remote, stats }) => sum + (remote ? 0 : (stats?.rssBytes ?? 0)), 0),
    }),
    pids: () => members.map(({ process }) => process.pid()).filter((pid) => pid !== undefined),
  };
}

function createPool(options: PerceptionPoolOptions): Pool {
  const { cameras, log } = options;
  const { members: nodes = [], nodeOf = () => undefined } = options.nodes ?? {};
  const here = cameras.filter(({ id }) => nodeOf(id) === undefined);
  // There is always a process of our own: photos to enrol are files of this machine.
  const workers = Math.max(1, Math.min(options.workers ?? 2, here.length));
  const pool: Pool = {
    // they share the memory that there is
    options: {
      ...options,
      on: hearSafely(options.on, log),
      limits: { maxRssBytes: maxRssBytesOf(workers), ...options.limits },
    },
    members: [],
    memberOf: new Map(),
    hubs: new Map(),
    requests: createPendingRequests(),
    gallery: [],
    galleryModel: undefined,
    hints: new Map(),
    clips: new Map(),
  };
  const created = [
    ...dealCameras(here, workers).map((hand, index) => createMember(pool, index, hand)),
    ...nodes.map((node, at) => {
      const hand = cameras.filter(({ id }) => nodeOf(id) === node.id);
      return createMember(pool, workers + at, hand, node);
    }),
  ];
  for (const member of created) {
    const hand = member.cameras;
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

function createMember(
  pool: Pool,
  index: number,
  cameras: PerceptionCamera[],
  node?: PoolNodes['members'][number],
): Member {
  const { modelsDir, faces = {}, limits = {}, log, nodes } = pool.options;
  const shared = { cameras, faces, log, limits };
  const on: WorkerOn = {
    ready: (modelId) => onReady(pool, member, modelId),
    message: (message) => onMessage(pool, member, message),
    lost: (reason) => onLost(pool, member, reason),
    failed: (problem) => member.started.reject(new Error(problem)),
  };
  const remote = node && nodes ? createNodeWorker(nodes, node, { ...shared, on }) : undefined;
  const process = remote ?? createWorkerProcess({ ...shared, index, modelsDir, on });
  const started = Promise.withResolvers<void>();
  // Whoever starts the pool hears of it; before that there is nobody to tell.
  started.promise.catch(() => undefined);
  const member: Member = { index, cameras, process, remote, modelId: undefined, stats: undefined, started };
  return member;
}

/** A process knows nothing when it begins: who is known, and who watches. */
function onReady(pool: Pool, member: Member, modelId: string): void {
  member.modelId = modelId;
  sendGallery(pool, member);
  for (const { id, watched, masks, falls = [] } of member.cameras) {
    // It may have been drawn anew since the process was told.
    member.process.send({ kind: 'scene', camera: id, watched, masks, falls });
    if (pool.hubs.get(id)?.watched()) member.process.send({ kind: 'watch', camera: id, on: true });
  }
  member.started.resolve();
}

function onLost(pool: Pool, member: Member, reason: string): void {
  member.modelId = undefined;
  member.stats = undefined;
  pool.requests.cancel(member.index, new Error(`the perception process was lost: ${reason}`));
  for (const { id } of member.cameras) setCamera(pool, id, lostWith(member));
  if (!member.remote) pool.options.on.workerLost(member.index, reason);
}

const lostWith = ({ remote }: Member): CameraState => ({ state: 'lost', reason: remote ? 'node-away' : 'restarting' });

function readyHere(members: readonly Member[]): Member | undefined {
  const ready = members.filter(({ remote, modelId }) => remote === undefined && modelId !== undefined);
  // One that looks at faces anyway has their models open.
  return ready.find(({ cameras }) => cameras.some(({ kind }) => kind === 'face-camera')) ?? ready[0];
}

function onMessage(pool: Pool, member: Member, message: FromPerception): void {
  const { on, log } = pool.options;
  if (message.kind === 'face-sighting') on.face(message);
  else if (message.kind === 'plate-sighting') on.plate(message);
  else if (message.kind === 'objects-sighting') on.objects(message);
  else if (message.kind === 'fall-sighting') on.fall?.(message);
  else if (message.kind === 'camera') setCamera(pool, message.camera, message.status);
  else if (message.kind === 'stats') member.stats = message;
  else if (message.kind === 'problem') log.warn({ worker: member.index, problem: message.problem }, 'perception');
  else if (message.kind === 'enrol-hint') {
    const { request, hint, kept, wanted } = message;
    pool.hints.get(request)?.({ hint, kept, wanted });
  } else if (message.kind === 'clip-chunk') pool.clips.get(message.request)?.(message.bytes);
  else if (message.kind === 'enrolled' || message.kind === 'snapshot' || message.kind === 'clip-end')
    pool.requests.answer(message.request, message);
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

function sendGallery({ gallery, galleryModel }: Pool, { process, modelId }: Member): void {
  if (modelId !== undefined) process.send({ kind: 'gallery', modelId: galleryModel ?? modelId, entries: [...gallery] });
}

async function enrol({ members, requests }: Pool, photos: readonly string[]): Promise<Enrolment> {
  const member = readyHere(members);
  if (!member) throw new Error('no perception process is ready to enrol faces');
  const timeoutMs = enrolTimeoutMs + photos.length * enrolPhotoTimeoutMs;
  const answer = await requests.ask(member.index, timeoutMs, (request) =>
    member.process.send({ kind: 'enrol', request, photos: [...photos] }),
  );
  if (answer.kind !== 'enrolled') throw new Error('the perception process gave another answer');
  return { templates: answer.templates, refused: answer.refused };
}

async function enrolLive(
  { memberOf, requests, hints }: Pool,
  { camera, seconds }: { camera: string; seconds: number },
  onHint: (hint: LiveHint) => void,
  signal: AbortSignal,
): Promise<Enrolment> {
  const member = memberOf.get(camera);
  if (member?.modelId === undefined) return { templates: [], refused: [{ photo: camera, reason: 'camera-lost' }] };
  if (signal.aborted) return { templates: [], refused: [{ photo: camera, reason: 'cancelled' }] };
  let asked: number | undefined;
  const cancel = () => asked !== undefined && member.process.send({ kind: 'enrol-cancel', request: asked });
  signal.addEventListener('abort', cancel);
  try {
    const timeoutMs = seconds * 1000 + enrolTimeoutMs;
    const answer = await requests.ask(member.index, timeoutMs, (request) => {
      asked = request;
      hints.set(request, onHint);
      return member.process.send({ kind: 'enrol-live', request, camera, seconds });
    });
    if (answer.kind !== 'enrolled') throw new Error('the perception process gave another answer');
    return { templates: answer.templates, refused: answer.refused };
  } finally {
    signal.removeEventListener('abort', cancel);
    if (asked !== undefined) hints.delete(asked);
  }
}

function setScene({ memberOf, hubs }: Pool, camera: string, { watched, masks, falls = [] }: DrawnScene): void {
  const member = memberOf.get(camera);
  const at = member?.cameras.findIndex(({ id }) => id === camera) ?? -1;
  if (!member || at < 0) return;
  member.cameras[at] = { ...member.cameras[at]!, watched, masks, falls };
  member.process.send({ kind: 'scene', camera, watched, masks, falls });
  if (masks.length > 0) hubs.get(camera)?.forget();
}
