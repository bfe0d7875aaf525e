import { expect, test } from 'vitest';
import { createFairOrder, type Queued } from '../../../gateway/perception/analysis/fair-order.ts';

const camera = (name: string, rank: number) => ({ name, rank, waitingSinceMs: undefined as number | undefined });

/** Cameras that always have a picture waiting, each turn taking `turnMs` by rank; returns who had which turn, and when. */
function serve(cameras: ReturnType<typeof camera>[], turnMs: readonly number[], forMs: number) {
  const next = createFairOrder(cameras);
  for (const one of cameras) one.waitingSinceMs = 0;
  const turns: { name: string; atMs: number }[] = [];
  let nowMs = 0;
  while (nowMs < forMs) {
    const turn = next(nowMs)!;
    turns.push({ name: turn.name, atMs: nowMs });
    nowMs += turnMs[turn.rank]!;
    turn.waitingSinceMs = nowMs;
  }
  return turns;
}

const longestGapMs = (turns: { name: string; atMs: number }[], name: string) => {
  const times = turns.filter((turn) => turn.name === name).map(({ atMs }) => atMs);
  return Math.max(...times.slice(1).map((atMs, index) => atMs - times[index]!));
};

test('cameras of one kind take turns', () => {
  const turns = serve([camera('a', 0), camera('b', 0), camera('c', 0)], [10], 60);
  expect(turns.map(({ name }) => name).join('')).toBe('abcabc');
});

test('somebody at a door waits for one plate at most, though four lanes are busy', () => {
  const lanes = ['l1', 'l2', 'l3', 'l4'].map((name) => camera(name, 1));
  const turns = serve([...lanes, camera('door', 0)], [10, 150], 10_000);
  expect(longestGapMs(turns, 'door')).toBeLessThanOrEqual(10 + 150);
});

test('busy doors do not keep a lane or a yard from being looked at', () => {
  const doors = ['d1', 'd2', 'd3'].map((name) => camera(name, 0));
  const turns = serve([...doors, camera('lane', 1), camera('yard', 2)], [15, 100, 40], 20_000);
  expect(longestGapMs(turns, 'lane')).toBeLessThan(1000);
  expect(longestGapMs(turns, 'yard')).toBeLessThan(1000);
});

test('where no door waits, a lane has its turn at once', () => {
  const [door, lane] = [camera('door', 0), camera('lane', 1)];
  const next = createFairOrder<Queued>([door, lane]);
  lane.waitingSinceMs = 0;
  expect(next(0)).toBe(lane);
  lane.waitingSinceMs = undefined;
  expect(next(0)).toBeUndefined();
});
