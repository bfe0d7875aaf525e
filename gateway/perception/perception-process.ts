import { createGallery } from '../../models/gallery.ts';
import type { Clock } from '../kernel/clock.ts';
import { Fault } from '../kernel/fault.ts';
import { enrolPhotos } from './enrolment/enrol-photo.ts';
import type { CameraStats, FromPerception, ToPerception } from './messages.ts';
import { decodePhoto, encodeJpeg } from './models/sharp-frames.ts';
import { decodeMode, type OpenPerception, openPerception } from './open-perception.ts';
import { parseToPerception } from './parse-to-perception.ts';
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

export function createPerceptionProcess(options: PerceptionProcessOptions): PerceptionProcess {
  const { send } = options;
  let starting: Promise<void> | undefined;
  let running: OpenPerception | undefined;
  const problem = (text: string) => send({ kind: 'problem', problem: text });
  // From the first moment on: their absence tells the gateway that this process hangs.
  const stats = setInterval(() => send(statsOf(running)), statsEveryMs);

  const configure = async (message: ToPerception & { kind: 'configure' }) => {
    try {
      running = await openPerception(message, {
        clock: options.clock,
        send,
        gallery: () => running?.gallery,
      });
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

/** Something else is drawn on the picture: from now on other parts are masked, and it is watched, or no longer. */
async function setScene(
  { watched, kinds, cameras, falls }: OpenPerception,
  { camera, watched: on, masks, falls: zones = [] }: ToPerception & { kind: 'scene' },
  problem: (text: string) => void,
): Promise<void> {
  const kind = kinds.get(camera);
  if (!kind) return problem(`scene: there is no camera ${camera} here`);
  cameras.get(camera)?.setMasks(masks);
  falls.set(camera, zones);
  try {
    await watched.set(camera, on);
  } catch (error) {
    problem(`scene: ${camera} is not watched: ${textOf(error)}`);
  }
  cameras.get(camera)?.setDecode(decodeMode(kind, watched.isWatched(camera) || falls.isOn(camera)));
}

function setGallery(
  running: OpenPerception,
  { modelId, entries }: ToPerception & { kind: 'gallery' },
  problem: (text: string) => void,
): void {
  // Templates of two models have nothing to do with each other; comparing them would match people by chance.
  if (modelId !== running.face.modelId) {
    problem(`gallery: made with model ${modelId}, but ${running.face.modelId} runs here; enrol again`);
    return;
  }
  // Nobody is searched for here; a hundred thousand templates take 200 MB.
  if (![...running.kinds.values()].includes('face-camera')) return;
  try {
    running.gallery = createGallery(modelId, entries);
  } catch (error) {
    problem(`gallery: not taken, the last one stays: ${textOf(error)}`);
  }
}

function setWatch(
  { cameras }: OpenPerception,
  { camera, on }: ToPerception & { kind: 'watch' },
  send: PerceptionProcessOptions['send'],
): void {
  if (on) cameras.get(camera)?.watch(createVideoSender(camera, send));
  else cameras.get(camera)?.unwatch();
}

/** Always answers; what goes wrong is a refusal. */
async function enrol(
  { face, analysis }: OpenPerception,
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
  { cameras }: OpenPerception,
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

function statsOf(running: OpenPerception | undefined): FromPerception {
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
