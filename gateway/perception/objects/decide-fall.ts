import { type FallPoint, type FallTrack, storeyM } from './fall-tracks.ts';

/** What a track says. Storeys of 3 m, seconds. */
export interface Fallen {
  points: readonly FallPoint[];
  storeys: number;
  seconds: number;
  /** How far above its first point it began, if it fell from rest. */
  before: number;
}

export type NoFall =
  | 'too-short'
  | 'too-few-points'
  | 'goes-up'
  | 'not-accelerating'
  | 'not-a-fall'
  | 'swerves'
  | 'sideways';

export type FallVerdict = { kind: 'fallen'; fall: Fallen } | { kind: 'none'; why: NoFall };

/** DOMAIN §5: a downward track over more than two storeys. */
const leastStoreys = 2;
const leastSeconds = 0.4;
const leastPoints = 6;
/** Of the pictures in which it must have been there: masked windows and balconies hide it now and then. */
const leastSeen = 0.35;
/**
 * In m/s², over the first storeys: air takes it from what is light later on, perspective and a storey measured badly change it.
 * What comes down at an even pace (a bag, a leaf, snow, a bird, a gondola) never has any.
 */
const acceleration = { least: 2.5, most: 20, storeys: 3, seconds: 0.6 } as const;
/** In m/s at its end: a stone has 10.8 after two storeys, a paper box half of it. */
const leastEndSpeed = 4.5;
/** In storeys; the jitter of a blob's middle, and a part of the way for what the air does. */
const fit = { jitter: 0.13, share: 0.03 } as const;
const mostUp = 0.2;
const swerve = 0.15;
const mostSwerves = 2;
const mostSidewaysShare = 0.7;

/** Whether a track is that of something that fell. Pure. */
export function decideFall(track: FallTrack): FallVerdict {
  const points = fromLettingGo(track.points);
  const [first, last] = [points[0]!, points.at(-1)!];
  const [storeys, seconds] = [last.down - first.down, last.atS - first.atS];
  if (storeys <= leastStoreys || seconds < leastSeconds) return none('too-short');
  const pictures = track.pictures * (points.length / track.points.length);
  if (points.length < leastPoints || points.length < leastSeen * pictures) return none('too-few-points');
  if (upwards(points) > mostUp) return none('goes-up');
  const whole = fitFall(points);
  const { speed, gain } = fitFall(firstPart(points));
  const metres = gain * storeyM;
  const endSpeed = (whole.speed + whole.gain * seconds) * storeyM;
  if (metres < acceleration.least || endSpeed < leastEndSpeed) return none('not-accelerating');
  if (metres > acceleration.most || whole.rms > fit.jitter + fit.share * storeys) return none('not-a-fall');
  if (swerves(points) > mostSwerves) return none('swerves');
  if (Math.abs(last.aside - first.aside) > mostSidewaysShare * storeys) return none('sideways');
  return { kind: 'fallen', fall: { points, storeys, seconds, before: Math.max(0, speed) ** 2 / (2 * gain) } };
}

const none = (why: NoFall): FallVerdict => ({ kind: 'none', why });

/** What hung from a hand before it fell is no part of the fall. */
function fromLettingGo(points: readonly FallPoint[]): readonly FallPoint[] {
  const highest = Math.min(...points.map(({ down }) => down));
  const lastHeld = points.findLastIndex(({ down }) => down < highest + swerve);
  return points.slice(Math.max(0, lastHeld));
}

/** As long as the air does not count yet, and long enough to measure it by. */
function firstPart(points: readonly FallPoint[]): readonly FallPoint[] {
  const [{ down, atS }] = points as [FallPoint];
  const { storeys, seconds } = acceleration;
  const end = points.findIndex((point) => point.down - down >= storeys && point.atS - atS >= seconds);
  return end < leastPoints ? points : points.slice(0, end + 1);
}

function upwards(points: readonly FallPoint[]): number {
  return points.reduce((sum, { down }, at) => sum + Math.max(0, (points[at - 1]?.down ?? down) - down), 0);
}

/** Changes of the sideways direction; a steady wind makes none. */
function swerves(points: readonly FallPoint[]): number {
  let turns = 0;
  let direction = 0;
  let extreme = points[0]!.aside;
  for (const { aside } of points) {
    const moved = aside - extreme;
    if (direction === 0 ? Math.abs(moved) > swerve : moved * direction < -swerve) {
      if (direction !== 0) turns++;
      direction = Math.sign(moved);
      extreme = aside;
    } else if (moved * direction > 0) extreme = aside;
  }
  return turns;
}

/**
 * Least squares of down = d + speed·t + gain·t²/2, t from the first point. Solved about the mean time, where the sums of odd
 * powers stay small. `rms` is what is left, in storeys.
 */
export function fitFall(points: readonly FallPoint[]): { speed: number; gain: number; rms: number } {
  const startS = points[0]!.atS;
  const middle = points.reduce((sum, { atS }) => sum + atS - startS, 0) / points.length;
  const times = points.map(({ atS }) => atS - startS - middle);
  const moment = (power: number) => times.reduce((sum, t) => sum + t ** power, 0) / times.length;
  const [m2, m3, m4] = [moment(2), moment(3), moment(4)];
  const along = (power: number) =>
    points.reduce((sum, { down }, at) => sum + down * times[at]! ** power, 0) / times.length;
  const [d0, d1, d2] = [along(0), along(1), along(2)];
  const spread = m4 - m2 * m2 - (m3 * m3) / m2;
  const square = spread > 1e-12 ? (d2 - m2 * d0 - (m3 * d1) / m2) / spread : 0;
  const slope = (d1 - square * m3) / m2;
  const level = d0 - square * m2;
  const rest = points.reduce((sum, { down }, at) => {
    const t = times[at]!;
    return sum + (down - level - slope * t - square * t * t) ** 2;
  }, 0);
  return { speed: slope - 2 * square * middle, gain: 2 * square, rms: Math.sqrt(rest / points.length) };
}
