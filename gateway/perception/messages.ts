import type { CameraKind, SiteCamera } from '../../devices/contracts/site-file.ts';

/**
 * What passes between the gateway's main process and its perception processes (Node IPC, `serialization: 'advanced'`).
 * Times are `performance.timeOrigin + performance.now()` milliseconds, comparable between processes of one machine.
 */
export interface PerceptionCamera {
  id: string;
  kind: CameraKind;
  url: string;
  transport: 'tcp' | 'udp';
}

/** One enrolled template: `person` is the register's opaque id, `template` 512 values of length 1. */
export interface GalleryEntry {
  person: string;
  template: Float32Array;
}

export type ToPerception =
  | { kind: 'configure'; modelsDir: string; cameras: PerceptionCamera[] }
  | { kind: 'gallery'; modelId: string; entries: GalleryEntry[] }
  | { kind: 'enrol'; request: number; photos: string[] }
  | { kind: 'watch'; camera: string; on: boolean }
  | { kind: 'snapshot'; camera: string; request: number }
  | { kind: 'stop' };

/**
 * What a track of frames says about one face. `known` needs two agreeing frames at least, a margin to the second-best
 * person, and counts the frames that agreed with nobody; `unknown` is said once a track is long enough to be sure.
 */
export type FaceVerdict =
  | { kind: 'known'; person: string; score: number; margin: number }
  | { kind: 'unknown'; bestScore: number };

export interface FaceSighting {
  kind: 'face-sighting';
  camera: string;
  track: string;
  verdict: FaceVerdict;
  frames: number;
  /** When the frame that settled it was decoded, and when the track's first frame was. */
  seenAtMs: number;
  firstSeenAtMs: number;
  jpeg?: Uint8Array;
}

export type PlateColour = 'blue' | 'yellow' | 'green' | 'white' | 'black' | 'unknown';

/** `exact` has no doubtful character; `partial` names the doubtful positions (from 0). */
export type PlateVerdict =
  | { kind: 'exact'; plate: string; colour: PlateColour; confidence: number }
  | { kind: 'partial'; plate: string; colour: PlateColour; doubtful: number[]; confidence: number };

export interface PlateSighting {
  kind: 'plate-sighting';
  camera: string;
  track: string;
  verdict: PlateVerdict;
  frames: number;
  seenAtMs: number;
  firstSeenAtMs: number;
  jpeg?: Uint8Array;
}

/**
 * `connecting` comes once, before the first attempt; a lost camera stays `lost` until it streams again. `streaming` comes
 * again when something about the stream changes. `fps` is 0 until it is known. `reason` is one of `lostReasons`.
 */
export type CameraState =
  | { state: 'connecting' }
  | { state: 'streaming'; width: number; height: number; codec: string; codecString: string; fps: number }
  | { state: 'lost'; reason: string };

export interface CameraStats {
  camera: string;
  framesSeen: number;
  framesAnalysed: number;
  framesDropped: number;
  /** Median milliseconds of the last minute, by stage. */
  stageMs: Record<string, number>;
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
  | { kind: 'enrolled'; request: number; templates: Float32Array[]; refused: { photo: string; reason: string }[] }
  | { kind: 'snapshot'; request: number; jpeg: Uint8Array | undefined }
  /** `init` marks the fMP4 header (ftyp+moov); a chunk that begins with a key frame has `key`. */
  | { kind: 'video'; camera: string; init: boolean; key: boolean; bytes: Uint8Array }
  | { kind: 'stats'; cameras: CameraStats[]; rssBytes: number };

export function toPerceptionCamera(camera: SiteCamera): PerceptionCamera {
  return { id: camera.id, kind: camera.kind, url: camera.url, transport: camera.transport ?? 'tcp' };
}
