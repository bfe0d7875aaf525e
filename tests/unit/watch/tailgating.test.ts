import { expect, test } from 'vitest';
import { actor, actScene, walk } from './acted-scene.ts';

const rule = {
  kind: 'tailgating' as const,
  line: 'threshold',
  direction: 'left-to-right' as const,
  door: 'u1-door',
};

/** Somebody walks in through the door, from `delayS` on, over the line about 1.6 s later. */
const enters = (track: string, delayS = 0) => {
  const way = walk(track, [0.8, 0.6], [0.2, 0.6], 3);
  return (at: number) => (at < delayS ? [] : [way(at - delayS)]);
};

test('a resident who was let in is alone', () => {
  const scene = actScene([rule]);
  scene.granted('u1-door');
  scene.play(10, enters('a'));
  expect(scene.findings).toEqual([]);
});

test('a second person through the door on one grant is told, with how many and how many were let in', () => {
  const scene = actScene([rule]);
  scene.granted('u1-door');
  const [a, b] = [enters('a'), enters('b', 1.4)];
  scene.play(12, (at) => [...a(at), ...b(at)]);
  expect(scene.findings).toMatchObject([
    { kind: 'happened', type: 'tailgating', place: 'threshold', door: 'u1-door', count: 2, grants: 1, tracks: ['b'] },
  ]);
});

test('two who were each let in are two residents', () => {
  const scene = actScene([rule]);
  scene.granted('u1-door');
  scene.granted('u1-door');
  const [a, b] = [enters('a'), enters('b', 1)];
  scene.play(12, (at) => [...a(at), ...b(at)]);
  expect(scene.findings).toEqual([]);
});

test('the camera may see somebody pass a little before the grant is heard of', () => {
  const scene = actScene([rule]);
  const a = enters('a');
  scene.play(3, a);
  scene.granted('u1-door');
  scene.play(10, [actor('a', [0.2, 0.6])]);
  expect(scene.findings).toEqual([]);
});

test('nobody was let in: whoever goes through is told', () => {
  const scene = actScene([rule]);
  scene.play(10, enters('a'));
  expect(scene.findings).toMatchObject([{ kind: 'happened', count: 1, grants: 0 }]);
});

test('another door’s grant and an old one open nothing here', () => {
  const scene = actScene([rule]);
  scene.granted('u1-door');
  scene.play(15, []);
  scene.granted('gate');
  scene.play(10, enters('a'));
  expect(scene.findings).toMatchObject([{ kind: 'happened', grants: 0 }]);
});

test('who goes out needs no grant', () => {
  const scene = actScene([rule]);
  const out = walk('a', [0.2, 0.6], [0.8, 0.6], 3);
  scene.play(10, (at) => [out(at)]);
  expect(scene.findings).toEqual([]);
});

test('who turns back in the door uses no grant up and tailgates nobody', () => {
  const scene = actScene([rule]);
  const back = walk('a', [0.35, 0.6], [0.8, 0.6], 1.6);
  const into = walk('a', [0.8, 0.6], [0.35, 0.6], 2);
  scene.play(2.2, (at) => [into(at)]);
  scene.play(6, (at) => [back(at)]);
  expect(scene.findings).toEqual([]);
});

test('three behind one resident are one finding', () => {
  const scene = actScene([rule]);
  scene.granted('u1-door');
  const people = [0, 1, 2, 3].map((n) => enters(`p${n}`, n * 1.2));
  scene.play(15, (at) => people.flatMap((enter) => enter(at)));
  expect(scene.findings).toMatchObject([{ count: 4, grants: 1, tracks: ['p1', 'p2', 'p3'] }]);
});

test('a stream of people that does not end is told before its end', () => {
  const scene = actScene([rule]);
  const people = Array.from({ length: 20 }, (_, n) => enters(`p${n}`, n * 1.5));
  scene.play(20, (at) => people.flatMap((enter) => enter(at)).filter(({ box }) => box.x > 0.2));
  expect(scene.findings.length).toBeGreaterThanOrEqual(1);
});
