import { expect, test } from 'vitest';
import { actor, actScene } from './acted-scene.ts';

const night = [{ from: '22:00', to: '06:00' }];
const at = (clock: string) => Date.parse(`2026-03-02T${clock}+08:00`);
const rule = { kind: 'intrusion' as const, area: 'yard', during: night };

test('somebody on the lawn at night is an intruder, and it ends when he has gone', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00') });
  scene.play(2, [actor('a', [0.3, 0.7])]);
  expect(scene.findings).toMatchObject([
    { kind: 'began', type: 'intrusion', place: 'yard', rule: 0, count: 1, tracks: ['a'] },
  ]);
  scene.play(10, []);
  expect(scene.said()).toEqual(['began', 'ended']);
});

test('by day the same person is nobody’s concern', () => {
  const scene = actScene([rule], { wallMs: at('12:00:00') });
  scene.play(30, [actor('a', [0.3, 0.7])]);
  expect(scene.findings).toEqual([]);
});

test('who is still there when the night begins is an intruder from then on', () => {
  const scene = actScene([rule], { wallMs: at('21:59:50') });
  scene.play(9, [actor('a', [0.3, 0.7])]);
  expect(scene.findings).toEqual([]);
  scene.play(5, [actor('a', [0.3, 0.7])]);
  expect(scene.said()).toEqual(['began']);
});

test('somebody beside the lawn is not on it, though his head is', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00') });
  scene.play(10, [actor('a', [0.6, 0.7]), actor('b', [0.3, 0.99])]);
  expect(scene.findings).toEqual([]);
});

test('a box that flickers up for two looks raises nothing', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00') });
  for (let n = 0; n < 10; n++) {
    scene.play(0.4, [actor(`ghost-${n}`, [0.15 + 0.03 * n, 0.9 - 0.04 * n])]);
    scene.play(10, []);
  }
  expect(scene.findings).toEqual([]);
});

test('an intruder whom the detector loses for two seconds is one intrusion, also under another track', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00') });
  scene.play(3, [actor('a', [0.3, 0.7])]);
  scene.play(2, []);
  scene.play(3, [actor('b', [0.32, 0.7])]);
  expect(scene.said()).toEqual(['began']);
});

test('somebody who stands still is missed in one slow look and has not gone', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00') });
  for (let n = 0; n < 4; n++) {
    scene.play(10, [actor('a', [0.3, 0.7])], 0.4);
    scene.play(2.5, [], 0.4);
  }
  expect(scene.said()).toEqual(['began']);
});

test('a cat on the lawn is no intruder; a car is one where the rule says so', () => {
  const cars = { ...rule, objects: ['car' as const] };
  const scene = actScene([rule, cars], { wallMs: at('23:00:00') });
  scene.play(5, [actor('cat', [0.3, 0.7], 'cat')]);
  expect(scene.findings).toEqual([]);
  scene.play(5, [actor('car', [0.3, 0.7], 'car')]);
  expect(scene.findings).toMatchObject([{ kind: 'began', rule: 1 }]);
});

test('an alarm that stood before a restart ends only after a look at the empty lawn', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00'), standing: ['intrusion'] });
  scene.play(20, [actor('a', [0.3, 0.7])]);
  expect(scene.findings).toEqual([]);
  scene.play(2, []);
  expect(scene.findings).toEqual([]);
  scene.play(5, []);
  expect(scene.said()).toEqual(['ended']);
});

test('time in which the camera was away is no sign that he has gone', () => {
  const scene = actScene([rule], { wallMs: at('23:00:00') });
  scene.play(3, [actor('a', [0.3, 0.7])]);
  scene.away(120);
  scene.play(1, []);
  expect(scene.said()).toEqual(['began']);
});
