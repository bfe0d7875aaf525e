import type { LivenessPolicy } from '../../../devices/contracts/site-file.ts';
import type { Gallery } from '../../../models/gallery.ts';
import type { RgbImage } from '../../../models/image.ts';
import { type BoxTrack, createBoxTracks } from '../analysis/box-tracks.ts';
import {
  type AnalyserPorts,
  type BestPicture,
  createBestPicture,
  type PictureAnalyser,
  timed,
  toPartBox,
} from '../analysis/picture-analyser.ts';
import type { PartBox } from '../messages.ts';
import type { Picture } from '../streams/picture.ts';
import type { DetectedFace, FaceRecognizer } from './face-recognizer.ts';
import { createFaceSearch } from './face-search.ts';
import { createFaceTrack, defaultFacePolicy, type FacePolicy, type FaceTrack } from './face-track.ts';
import { createLiveTrack, type LiveTrack } from './live-track.ts';
import type { LivenessMeter } from './liveness-meter.ts';

/** A crowd at a door is served from the nearest on. */
const maxFaces = 4;
const maxTracks = 8;
const trackTimeoutMs = 1000;
/** Somebody who stands still may have been missed, or have turned to the camera only now. */
const glanceEveryMs = 2000;
/** Somebody who has been recognised is followed in each picture, and described only so often: whoever steps in shows soon. */
const settledEveryMs = 200;

export interface FaceAnalyserSettings {
  policy?: FacePolicy;
  /** Without a meter the camera's policy is `off`. */
  liveness?: { policy: LivenessPolicy; meter: LivenessMeter } | undefined;
}

interface Following {
  votes: FaceTrack;
  live: LiveTrack;
  best: BestPicture;
  describedAtMs: number;
  isSettled: boolean;
}

/** Find, follow, describe, search, vote. */
export function createFaceAnalyser(
  ports: AnalyserPorts,
  recognizer: FaceRecognizer,
  gallery: () => Gallery | undefined,
  { policy = defaultFacePolicy, liveness }: FaceAnalyserSettings = {},
): PictureAnalyser {
  const search = createFaceSearch(recognizer);
  const tracks = createBoxTracks<Following>({
    timeoutMs: trackTimeoutMs,
    maxTracks,
    createId: ports.createTrackId,
    createState: () => ({
      votes: createFaceTrack(policy),
      live: createLiveTrack(liveness?.policy ?? 'off'),
      best: createBestPicture(),
      describedAtMs: Number.NEGATIVE_INFINITY,
      isSettled: false,
    }),
    onEnd: ({ state }) => state.best.release(),
  });

  const find = async (image: RgbImage, atMs: number, moving: readonly PartBox[]) => {
    const found = await timed(ports, 'find', () => search.whole(image));
    const followed = tracks.open().map(({ box }) => box);
    const startedMs = performance.now();
    const closer = await search.closer(image, found, { atMs, moving, followed });
    if (closer) ports.record('find-closer', performance.now() - startedMs);
    return (closer ?? found).toSorted((a, b) => areaOf(b) - areaOf(a)).slice(0, maxFaces);
  };

  const describe = async (image: RgbImage, face: DetectedFace) => {
    const described = await timed(ports, 'describe', () => recognizer.describe(image, face, { usableOnly: true }));
    const { usable } = described.quality;
    const { best, second } = (usable && gallery()?.search(described.template)) || {};
    return { quality: described.quality, look: { usable, best, second } };
  };

  const look = async (picture: Picture, image: RgbImage, face: DetectedFace, track: BoxTrack<Following>) => {
    const atMs = picture.takenAtMs;
    const { state } = track;
    if (state.isSettled && atMs - state.describedAtMs < settledEveryMs) return;
    state.describedAtMs = atMs;
    const { quality, look: seen } = await describe(image, face);
    const { votes, live, best } = state;
    best.offer(picture, seen.usable ? face.score * quality.sizePx : -1);
    if (seen.usable && liveness && live.isDue(atMs)) {
      live.add(await timed(ports, 'liveness', () => liveness.meter.judge(image, face.box)), atMs);
    }
    const verdict = live.settle(votes.add({ ...seen, atMs }), votes.leader());
    if (!verdict) return;
    state.isSettled = verdict.kind === 'known';
    const mean = live.mean();
    const times = { frames: votes.frames(), seenAtMs: atMs, firstSeenAtMs: track.firstSeenAtMs };
    const where = { camera: ports.camera, track: track.id, box: toPartBox(track.box, picture) };
    const sighting = { kind: 'face-sighting', verdict, ...where, ...times } as const;
    ports.emit(mean === undefined ? sighting : { ...sighting, liveness: mean }, best.take());
  };

  return {
    lookEveryMs: (moving) => (moving || tracks.open().length > 0 ? 0 : glanceEveryMs),
    isFollowing: () => tracks.open().length > 0,
    reset: () => tracks.clear(),
    analyse: async (picture, moving = []) => {
      const image = await timed(ports, 'convert', () => picture.borrowRgb());
      const faces = await find(image, picture.takenAtMs, moving);
      const followed = tracks.follow(
        faces.map(({ box }) => box),
        picture.takenAtMs,
      );
      for (const [index, face] of faces.entries()) {
        const track = followed[index];
        if (track) await look(picture, image, face, track);
      }
    },
  };
}

function areaOf({ box }: DetectedFace): number {
  return box.width * box.height;
}
