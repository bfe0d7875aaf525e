/** Where something small was seen: `down` and `aside` in storeys, down and to the right growing. */
export interface FallPoint {
  /** Seconds of the stream. */
  atS: number;
  down: number;
  aside: number;
  /** Parts of the picture. */
  x: number;
  y: number;
}

export interface FallTrack {
  readonly points: FallPoint[];
  /** Pictures from its first to its last point. */
  pictures: number;
}

/** Small things that move, followed from picture to picture as something that may fall. */
export interface FallTracks {
  /** Those that ended by now. */
  look(seen: readonly FallPoint[], atS: number): FallTrack[];
  /** Going on, or ended within the last second. */
  recent(): readonly FallTrack[];
  clear(): void;
}

/** A storey of 3 m. */
export const storeyM = 3;
const gravity = 9.81 / storeyM;
/** 36 m/s are reached after 66 m. */
const fastest = 12;
/** It may pass behind a masked window or a balcony. */
const lostAfterS = 0.5;
const mostTracks = 48;
/** At 25 pictures a second the last four seconds. */
const mostPoints = 100;
const recentS = 1;
/** In storeys: what a blob's middle may jitter by. */
const jitter = 0.12;

interface Followed extends FallTrack {
  pictures: number;
  missed: number;
}

export function createFallTracks(): FallTracks {
  let going: Followed[] = [];
  let ended: { track: Followed; atS: number }[] = [];

  const begin = (point: FallPoint) => {
    if (going.length < mostTracks) going.push({ points: [point], pictures: 1, missed: 0 });
  };
  return {
    recent: () => [...going, ...ended.map(({ track }) => track)],
    clear: () => {
      going = [];
      ended = [];
    },
    look: (seen, atS) => {
      for (const track of going) track.missed++;
      const free = assign(going, seen);
      const over = going.filter(({ points }) => atS - points.at(-1)!.atS > lostAfterS);
      going = going.filter((track) => !over.includes(track));
      for (const point of free) begin(point);
      ended = [...ended.filter((one) => atS - one.atS <= recentS), ...over.map((track) => ({ track, atS }))].slice(
        -mostTracks,
      );
      return over;
    },
  };
}

/** Nearest to where each should be first, those that are known longer before others; returns whatever nobody took. */
function assign(tracks: readonly Followed[], seen: readonly FallPoint[]): FallPoint[] {
  const pairs = tracks.flatMap((track) =>
    seen.flatMap((point) => {
      const off = offBy(track.points, point);
      return off === undefined ? [] : [{ track, point, cost: off + (track.points.length < 3 ? 1 : 0) }];
    }),
  );
  const taken = new Set<Followed | FallPoint>();
  for (const { track, point } of pairs.sort((a, b) => a.cost - b.cost)) {
    if (taken.has(track) || taken.has(point)) continue;
    taken.add(track).add(point);
    track.points.push(point);
    if (track.points.length > mostPoints) track.points.shift();
    track.pictures += track.missed;
    track.missed = 0;
  }
  return seen.filter((point) => !taken.has(point));
}

/** 0 where it should be, 1 at the limit; `undefined` where it cannot be. Between floating and falling freely all is possible. */
function offBy(points: readonly FallPoint[], point: FallPoint): number | undefined {
  const last = points.at(-1)!;
  const dt = point.atS - last.atS;
  if (dt <= 0) return undefined;
  const [down, aside] = [point.down - last.down, point.aside - last.aside];
  const earlier = points.at(-4) ?? points[0]!;
  const span = last.atS - earlier.atS;
  if (span <= 0) {
    const far = Math.max(0, down);
    if (down < -jitter || down > fastest * dt || Math.abs(aside) > jitter + 0.5 * far) return undefined;
    return Math.hypot(down, aside) / (jitter + fastest * dt);
  }
  const speed = Math.max(0, (last.down - earlier.down) / span);
  const least = speed * dt;
  const most = speed * dt + (gravity * dt * (span + dt)) / 2;
  const slack = jitter + 0.25 * least;
  const sideways = aside - ((last.aside - earlier.aside) / span) * dt;
  const offDown = Math.max(least - down, down - most, 0) / slack;
  const offAside = Math.abs(sideways) / (jitter + 0.3 * Math.max(0, down));
  return offDown <= 1 && offAside <= 1 ? Math.max(offDown, offAside) : undefined;
}
