import { createGallery, type Gallery } from '../../models/gallery.ts';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { type AvCamera, createAvCamera } from './av-camera.ts';
import { type CameraAnalysis, createCameraAnalysis } from './camera-analysis.ts';
import { type EnrolRefusal, enrolPhoto } from './enrol-photo.ts';
import { createFaceAnalyser } from './face-analyser.ts';
import { createFaceRecognizer, type FaceRecognizer } from './face-recognizer.ts';
import type { CameraStats, FromPerception, PerceptionCamera, ToPerception } from './messages.ts';
import { parseToPerception } from './parse-to-perception.ts';
import type { Picture } from './picture.ts';
import type { AnalyserPorts, PictureAnalyser } from './picture-analyser.ts';
import { createPlateAnalyser } from './plate-analyser.ts';
import { createPlateRecognizer, type PlateRecognizer } from './plate-recognizer.ts';
import { decodePhoto, encodeJpeg } from './sharp-frames.ts';
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
  analysis: CameraAnalysis;
  cameras: Map<string, AvCamera>;
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
    problem(`${message.kind}: not known here`);
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
      running.analysis.stop();
      const stopped = await Promise.all([...running.cameras.values()].map((camera) => camera.stop()));
      await Promise.all([running.face.close(), running.plate?.close()]);
      return stopped.every(Boolean);
    },
  };
}

async function startRunning(
  { modelsDir, cameras }: ToPerception & { kind: 'configure' },
  { clock, send }: PerceptionProcessOptions,
  gallery: () => Gallery | undefined,
): Promise<Running> {
  // One thread a model: the processes share the cores, and a second thread gains a face 20 %.
  const face = await createFaceRecognizer({ modelsDir, threads: 1 });
  const readsPlates = cameras.some(({ kind }) => kind === 'anpr-camera');
  const plate = readsPlates ? await createPlateRecognizer({ modelsDir, threads: 1 }) : undefined;
  const analyserOf = ({ kind }: PerceptionCamera) => {
    if (kind === 'face-camera') return (ports: AnalyserPorts) => createFaceAnalyser(ports, face, gallery);
    if (kind === 'anpr-camera' && plate) return (ports: AnalyserPorts) => createPlateAnalyser(ports, plate);
    return undefined;
  };
  const analysis = createCameraAnalysis({
    cameras: cameras.flatMap((camera) => {
      const createAnalyser: ((ports: AnalyserPorts) => PictureAnalyser) | undefined = analyserOf(camera);
      return createAnalyser ? [{ id: camera.id, createAnalyser }] : [];
    }),
    clock,
    encodeJpeg,
    onSighting: (sighting) => send(sighting),
    onObjects: (sighting) => send(sighting),
    onProblem: (camera, error) => send({ kind: 'problem', problem: `${camera}: ${textOf(error)}` }),
  });
  const opened = cameras.map((camera) => [camera.id, openCamera(camera, analysis, clock, send)] as const);
  return { face, plate, analysis, cameras: new Map(opened), gallery: undefined };
}

function openCamera(
  camera: PerceptionCamera,
  analysis: CameraAnalysis,
  clock: Clock,
  send: PerceptionProcessOptions['send'],
): AvCamera {
  return createAvCamera({
    camera,
    decode: camera.kind === 'dome-camera' ? 'on-demand' : 'always',
    clock,
    onState: (status) => {
      if (status.state === 'lost') analysis.reset(camera.id);
      send({ kind: 'camera', camera: camera.id, status });
    },
    onPicture: (picture) => analysis.offer(camera.id, picture),
    onDecoded: (milliseconds) => analysis.record(camera.id, 'decode', milliseconds),
  });
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
  const templates: Float32Array[] = [];
  const refused: { photo: string; reason: EnrolRefusal }[] = [];
  for (const photo of photos) {
    try {
      const outcome = await analysis.inTurn(() => enrolPhoto(photo, templates, face, decodePhoto));
      if (outcome.ok) templates.push(outcome.template);
      else refused.push({ photo, reason: outcome.reason });
    } catch (error) {
      problem(`enrol: ${textOf(error)}`);
      refused.push({ photo, reason: 'failed' });
    }
  }
  return { kind: 'enrolled', request, templates, refused };
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
    const { seen, skipped } = counters();
    const { analysed, dropped, stageMs } = running!.analysis.counts(camera);
    return { camera, framesSeen: seen, framesAnalysed: analysed, framesDropped: dropped + skipped, stageMs };
  });
  return { kind: 'stats', cameras, rssBytes: process.memoryUsage.rss() };
}

/** A Fault says what to do. */
function hintOf(error: unknown): string {
  return error instanceof Fault ? `. ${error.hint}` : '';
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
