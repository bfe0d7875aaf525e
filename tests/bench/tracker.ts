import { intersectionOverUnion } from '../../gateway/perception/analysis/box-tracks.ts';
import { assignPairs } from '../../gateway/perception/objects/assign-pairs.ts';
import { createByteTracker, type FollowedObject } from '../../gateway/perception/objects/byte-tracker.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { type CrowdLook, type CrowdOptions, createCrowd } from '../fixtures/walking-crowd.ts';

const sequences = 20;
const seconds = 60;

/**
 * The tracker on made-up crowds whose truth is known: 12 people and 3 cars who hide each other, 20 % of what is in plain view
 * missed or found weakly, 3 % noise, a false detection in every third look. `mota` counts misses, inventions and switched
 * identities against all that was in view; `trackMicroseconds` is one look at 30 objects.
 */
export async function run(): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const fps of [5, 2]) {
    const tallies = Array.from({ length: sequences }, (_, seed) =>
      judge({ seed: 1000 + seed, people: 12, vehicles: 3, fps, missed: 0.2, noise: 0.03, inventions: 0.33 }),
    );
    const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
    const targets = sum('targets');
    figures[`mota${fps}Fps`] = Number((1 - (sum('missed') + sum('invented') + sum('switched')) / targets).toFixed(3));
    figures[`switchesPer1000At${fps}Fps`] = Number(((sum('switched') / targets) * 1000).toFixed(2));
    figures[`missedPart${fps}Fps`] = Number((sum('missed') / targets).toFixed(3));
    figures[`inventedPart${fps}Fps`] = Number((sum('invented') / targets).toFixed(4));
  }
  return { ...figures, trackMicroseconds: Math.round(timeLooks()) };
}

interface Tally {
  targets: number;
  missed: number;
  invented: number;
  switched: number;
}

function judge(options: CrowdOptions): Tally {
  const crowd = createCrowd(options);
  const tracker = createTracker();
  const lastName = new Map<number, string>();
  const tally: Tally = { targets: 0, missed: 0, invented: 0, switched: 0 };
  for (let n = 0; n < seconds * options.fps; n++) {
    const look = crowd.look();
    score(tally, look, tracker.look(look.detections, look.atMs), lastName);
  }
  return tally;
}

function createTracker() {
  let names = 0;
  return createByteTracker(() => `t${++names}`);
}

/** As in CLEAR MOT: who is mostly hidden need not be found, but is no invention either. */
function score(tally: Tally, { truth }: CrowdLook, followed: FollowedObject[], lastName: Map<number, string>): void {
  const cost = (row: number, column: number) => 1 - intersectionOverUnion(truth[row]!.box, followed[column]!.box);
  const pairs = assignPairs(truth.length, followed.length, cost, 0.5);
  const nameOf = new Map(pairs.map(({ row, column }) => [truth[row]!.id, followed[column]!.id]));
  for (const { id, hidden } of truth) {
    const name = nameOf.get(id);
    if (hidden <= 0.7) tally.targets++;
    if (name === undefined) {
      if (hidden <= 0.7) tally.missed++;
      continue;
    }
    if (lastName.has(id) && lastName.get(id) !== name) tally.switched++;
    lastName.set(id, name);
  }
  tally.invented += followed.length - pairs.length;
}

/** Median over many looks, in microseconds. */
function timeLooks(): number {
  const crowd = createCrowd({ seed: 7, people: 24, vehicles: 6, fps: 5, occlusion: false });
  const looks = Array.from({ length: 1500 }, () => crowd.look());
  const tracker = createTracker();
  const times = looks.map(({ detections, atMs }) => {
    const startedAt = performance.now();
    tracker.look(detections, atMs);
    return (performance.now() - startedAt) * 1000;
  });
  return percentile(times.slice(300), 0.5);
}
