import { createBoxTracks } from '../analysis/box-tracks.ts';
import {
  type AnalyserPorts,
  type BestPicture,
  createBestPicture,
  type PictureAnalyser,
  timed,
  toPartBox,
} from '../analysis/picture-analyser.ts';
import type { PlateRecognizer } from './plate-recognizer.ts';
import { createPlateTrack, type PlateTrack } from './plate-track.ts';

const maxTracks = 8;
const trackTimeoutMs = 1000;
/** Reading a whole picture is dear: five a second are enough to notice a plate. */
const readEveryMs = 200;
/** Once one has been noticed, somebody waits at the barrier: every picture counts until it is settled. */
const settleEveryMs = 80;
/** On a slow box reading leaves this share of the time to the other cameras of the process. */
const shareForOthers = 0.4;
/** The plate is known and the vehicle drives off; another may follow it. */
const readNextEveryMs = 500;
/** Where nothing was found, every so many looks a finer one: for a plate that is far away, small or dirty. */
const thoroughEvery = 4;
/** A vehicle that stands there and has been read, or could not be within this time, is only looked after. */
const eagerMs = 5000;
const lookAfterEveryMs = 2000;

interface Following {
  votes: PlateTrack;
  best: BestPicture;
}

/** Read, follow, vote. */
export function createPlateAnalyser(ports: AnalyserPorts, recognizer: PlateRecognizer): PictureAnalyser {
  const tracks = createBoxTracks<Following>({
    timeoutMs: trackTimeoutMs,
    maxTracks,
    createId: ports.createTrackId,
    createState: () => ({ votes: createPlateTrack(), best: createBestPicture() }),
    onEnd: ({ state }) => state.best.release(),
  });

  let lastReadMs = 0;
  let emptyLooks = 0;

  const isEager = (nowMs: number) =>
    tracks.open().some(({ state, firstSeenAtMs }) => !state.votes.settled() && nowMs - firstSeenAtMs < eagerMs);

  return {
    isFollowing: isEager,
    lookEveryMs: (moving, nowMs) => {
      const open = tracks.open();
      const atLeastMs = lastReadMs / (1 - shareForOthers);
      if (isEager(nowMs)) return Math.max(settleEveryMs, atLeastMs);
      if (moving && open.length === 0) return Math.max(readEveryMs, atLeastMs);
      if (moving) return Math.max(readNextEveryMs, atLeastMs);
      return open.length > 0 ? lookAfterEveryMs : undefined;
    },
    reset: () => tracks.clear(),
    analyse: async (picture) => {
      const image = await timed(ports, 'convert', () => picture.borrowRgb());
      const startedMs = performance.now();
      const thorough = emptyLooks % thoroughEvery === thoroughEvery - 1;
      const readings = await timed(ports, 'read', () => recognizer.read(image, { thorough }));
      lastReadMs = performance.now() - startedMs;
      emptyLooks = readings.length > 0 ? 0 : emptyLooks + 1;
      const followed = tracks.follow(
        readings.map(({ box }) => box),
        picture.takenAtMs,
        (reading, { votes }) => votes.isAlike(readings[reading]!.plate),
      );
      for (const [index, reading] of readings.entries()) {
        const track = followed[index];
        if (!track) continue;
        const { votes, best } = track.state;
        best.offer(picture, Math.min(...reading.confidences));
        const verdict = votes.add(reading, picture.takenAtMs);
        if (!verdict) continue;
        const { id, firstSeenAtMs } = track;
        const times = { frames: votes.readings(), seenAtMs: picture.takenAtMs, firstSeenAtMs };
        const box = toPartBox(track.box, picture);
        ports.emit({ kind: 'plate-sighting', camera: ports.camera, track: id, verdict, box, ...times }, best.take());
      }
    },
  };
}
