import type { Gallery } from '../../models/gallery.ts';
import type { RgbImage } from '../../models/image.ts';
import { type BoxTrack, createBoxTracks } from './box-tracks.ts';
import type { DetectedFace, FaceRecognizer } from './face-recognizer.ts';
import { createFaceTrack, type FaceTrack } from './face-track.ts';
import {
  type AnalyserPorts,
  type BestPicture,
  createBestPicture,
  type PictureAnalyser,
  timed,
  toPartBox,
} from './picture-analyser.ts';

/** A crowd at a door is served from the nearest on. */
const maxFaces = 4;
const maxTracks = 8;
const trackTimeoutMs = 1000;
/** Somebody who stands still may have been missed, or have turned to the camera only now. */
const glanceEveryMs = 2000;

interface Following {
  votes: FaceTrack;
  best: BestPicture;
}

/** Find, follow, describe, search, vote. */
export function createFaceAnalyser(
  ports: AnalyserPorts,
  recognizer: FaceRecognizer,
  gallery: () => Gallery | undefined,
): PictureAnalyser {
  const tracks = createBoxTracks<Following>({
    timeoutMs: trackTimeoutMs,
    maxTracks,
    createId: ports.createTrackId,
    createState: () => ({ votes: createFaceTrack(), best: createBestPicture() }),
    onEnd: ({ state }) => state.best.release(),
  });

  const describe = async (image: RgbImage, face: DetectedFace) => {
    const described = await timed(ports, 'describe', () => recognizer.describe(image, face));
    const { usable } = described.quality;
    const { best, second } = (usable && gallery()?.search(described.template)) || {};
    return { quality: described.quality, look: { usable, best, second } };
  };

  return {
    lookEveryMs: (moving) => (moving || tracks.open().length > 0 ? 0 : glanceEveryMs),
    reset: () => tracks.clear(),
    analyse: async (picture) => {
      const image = await timed(ports, 'convert', () => picture.borrowRgb());
      const found = await timed(ports, 'find', () => recognizer.find(image));
      const faces = found.toSorted((a, b) => areaOf(b) - areaOf(a)).slice(0, maxFaces);
      const followed = tracks.follow(
        faces.map(({ box }) => box),
        picture.takenAtMs,
      );
      for (const [index, face] of faces.entries()) {
        const track: BoxTrack<Following> | undefined = followed[index];
        if (!track) continue;
        const { quality, look } = await describe(image, face);
        const { votes, best } = track.state;
        best.offer(picture, look.usable ? face.score * quality.sizePx : -1);
        const verdict = votes.add({ ...look, atMs: picture.takenAtMs });
        if (!verdict) continue;
        const { id, firstSeenAtMs } = track;
        const times = { frames: votes.frames(), seenAtMs: picture.takenAtMs, firstSeenAtMs };
        const box = toPartBox(track.box, picture);
        ports.emit({ kind: 'face-sighting', camera: ports.camera, track: id, verdict, box, ...times }, best.take());
      }
    },
  };
}

function areaOf({ box }: DetectedFace): number {
  return box.width * box.height;
}
