import { expect, test } from 'vitest';
import { actor, actScene, walk } from './acted-scene.ts';

const rule = { kind: 'loitering' as const, area: 'yard', afterS: 30 };
const inside = [0.3, 0.7] as const;

test('who stays for longer than the time allowed loiters, and no longer when he has left', () => {
  const scene = actScene([rule]);
  scene.play(29, [actor('a', [...inside])]);
  expect(scene.findings).toEqual([]);
  scene.play(3, [actor('a', [...inside])]);
  expect(scene.findings).toMatchObject([{ kind: 'began', type: 'loitering', count: 1 }]);
  scene.play(15, [actor('a', [0.8, 0.7])]);
  expect(scene.said()).toEqual(['began', 'ended']);
});

test('who walks through does not loiter', () => {
  const scene = actScene([rule]);
  for (let n = 0; n < 10; n++) {
    const through = walk(`p${n}`, [0.05, 0.7], [0.7, 0.7], 12);
    scene.play(12, (at) => [through(at)]);
    scene.play(6, []);
  }
  expect(scene.findings).toEqual([]);
});

test('stepping out for three seconds does not start the time anew, nor does it count', () => {
  const scene = actScene([rule]);
  scene.play(20, [actor('a', [0.48, 0.7])]);
  scene.play(3, [actor('a', [0.53, 0.7])]);
  scene.play(8, [actor('a', [0.48, 0.7])]);
  expect(scene.findings).toEqual([]);
  scene.play(3, [actor('a', [0.48, 0.7])]);
  expect(scene.said()).toEqual(['began']);
});

test('who has been away for ten seconds begins again', () => {
  const scene = actScene([rule]);
  scene.play(25, [actor('a', [...inside])]);
  scene.play(10, [actor('a', [0.8, 0.7])]);
  scene.play(25, [actor('a', [...inside])]);
  expect(scene.findings).toEqual([]);
});

test('a track that breaks and goes on under another name is the same person', () => {
  const scene = actScene([rule]);
  scene.play(12, [actor('a', [0.3, 0.7])]);
  scene.play(2, []);
  scene.play(12, [actor('b', [0.31, 0.7])]);
  scene.play(1, []);
  scene.play(8, [actor('c', [0.32, 0.7])]);
  expect(scene.said()).toEqual(['began']);
});

test('two who stand side by side for half the time each are not one who stood for all of it', () => {
  const scene = actScene([rule]);
  scene.play(20, [actor('a', [0.2, 0.7])]);
  // The first one walks off and is followed out of the yard; the second one comes from elsewhere.
  const off = walk('a', [0.2, 0.7], [0.9, 0.7], 4);
  scene.play(5, (at) => [off(at)]);
  scene.play(20, [actor('b', [0.2, 0.7]), actor('a', [0.9, 0.7])]);
  expect(scene.findings).toEqual([]);
});

test('two looks a second and slow glances count the same time', () => {
  for (const fps of [2, 0.4]) {
    const scene = actScene([rule]);
    scene.play(27, [actor('a', [...inside])], fps);
    expect(scene.findings).toEqual([]);
    scene.play(10, [actor('a', [...inside])], fps);
    expect(scene.said()).toEqual(['began']);
  }
});

test('nobody loiters while the camera is away', () => {
  const scene = actScene([rule]);
  scene.play(10, [actor('a', [...inside])]);
  scene.away(100);
  scene.play(10, [actor('b', [...inside])]);
  expect(scene.findings).toEqual([]);
});
