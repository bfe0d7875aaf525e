import type { Gallery } from '../../models/gallery.ts';
import type { Clock } from '../kernel/clock.ts';
import { type CameraAnalysis, createCameraAnalysis } from './analysis/camera-analysis.ts';
import { combineAnalysers } from './analysis/combine-analysers.ts';
import type { AnalyserPorts, PictureAnalyser } from './analysis/picture-analyser.ts';
import { createTurns, type Turns } from './analysis/turns.ts';
import { type ClipDesk, createClipDesk } from './clips/clip-desk.ts';
import { createLiveEnrolments, type LiveEnrolments } from './enrolment/live-enrolments.ts';
import { createFaceAnalyser } from './faces/face-analyser.ts';
import { createFaceRecognizer, type FaceRecognizer } from './faces/face-recognizer.ts';
import { createFaceRecognizerOnDemand } from './faces/face-recognizer-on-demand.ts';
import { defaultFacePolicy } from './faces/face-track.ts';
import { createLivenessMeter, type LivenessMeter } from './faces/liveness-meter.ts';
import type { FromPerception, PerceptionCamera, ToPerception } from './messages.ts';
import { encodeJpeg } from './models/sharp-frames.ts';
import { createFallWatch, type FallWatch } from './objects/fall-watch.ts';
import { createObjectAnalyser } from './objects/object-analyser.ts';
import { createObjectDetector } from './objects/object-detector.ts';
import { createWatchedCameras, type WatchedCameras } from './objects/watched-cameras.ts';
import { createPlateAnalyser } from './plates/plate-analyser.ts';
import { createPlateRecognizer, type PlateRecognizer } from './plates/plate-recognizer.ts';
import { type AvCamera, createAvCamera, type DecodeMode } from './streams/av-camera.ts';

type Configuration = ToPerception & { kind: 'configure' };

/** What one perception process works with. */
export interface OpenPerception extends Models {
  analysis: CameraAnalysis;
  cameras: Map<string, AvCamera>;
  kinds: Map<string, PerceptionCamera['kind']>;
  enrolments: LiveEnrolments;
  clips: ClipDesk;
  falls: FallWatch;
  gallery: Gallery | undefined;
}

interface Models {
  face: FaceRecognizer;
  plate: PlateRecognizer | undefined;
  meter: LivenessMeter | undefined;
  watched: WatchedCameras;
}

export interface OpenPerceptionPorts {
  clock: Clock;
  /** `sent` is called when the message has left this process. */
  send(message: FromPerception, sent?: () => void): void;
  gallery(): Gallery | undefined;
}

/** Loads the models that these cameras need and connects the cameras. Rejects with a Fault when a model is missing. */
export async function openPerception(
  configuration: Configuration,
  { clock, send, gallery }: OpenPerceptionPorts,
): Promise<OpenPerception> {
  const models = await loadModels(configuration);
  const problemOf = (what: string) => (error: unknown) =>
    send({ kind: 'problem', problem: `${what}: ${error instanceof Error ? error.message : String(error)}` });
  const analysis = createCameraAnalysis({
    cameras: configuration.cameras.map((camera) => ({
      id: camera.id,
      rank: ranks[camera.kind],
      createAnalyser: (ports: AnalyserPorts) => createAnalyser(camera, ports, models, configuration, gallery),
    })),
    clock,
    encodeJpeg,
    onSighting: (sighting) => send(sighting),
    onObjects: (sighting) => send(sighting),
    onProblem: (camera, error) => problemOf(camera)(error),
  });
  const slowWork = createTurns();
  const falls = createFallWatch({
    report: send,
    record: (camera, milliseconds) => analysis.record(camera, 'fall', milliseconds),
    onProblem: (camera, error) => problemOf(`falls at ${camera}`)(error),
  });
  const cameras = new Map(
    configuration.cameras.map(
      (camera) => [camera.id, openCamera(camera, { analysis, falls, slowWork }, { clock, send })] as const,
    ),
  );
  const clips = createClipDesk({
    clip: (camera, fromMs, toMs) => cameras.get(camera)?.clip(fromMs, toMs),
    send,
    onProblem: (camera, error) => problemOf(`clip of ${camera}`)(error),
  });
  const enrolments = createLiveEnrolments({
    clock,
    recognizer: models.face,
    camera: (id) => cameras.get(id),
    inTurn: analysis.inTurn,
    send,
    onProblem: problemOf('live enrolment'),
  });
  const kinds = new Map(configuration.cameras.map(({ id, kind }) => [id, kind]));
  return { ...models, analysis, cameras, kinds, enrolments, clips, falls, gallery: undefined };
}

/**
 * One thread a model: the processes share the cores, and a second thread gains a face 20 %. A process without a face camera
 * looks at faces only when somebody is enrolled there.
 */
async function loadModels({ modelsDir, cameras }: Configuration): Promise<Models> {
  const options = { modelsDir, threads: 1 };
  const has = (kind: PerceptionCamera['kind']) => cameras.some((camera) => camera.kind === kind);
  const judged = cameras.some(({ kind, liveness }) => kind === 'face-camera' && liveness !== 'off');
  return {
    face: await (has('face-camera') ? createFaceRecognizer(options) : createFaceRecognizerOnDemand(options)),
    plate: has('anpr-camera') ? await createPlateRecognizer(options) : undefined,
    meter: judged ? await createLivenessMeter(options) : undefined,
    watched: await createWatchedCameras(cameras, () => createObjectDetector(options)),
  };
}

/** Somebody at a door waits for an answer at once, a driver before a barrier a little less so. */
const ranks = { 'face-camera': 0, 'anpr-camera': 1, 'dome-camera': 2 } as const;

function createAnalyser(
  { id, kind, liveness }: PerceptionCamera,
  ports: AnalyserPorts,
  { face, plate, meter, watched }: Models,
  { faces }: Configuration,
  gallery: () => Gallery | undefined,
): PictureAnalyser {
  const analysers = [createObjectAnalyser(ports, () => watched.detectorFor(id))];
  const ofFaces = { policy: { ...defaultFacePolicy, ...faces }, liveness: meter && { policy: liveness, meter } };
  // Who waits at a door or barrier comes first.
  if (kind === 'face-camera') analysers.unshift(createFaceAnalyser(ports, face, gallery, ofFaces));
  if (kind === 'anpr-camera' && plate) analysers.unshift(createPlateAnalyser(ports, plate));
  return combineAnalysers(analysers);
}

interface CameraParts {
  analysis: CameraAnalysis;
  falls: FallWatch;
  slowWork: Turns;
}

function openCamera(
  camera: PerceptionCamera,
  { analysis, falls, slowWork }: CameraParts,
  { clock, send }: Pick<OpenPerceptionPorts, 'clock' | 'send'>,
): AvCamera {
  falls.set(camera.id, camera.falls ?? []);
  return createAvCamera({
    camera,
    decode: decodeMode(camera.kind, camera.watched || falls.isOn(camera.id)),
    // What falls is gone before a rested stream has been caught up with.
    isQuiet: () => analysis.isQuiet(camera.id) && !falls.isOn(camera.id),
    clock,
    slowWork,
    limits: camera.keepS === undefined ? {} : { ringMs: camera.keepS * 1000 },
    onProblem: (error) => send({ kind: 'problem', problem: `masked view of ${camera.id}: ${String(error)}` }),
    onState: (status) => {
      if (status.state === 'lost') {
        analysis.reset(camera.id);
        falls.reset(camera.id);
      }
      send({ kind: 'camera', camera: camera.id, status });
    },
    onPicture: (picture) => {
      falls.look(camera.id, picture);
      analysis.offer(camera.id, picture);
    },
    onDecoded: (milliseconds) => analysis.record(camera.id, 'decode', milliseconds),
  });
}

/** A picture in which nothing is looked for is decoded for a still only. */
export function decodeMode(kind: PerceptionCamera['kind'], watched: boolean): DecodeMode {
  return kind === 'dome-camera' && !watched ? 'on-demand' : 'always';
}
