import { createGallery, type Gallery } from '../../models/gallery.ts';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { type CameraAnalysis, createCameraAnalysis } from './analysis/camera-analysis.ts';
import { combineAnalysers } from './analysis/combine-analysers.ts';
import type { AnalyserPorts, PictureAnalyser } from './analysis/picture-analyser.ts';
import { createTurns, type Turns } from './analysis/turns.ts';
import { type ClipDesk, createClipDesk } from './clips/clip-desk.ts';
import { enrolPhotos } from './enrolment/enrol-photo.ts';
import { createLiveEnrolments, type LiveEnrolments } from './enrolment/live-enrolments.ts';
import { createFaceAnalyser } from './faces/face-analyser.ts';
import { createFaceRecognizer, type FaceRecognizer } from './faces/face-recognizer.ts';
import { defaultFacePolicy } from './faces/face-track.ts';
import { createLivenessMeter, type LivenessMeter } from './faces/liveness-meter.ts';
import type { CameraStats, FromPerception, PerceptionCamera, ToPerception } from './messages.ts';
import { decodePhoto, encodeJpeg } from './models/sharp-frames.ts';
import { createObjectAnalyser } from './objects/object-analyser.ts';
import { createObjectDetector } from './objects/object-detector.ts';
import { createWatchedCameras, type WatchedCameras } from './objects/watched-cameras.ts';
import { parseToPerception } from './parse-to-perception.ts';
import { createPlateAnalyser } from './plates/plate-analyser.ts';
import { createPlateRecognizer, type PlateRecognizer } from './plates/plate-recognizer.ts';
import { type AvCamera, createAvCamera, type DecodeMode } from './streams/av-camera.ts';
import type { Picture } from './streams/picture.ts';
import { createVideoSender } from './video-sender.ts';

export interface PerceptionProcessOptions {
  clock: Clock;
  /** Hands a message to the gateway; `sent` is called when it has left this process. */
  send(message: FromPerception, sent?: () => void): void;
  /** It cannot go on: the models are not there. */
  onFailed(): void;
  onStop(): void;
}

/** All of one perception process, apart from being one. */
export interface PerceptionProcess {
  receive(message: unknown): void;
  /** `false` if something still hangs in the network after a second. */
  stop(): Promise<boolean>;
}

const statsEveryMs = 2000;
const snapshotWidth = 1280;

interface Running {
  face: FaceRecognizer;
  plate: PlateRecognizer | undefined;
  meter: LivenessMeter | undefined;
  watched: WatchedCameras;
  analysis: CameraAnalysis;
  cameras: Map<string, AvCamera>;
  kinds: Map<string, PerceptionCamera['kind']>;
  enrolments: LiveEnrolments;
  clips: ClipDesk;
  gallery: Gallery | undefined;
}

export function createPerceptionProcess(options: PerceptionProcessOptions): PerceptionProcess {
  const { send } = options;
  let starting: Promise<void> | undefined;
  let running: Running | undefined;
  const problem = (text: string) => send({ kind: 'problem', problem: text });
  // From the first moment on: their absence tells the gateway that this process hangs.
  const stats = setInterval(() => send(statsOf(running)), statsEveryMs);

  const configure = async (message: ToPerception & { kind: 'configure' }) => {
    try {
      running = await startRunning(message, options, () => running?.gallery);
      send({ kind: 'ready', faceModelId: running.face.modelId });
    } catch (error) {
      send({ kind: 'failed', problem: `${textOf(error)}${hintOf(error)}` }, options.onFailed);
    }
  };

  const handle = (message: ToPerception) => {
    if (message.kind === 'stop') return options.onStop();
    if (message.kind === 'configure') {
      if (starting) return problem('configure: this process is configured already');
      starting = configure(message);
      return;
    }
    if (!running) return problem(`${message.kind}: this process is not ready`);
    if (message.kind === 'gallery') return setGallery(running, message, problem);
    if (message.kind === 'watch') return setWatch(running, message, send);
    if (message.kind === 'enrol') return void enrol(running, message, problem).then(send);
    if (message.kind === 'snapshot') return void takeSnapshot(running, message, problem).then(send);
    if (message.kind === 'enrol-live') return running.enrolments.start(message);
    if (message.kind === 'enrol-cancel') return running.enrolments.cancel(message.request);
    if (message.kind === 'scene') return void setScene(running, message, problem);
    if (message.kind === 'clip') return void running.clips.serve(message);
  };

  return {
    receive: (input) => {
      const parsed = parseToPerception(input);
      if (parsed.ok) handle(parsed.value);
      else problem(parsed.problem);
    },
    stop: async () => {
      clearInterval(stats);
      await starting;
      if (!running) return true;
      await running.enrolments.stop();
      running.analysis.stop();
      const stopped = await Promise.all([...running.cameras.values()].map((camera) => camera.stop()));
      await Promise.all([
        running.face.close(),
        running.plate?.close(),
        running.meter?.close(),
        running.watched.close(),
      ]);
      return stopped.every(Boolean);
    },
  };
}

async function startRunning(
  { modelsDir, cameras, faces }: ToPerception & { kind: 'configure' },
  { clock, send }: PerceptionProcessOptions,
  gallery: () => Gallery | undefined,
): Promise<Running> {
  // One thread a model: the processes share the cores, and a second thread gains a face 20 %.
  const face = await createFaceRecognizer({ modelsDir, threads: 1 });
  const readsPlates = cameras.some(({ kind }) => kind === 'anpr-camera');
  const plate = readsPlates ? await createPlateRecognizer({ modelsDir, threads: 1 }) : undefined;
  const watched = await createWatchedCameras(cameras, () => createObjectDetector({ modelsDir, threads: 1 }));
  const judged = cameras.some(({ kind, liveness }) => kind === 'face-camera' && liveness !== 'off');
  const meter = judged ? await createLivenessMeter({ modelsDir, threads: 1 }) : undefined;
  const createAnalyser = ({ id, kind, liveness }: PerceptionCamera, ports: AnalyserPorts): PictureAnalyser => {
    // Who waits at a door or barrier comes first.
    const analysers = [createObjectAnalyser(ports, () => watched.detectorFor(id))];
    const ofFaces = { policy: { ...defaultFacePolicy, ...faces }, liveness: meter && { policy: liveness, meter } };
    if (kind === 'face-camera') analysers.unshift(createFaceAnalyser(ports, face, gallery, ofFaces));
    if (kind === 'anpr-camera' && plate) analysers.unshift(createPlateAnalyser(ports, plate));
    return combineAnalysers(analysers);
  };
  const analysis = createCameraAnalysis({
    cameras: cameras.map((camera) => ({
      id: camera.id,
      rank: ranks[camera.kind],
      createAnalyser: (ports: AnalyserPorts) => createAnalyser(camera, ports),
    })),
    clock,
    encodeJpeg,
    onSighting: (sighting) => send(sighting),
    onObjects: (sighting) => send(sighting),
    onProblem: (camera, error) => send({ kind: 'problem', problem: `${camera}: ${textOf(error)}` }),
  });
  const slowWork = createTurns();
  const opened = new Map(
    cameras.map((camera) => [camera.id, openCamera(camera, analysis, slowWork, clock, send)] as const),
  );
  const clips = createClipDesk({
    clip: (camera, fromMs, toMs) => opened.get(camera)?.clip(fromMs, toMs),
    send,
    onProblem: (camera, error) => send({ kind: 'problem', problem: `clip of ${camera}: ${textOf(error)}` }),
  });
  const kinds = new Map(cameras.map(({ id, kind }) => [id, kind]));
  const enrolments = createLiveEnrolments({
    clock,
    recognizer: face,
    camera: (id) => opened.get(id),
    inTurn: analysis.inTurn,
    send: (message) => send(message),
    onProblem: (error) => send({ kind: 'problem', problem: `live enrolment: ${textOf(error)}` }),
  });
  return { face, plate, meter, watched, analysis, cameras: opened, kinds, enrolments, clips, gallery: undefined };
}

/** Somebody at a door waits for an answer at once, a driver before a barrier a little less so. */
const ranks = { 'face-camera': 0, 'anpr-camera': 1, 'dome-camera': 2 } as const;

function openCamera(
  camera: PerceptionCamera,
  analysis: CameraAnalysis,
  slowWork: Turns,
  clock: Clock,
  send: PerceptionProcessOptions['send'],
): AvCamera {
  return createAvCamera({
    camera,
    decode: decodeMode(camera.kind, camera.watched),
    isQuiet: () => analysis.isQuiet(camera.id),
    clock,
    slowWork,
    limits: camera.keepS === undefined ? {} : { ringMs: camera.keepS * 1000 },
    onProblem: (error) => send({ kind: 'problem', problem: `masked view of ${camera.id}: ${textOf(error)}` }),
    onState: (status) => {
      if (status.state === 'lost') analysis.reset(camera.id);
      send({ kind: 'camera', camera: camera.id, status });
    },
    onPicture: (picture) => analysis.offer(camera.id, picture),
    onDecoded: (milliseconds) => analysis.record(camera.id, 'decode', milliseconds),
  });
}

/** A picture in which nothing is looked for is decoded for a still only. */
function decodeMode(kind: PerceptionCamera['kind'], watched: boolean): DecodeMode {
  return kind === 'dome-camera' && !watched ? 'on-demand' : 'always';
}

/** Something else is drawn on the picture: from now on other parts are masked, and it is watched, or no longer. */
async function setScene(
  { watched, kinds, cameras }: Running,
  { camera, watched: on, masks }: ToPerception & { kind: 'scene' },
  problem: (text: string) => void,
): Promise<void> {
  const kind = kinds.get(camera);
  if (!kind) return problem(`scene: there is no camera ${camera} here`);
  cameras.get(camera)?.setMasks(masks);
  try {
    await watched.set(camera, on);
  } catch (error) {
    problem(`scene: ${camera} is not watched: ${textOf(error)}`);
  }
  cameras.get(camera)?.setDecode(decodeMode(kind, watched.isWatched(camera)));
}

function setGallery(
  running: Running,
  { modelId, entries }: ToPerception & { kind: 'gallery' },
  problem: (text: string) => void,
): void {
  // Templates of two models have nothing to do with each other; comparing them would match people by chance.
  if (modelId !== running.face.modelId) {
    problem(`gallery: made with model ${modelId}, but ${running.face.modelId} runs here; enrol again`);
    return;
  }
  try {
    running.gallery = createGallery(modelId, entries);
  } catch (error) {
    problem(`gallery: not taken, the last one stays: ${textOf(error)}`);
  }
}

function setWatch(
  { cameras }: Running,
  { camera, on }: ToPerception & { kind: 'watch' },
  send: PerceptionProcessOptions['send'],
): void {
  if (on) cameras.get(camera)?.watch(createVideoSender(camera, send));
  else cameras.get(camera)?.unwatch();
}

/** Always answers; what goes wrong is a refusal. */
async function enrol(
  { face, analysis }: Running,
  { request, photos }: ToPerception & { kind: 'enrol' },
  problem: (text: string) => void,
): Promise<FromPerception> {
  const outcome = await enrolPhotos(photos, {
    recognizer: face,
    readPhoto: decodePhoto,
    inTurn: analysis.inTurn,
    onProblem: (error) => problem(`enrol: ${textOf(error)}`),
  });
  return { kind: 'enrolled', request, ...outcome };
}

/** Always answers; without a picture if there is none. */
async function takeSnapshot(
  { cameras }: Running,
  { camera, request }: ToPerception & { kind: 'snapshot' },
  problem: (text: string) => void,
): Promise<FromPerception> {
  let picture: Picture | undefined;
  let jpeg: Uint8Array | undefined;
  try {
    picture = await cameras.get(camera)?.snapshot();
    jpeg = picture && (await encodeJpeg(picture.toRgb(snapshotWidth)));
  } catch (error) {
    problem(`snapshot of ${camera}: ${textOf(error)}`);
  } finally {
    picture?.release();
  }
  return { kind: 'snapshot', request, jpeg };
}

function statsOf(running: Running | undefined): FromPerception {
  const cameras: CameraStats[] = [...(running?.cameras ?? [])].map(([camera, { counters }]) => {
    const { seen, decoded, skipped, rested, wakes, decoding, pictureAgeMs } = counters();
    const { analysed, dropped, stages } = running!.analysis.counts(camera);
    const frames = { framesSeen: seen, framesDecoded: decoded, framesRested: rested, framesAnalysed: analysed };
    const age = pictureAgeMs === undefined ? {} : { pictureAgeMs };
    return { camera, ...frames, framesDropped: dropped + skipped, decoding, wakes: { ...wakes }, ...age, stages };
  });
  const { user, system } = process.cpuUsage();
  return { kind: 'stats', cameras, rssBytes: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 };
}

/** A Fault says what to do. */
function hintOf(error: unknown): string {
  return error instanceof Fault ? `. ${error.hint}` : '';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
