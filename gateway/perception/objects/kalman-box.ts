import type { Box } from '../faces/face-recognizer.ts';

/** One number that changes: where it is, how fast it goes (a second), and the covariance of the two. */
interface Axis {
  at: number;
  speed: number;
  varAt: number;
  cov: number;
  varSpeed: number;
}

/** Where a box should be at some time, and how far off it may be: one standard deviation in pixels. */
export interface BoxForecast {
  box: Box;
  /** Of centre and height. */
  spread: { x: number; y: number; height: number };
}

/** The state of one box in motion: centre, shape and height, each with its speed. Pixels and milliseconds. */
export interface KalmanBox {
  forecast(atMs: number): BoxForecast;
  /** It was found there. A weak detection counts less. */
  correct(box: Box, atMs: number, weak: boolean): void;
  /** As it is believed to be at the last correction. */
  box(): Box;
}

/**
 * How things move, in parts of their own size: a person of 1.7 m walks 0.8 sizes a second and a car of 4 m rolls through a
 * compound at about one. Speed holds for seconds and then fades, so that what was lost from sight is not sent out of
 * the picture.
 */
const motion = { speed: 1, heightSpeed: 0.25, shapeSpeed: 0.15, holdS: 4 } as const;
/** How far a detector's box jitters, in parts of the size; the shape is a ratio. */
const jitter = { place: 0.05, shape: 0.1, weakTimes: 2 } as const;
const leastSize = 2;

/** A Kalman filter over (cx, cy, width/height, height) whose four axes do not influence each other. */
export function createKalmanBox(first: Box, firstAtMs: number): KalmanBox {
  let size = sizeOf(first);
  let updatedAtMs = firstAtMs;
  const start = (at: number, noise: number, speed: number): Axis => {
    return { at, speed: 0, varAt: noise ** 2, cov: 0, varSpeed: speed ** 2 };
  };
  const place = jitter.place * size;
  let [x, y, shape, height] = [
    start(first.x + first.width / 2, place, motion.speed * size),
    start(first.y + first.height / 2, place, motion.speed * size),
    start(first.width / Math.max(1, first.height), jitter.shape, motion.shapeSpeed),
    start(first.height, place, motion.heightSpeed * size),
  ];

  const at = (atMs: number) => {
    const seconds = Math.max(0, atMs - updatedAtMs) / 1000;
    return {
      x: drift(x, seconds, motion.speed * size),
      y: drift(y, seconds, motion.speed * size),
      shape: drift(shape, seconds, motion.shapeSpeed),
      height: drift(height, seconds, motion.heightSpeed * size),
    };
  };

  return {
    box: () => toBox(x.at, y.at, shape.at, height.at),
    forecast: (atMs) => {
      const then = at(atMs);
      const noise = (jitter.place * size) ** 2;
      const spread = {
        x: Math.sqrt(then.x.varAt + noise),
        y: Math.sqrt(then.y.varAt + noise),
        height: Math.sqrt(then.height.varAt + noise),
      };
      return { box: toBox(then.x.at, then.y.at, then.shape.at, then.height.at), spread };
    },
    correct: (box, atMs, weak) => {
      const then = at(atMs);
      const times = weak ? jitter.weakTimes : 1;
      const noise = (times * jitter.place * size) ** 2;
      x = correctAxis(then.x, box.x + box.width / 2, noise);
      y = correctAxis(then.y, box.y + box.height / 2, noise);
      shape = correctAxis(then.shape, box.width / Math.max(1, box.height), (times * jitter.shape) ** 2);
      height = correctAxis(then.height, box.height, noise);
      updatedAtMs = Math.max(updatedAtMs, atMs);
      size = sizeOf(toBox(x.at, y.at, shape.at, height.at));
    },
  };
}

/** The larger side: what motion and jitter are measured in. */
export function sizeOf({ width, height }: Box): number {
  return Math.max(leastSize, width, height);
}

/**
 * Some time later. The speed is an Ornstein-Uhlenbeck process, i.e. constant in the short run and bounded in the long;
 * `usual` is its standard deviation when nothing is known.
 */
function drift({ at, speed, varAt, cov, varSpeed }: Axis, seconds: number, usual: number): Axis {
  if (seconds === 0) return { at, speed, varAt, cov, varSpeed };
  const hold = motion.holdS;
  const kept = Math.exp(-seconds / hold);
  const way = hold * (1 - kept);
  const variance = usual ** 2;
  return {
    at: at + way * speed,
    speed: kept * speed,
    varAt:
      varAt +
      2 * way * cov +
      way ** 2 * varSpeed +
      variance * hold ** 2 * Math.max(0, (2 * seconds) / hold - 3 + 4 * kept - kept ** 2),
    cov: kept * cov + way * kept * varSpeed + variance * hold * (1 - kept) ** 2,
    varSpeed: kept ** 2 * varSpeed + variance * (1 - kept ** 2),
  };
}

function correctAxis({ at, speed, varAt, cov, varSpeed }: Axis, measured: number, noise: number): Axis {
  const total = varAt + noise;
  const off = measured - at;
  const [gain, speedGain] = [varAt / total, cov / total];
  return {
    at: at + gain * off,
    speed: speed + speedGain * off,
    varAt: (1 - gain) * varAt,
    cov: (1 - gain) * cov,
    varSpeed: varSpeed - speedGain * cov,
  };
}

function toBox(x: number, y: number, shape: number, height: number): Box {
  const tall = Math.max(1, height);
  const wide = Math.max(1, tall * Math.max(0.02, shape));
  return { x: x - wide / 2, y: y - tall / 2, width: wide, height: tall };
}
