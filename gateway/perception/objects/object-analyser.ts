import type { RgbImage } from '../../../models/image.ts';
import { type AnalyserPorts, type PictureAnalyser, timed, toPartBox } from '../analysis/picture-analyser.ts';
import type { Box } from '../faces/face-recognizer.ts';
import type { PartBox, SeenObject } from '../messages.ts';
import { createByteTracker, type FollowedObject } from './byte-tracker.ts';
import type { ObjectDetector } from './object-detector.ts';
import { choosePart, mergeLooks } from './object-search.ts';

/** Somebody who walks is seen four to five times while he passes his own height. */
const lookEveryMs = 220;
/** Nothing moves, but what is followed was missed, or stands there only since a moment. */
const sureEveryMs = 500;
/** A parked car opens no motion gate. */
const stillEveryMs = 2500;
/** Somebody who stands there may have been missed, or have come while the light changed. */
const glanceEveryMs = 4000;

/**
 * Finds and follows persons and vehicles. Says what it follows after each look, once more when all have gone, and once
 * after a start or a break of the stream even if nothing is there: that the place is empty is news, too. Without a
 * detector nobody watches this camera.
 */
export function createObjectAnalyser(
  ports: AnalyserPorts,
  detector: () => ObjectDetector | undefined,
): PictureAnalyser {
  const tracker = createByteTracker(ports.createTrackId);
  let owesReport = true;
  let followed: Box[] = [];
  let turn = 0;

  const find = async (active: ObjectDetector, image: RgbImage, moving: readonly PartBox[]) => {
    const whole = await timed(ports, 'detect', () => active.detect(image));
    const part = choosePart(image, { moving, followed }, turn++);
    if (!part) return whole;
    const closer = await timed(ports, 'detect-closer', () => active.detect(image, part));
    return mergeLooks(whole, closer, part, image);
  };
  const reset = () => {
    tracker.clear();
    followed = [];
    owesReport = true;
  };

  return {
    reset,
    lookEveryMs: (moving, nowMs) => {
      if (!detector()) {
        reset();
        return undefined;
      }
      if (moving) return lookEveryMs;
      const liveliness = tracker.liveliness(nowMs);
      if (liveliness === 'lively') return sureEveryMs;
      return liveliness === 'still' ? stillEveryMs : glanceEveryMs;
    },
    // A glance now and then is enough for what stands still.
    isFollowing: (nowMs) => detector() !== undefined && tracker.liveliness(nowMs) === 'lively',
    analyse: async (picture, moving = []) => {
      const active = detector();
      if (!active) return;
      const image = await timed(ports, 'convert', () => picture.borrowRgb());
      const found = tracker.look(await find(active, image, moving), picture.takenAtMs);
      followed = found.map(({ box }) => box);
      const objects = found.map((object) => toSeen(object, picture));
      if (objects.length > 0 || owesReport) {
        ports.report({ kind: 'objects-sighting', camera: ports.camera, seenAtMs: picture.takenAtMs, objects });
      }
      owesReport = tracker.liveliness(picture.takenAtMs) !== 'empty';
    },
  };
}

function toSeen({ id, box, ...rest }: FollowedObject, picture: { width: number; height: number }): SeenObject {
  return { track: id, ...rest, box: toPartBox(box, picture) };
}
