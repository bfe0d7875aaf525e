import type { ObjectClass, Polygon } from '../../devices/contracts/camera-scene.ts';
import type { PlateColour as RegisteredColour } from '../../devices/contracts/plates.ts';
import type { CameraKind, LivenessPolicy } from '../../devices/contracts/site-file.ts';

/**
 * What passes between the gateway's main process and its perception processes (Node IPC, `serialization: 'advanced'`).
 * Times are monotonic milliseconds of `Clock`, comparable between processes of one machine.
 */
export interface PerceptionCamera {
  id: string;
  kind: CameraKind;
  url: string;
  transport: 'tcp' | 'udp';
  liveness: LivenessPolicy;
  /** Whether persons and vehicles are followed in its picture. */
  watched: boolean;
  /** Parts of the picture that nobody may see: blacked out before it is looked at, shown as a still or stored. */
  masks: Polygon[];
  /** How far back a clip must be able to begin; 12 if it is left out. */
  keepS?: number;
  /** Façades before which something may fall: every picture is looked at. */
  falls?: FallZone[];
}

/** A façade. Heights are those of a storey at its lower and upper edge, as parts of the picture's height. */
export interface FallZone {
  area: string;
  polygon: Polygon;
  storeyHeight: number;
  topStoreyHeight?: number;
  lowestFloor: number;
}

/** What the site says about faces; what it leaves out is `defaultFacePolicy`. */
export interface FaceSettings {
  threshold?: number;
  margin?: number;
}

/** One enrolled template: `person` is the register's opaque id, `template` 512 values of length 1. */
export interface GalleryEntry {
  person: string;
  template: Float32Array;
}

export type ToPerception =
  | { kind: 'configure'; modelsDir: string; cameras: PerceptionCamera[]; faces: FaceSettings }
  | { kind: 'gallery'; modelId: string; entries: GalleryEntry[] }
  | { kind: 'enrol'; request: number; photos: string[] }
  | { kind: 'watch'; camera: string; on: boolean }
  | { kind: 'snapshot'; camera: string; request: number }
  /** Somebody stands before a camera to be enrolled: `enrol-hint` until enough is seen, then `enrolled`. */
  | { kind: 'enrol-live'; request: number; camera: string; seconds: number }
  | { kind: 'enrol-cancel'; request: number }
  /** What was seen between two times: `clip-chunk` after chunk once `toMs` is over, then `clip-end`. */
  | { kind: 'clip'; request: number; camera: string; fromMs: number; toMs: number }
  /** What is drawn on a camera's picture has been changed. */
  | { kind: 'scene'; camera: string; watched: boolean; masks: Polygon[]; falls?: FallZone[] }
  | { kind: 'stop' };

/** What somebody who is being enrolled should do, or what is missing. */
export type EnrolHint =
  | 'look-at-camera'
  | 'come-closer'
  | 'one-person-only'
  | 'turn-to-camera'
  | 'uncover-face'
  | 'hold-still'
  | 'more-light'
  | 'less-light'
  | 'good'
  | 'turn-a-little';

/** Left, top, width and height as parts of the picture, 0…1. */
export interface PartBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What a track of frames says about one face. `known` needs two agreeing frames at least, a margin to the second-best
 * person, and counts the frames that agreed with nobody; `unknown` is said once a track is long enough to be sure.
 */
export type FaceVerdict =
  | { kind: 'known'; person: string; score: number; margin: number }
  | { kind: 'unknown'; bestScore: number }
  /** With the policy `gate`: it looks like this person, but not like a living face. Opens nothing. */
  | { kind: 'not-live'; person: string; score: number };

export interface FaceSighting {
  kind: 'face-sighting';
  camera: string;
  track: string;
  verdict: FaceVerdict;
  /** Mean probability over the track that a living face is seen, 0…1; left out with the policy `off`. */
  liveness?: number;
  /** Where it was seen last. */
  box: PartBox;
  frames: number;
  /** When the frame that settled it was decoded, and when the track's first frame was. */
  seenAtMs: number;
  firstSeenAtMs: number;
  jpeg?: Uint8Array;
}

export type PlateColour = RegisteredColour | 'unknown';

/**
 * `exact` has no doubtful character; `partial` names the doubtful positions (from 0). `characters` is how sure each position
 * is, 0…1; `confidence` is the least of them.
 */
export type PlateVerdict =
  | { kind: 'exact'; plate: string; colour: PlateColour; confidence: number; characters: number[] }
  | {
      kind: 'partial';
      plate: string;
      colour: PlateColour;
      doubtful: number[];
      confidence: number;
      characters: number[];
    };

export interface PlateSighting {
  kind: 'plate-sighting';
  camera: string;
  track: string;
  verdict: PlateVerdict;
  box: PartBox;
  frames: number;
  seenAtMs: number;
  firstSeenAtMs: number;
  jpeg?: Uint8Array;
}

/** Somebody or something that is followed through a camera's picture. */
export interface SeenObject {
  track: string;
  class: ObjectClass;
  /** 0…1, of the last look in which it was found. */
  score: number;
  box: PartBox;
  /** Looks so far; a new track counts from its confirmation on. */
  looks: number;
}

/**
 * One look at a watched camera. Sent while anything is followed, once more when the last one has gone, and once after a start
 * or a break of the stream even if nothing is there.
 */
export interface ObjectsSighting {
  kind: 'objects-sighting';
  camera: string;
  seenAtMs: number;
  objects: SeenObject[];
}

/** Something fell before a façade. Said when it is over, half a second after it was seen last. */
export interface FallSighting {
  kind: 'fall-sighting';
  camera: string;
  /** The scene's area. */
  area: string;
  /** When it was seen last. */
  seenAtMs: number;
  durationMs: number;
  storeys: number;
  /** Between which floors it began; `orHigher`: it came from above the area, or may have. */
  floors: { lowest: number; highest: number; orHigher: boolean };
  /** At most 25 points of its way, parts of the picture. */
  path: [x: number, y: number][];
}

/**
 * `connecting` comes once, before the first attempt; a lost camera stays `lost` until it streams again. `streaming` comes
 * again when something about the stream changes. `fps` is 0 until it is known. `reason` is one of `lostReasons`.
 */
export type CameraState =
  | { state: 'connecting' }
  | { state: 'streaming'; width: number; height: number; codec: string; codecString: string; fps: number }
  | { state: 'lost'; reason: string };

/** Of the last minute, at most 600 samples. */
export interface StageTime {
  count: number;
  medianMs: number;
  p95Ms: number;
}

/** What one camera's pictures went through since its process began. */
export interface CameraStats {
  camera: string;
  framesSeen: number;
  framesDecoded: number;
  /** Not decoded because nothing moved, or nobody looked. */
  framesRested: number;
  framesAnalysed: number;
  /** Passed over because this process could not keep up, decoded or not. */
  framesDropped: number;
  decoding: DecodeState;
  wakes: Wakes;
  pictureAgeMs?: number;
  /**
   * By stage: `decode`; `wait` from decoding to analysis; `convert` and the analyser's own; `total` from decoding to the end
   * of the analysis; `sighting` from decoding to a sighting.
   */
  stages: Record<string, StageTime>;
}

/**
 * How much of a camera is decoded. `motion`: everything, for something moves, is followed, or may have come in. `idle`: key
 * frames only. `none`: nobody looks. The others decode every frame although nothing moves, and say why: what quiet frames
 * weigh is not known yet; key frames are too rare to notice motion by; frames are large or uneven even when nothing moves;
 * their sizes did not show who came in; a key frame alone gives no picture.
 */
export const decodeStates = [
  'motion',
  'idle',
  'none',
  'learning',
  'rare-key-frames',
  'sizes-tell-nothing',
  'sizes-misled',
  'no-single-pictures',
] as const;
export type DecodeState = (typeof decodeStates)[number];

/** How an idle camera was woken: by the size of its frames; late, by a key frame; or in vain. */
export interface Wakes {
  hinted: number;
  late: number;
  vain: number;
}

export interface ProcessStats {
  cameras: CameraStats[];
  rssBytes: number;
  /** Of all its threads since it began. */
  cpuMs: number;
}

export type FromPerception =
  | { kind: 'ready'; faceModelId: string }
  /** It could not begin, and ends. */
  | { kind: 'failed'; problem: string }
  /** Something was refused or went wrong; work goes on. Holds no address, name or plate. */
  | { kind: 'problem'; problem: string }
  | { kind: 'camera'; camera: string; status: CameraState }
  | FaceSighting
  | PlateSighting
  | ObjectsSighting
  | FallSighting
  | { kind: 'enrol-hint'; request: number; hint: EnrolHint; kept: number; wanted: number }
  /** One file, piece by piece. */
  | { kind: 'clip-chunk'; request: number; bytes: Uint8Array }
  /** `problem` says why there is none, or why it is shorter than asked. */
  | { kind: 'clip-end'; request: number; fromMs: number; toMs: number; problem?: string }
  | { kind: 'enrolled'; request: number; templates: Float32Array[]; refused: { photo: string; reason: string }[] }
  | { kind: 'snapshot'; request: number; jpeg: Uint8Array | undefined }
  /** `init` marks the fMP4 header (ftyp+moov); a chunk that begins with a key frame has `key`. */
  | { kind: 'video'; camera: string; init: boolean; key: boolean; bytes: Uint8Array }
  | ({ kind: 'stats' } & ProcessStats);
