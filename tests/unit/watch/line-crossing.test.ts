import { expect, test } from 'vitest';
import { actor, actScene, walk } from './acted-scene.ts';

// Whoever walks down the line has the right half of the picture on his left.
const leftwards = { kind: 'line-crossing' as const, line: 'threshold', direction: 'left-to-right' as const };
const either = { ...leftwards, direction: 'either' as const };

test('who walks over the line in the forbidden direction is told once', () => {
  const scene = actScene([leftwards]);
  const over = walk('a', [0.8, 0.6], [0.2, 0.6], 4);
  scene.play(8, (at) => [over(at)]);
  expect(scene.findings).toMatchObject([
    {
      kind: 'happened',
      type: 'line-crossing',
      place: 'threshold',
      direction: 'left-to-right',
      count: 1,
      tracks: ['a'],
    },
  ]);
});

test('the other way is allowed', () => {
  const scene = actScene([leftwards]);
  const back = walk('a', [0.2, 0.6], [0.8, 0.6], 4);
  scene.play(8, (at) => [back(at)]);
  expect(scene.findings).toEqual([]);
});

test('with either direction, there and back are two crossings', () => {
  const scene = actScene([either]);
  const there = walk('a', [0.8, 0.6], [0.2, 0.6], 4);
  const back = walk('a', [0.2, 0.6], [0.8, 0.6], 4);
  scene.play(5, (at) => [there(at)]);
  scene.play(5, (at) => [back(at)]);
  expect(scene.findings.map(({ direction }) => direction)).toEqual(['left-to-right', 'right-to-left']);
});

test('who stands on the line and sways does not cross it again and again', () => {
  const scene = actScene([either]);
  const sway = (at: number) => 0.5 + 0.005 * Math.sin(at * 5);
  scene.play(60, (at) => [actor('a', [sway(at), 0.6])]);
  expect(scene.findings).toEqual([]);
  const away = walk('a', [0.5, 0.6], [0.8, 0.6], 3);
  scene.play(5, (at) => [away(at)]);
  expect(scene.findings.length).toBeLessThanOrEqual(1);
});

test('who walks round the end of the line does not cross it', () => {
  const scene = actScene([either]);
  const down = walk('a', [0.7, 0.7], [0.7, 0.98], 2);
  const across = walk('a', [0.7, 0.98], [0.3, 0.98], 3);
  const up = walk('a', [0.3, 0.98], [0.3, 0.7], 2);
  for (const leg of [down, across, up]) scene.play(3, (at) => [leg(at)]);
  expect(scene.findings).toEqual([]);
});

test('one box thrown over the line and back is no crossing', () => {
  const scene = actScene([either]);
  scene.play(3, [actor('a', [0.7, 0.6])]);
  scene.play(0.2, [actor('a', [0.3, 0.6])]);
  scene.play(3, [actor('a', [0.7, 0.6])]);
  expect(scene.findings).toEqual([]);
});

test('a track that breaks on the line crosses it all the same', () => {
  const scene = actScene([leftwards]);
  const over = walk('a', [0.8, 0.6], [0.2, 0.6], 6);
  scene.play(7, (at) => {
    if (at > 2.6 && at < 3.4) return [];
    return [{ ...over(at), track: at < 3 ? 'a' : 'b' }];
  });
  expect(scene.said()).toEqual(['happened']);
});

test('two looks a second are enough', () => {
  const scene = actScene([leftwards]);
  const over = walk('a', [0.8, 0.6], [0.2, 0.6], 3);
  scene.play(5, (at) => [over(at)], 2);
  expect(scene.said()).toEqual(['happened']);
});

test('a dog may run over it', () => {
  const scene = actScene([either]);
  const over = walk('dog', [0.8, 0.6], [0.2, 0.6], 3, 'dog');
  scene.play(5, (at) => [over(at)]);
  expect(scene.findings).toEqual([]);
});
