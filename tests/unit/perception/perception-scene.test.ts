import { expect, test } from 'vitest';
import type { CameraScene, Point } from '../../../devices/contracts/camera-scene.ts';
import { createFallWatch } from '../../../gateway/perception/objects/fall-watch.ts';
import { decodeMode } from '../../../gateway/perception/open-perception.ts';
import { toPerceptionScene } from '../../../gateway/perception/to-perception-camera.ts';
import { facade, falls, paint } from './drawn-fall.ts';

const name = { zh: '立面', en: 'Wall' };
const polygon: Point[] = [
  [0.1, 0.1],
  [0.9, 0.1],
  [0.9, 0.8],
];
const rule = { kind: 'falling-object' as const, area: 'wall', storeyHeight: 0.08, lowestFloor: 3 };
const scene: CameraScene = { areas: [{ id: 'wall', name, polygon }], rules: [rule] };

test('a camera that only watches a façade loads no detector of people, and one that protects people below does', () => {
  const zone = { area: 'wall', polygon, storeyHeight: 0.08, lowestFloor: 3 };
  expect(toPerceptionScene(scene)).toEqual({ watched: false, masks: [], falls: [zone] });
  expect(toPerceptionScene({ ...scene, rules: [{ ...rule, groundArea: 'wall' }] })).toMatchObject({ watched: true });
  expect(toPerceptionScene({ ...scene, rules: [rule, rule] }).falls).toHaveLength(1);
  expect(toPerceptionScene({})).toEqual({ watched: false, masks: [], falls: [] });
  expect(decodeMode('dome-camera', false)).toBe('on-demand');
});

test('falls are told with their camera and the time at which they ended, though pictures are decoded in bursts', () => {
  const sightings: unknown[] = [];
  const problems: unknown[] = [];
  const watch = createFallWatch({
    report: (sighting) => sightings.push(sighting),
    record: () => {},
    onProblem: (_, error) => problems.push(error),
  });
  watch.set('yard', [facade]);
  expect([watch.isOn('yard'), watch.isOn('door')]).toEqual([true, false]);
  const drop = falls(7);
  for (let frame = 0; frame < 75; frame++) {
    // Eight pictures at once, then none for half a second.
    const takenAtMs = 100_000 + Math.ceil(frame / 8) * 533;
    const { data, stride, ...size } = paint(drop(frame / 15), { seed: frame + 1 });
    const picture = { ...size, takenAtMs, shownAtMs: frame * 66.7, luma: () => ({ data, stride }) };
    const unused = () => {
      throw new Error('only brightness is looked at');
    };
    watch.look('yard', { ...picture, toRgb: unused, borrowRgb: unused, retain: unused, release: unused });
  }
  expect(sightings).toMatchObject([{ kind: 'fall-sighting', camera: 'yard', area: 'facade' }]);
  // It falls for two seconds from the second one on.
  const { seenAtMs } = sightings[0] as { seenAtMs: number };
  expect(seenAtMs).toBeGreaterThan(102_000);
  expect(seenAtMs).toBeLessThan(104_000);
  const broken = () => {
    throw new Error('no memory');
  };
  const unreadable = { width: 640, height: 360, takenAtMs: 0, luma: broken };
  watch.look('yard', { ...unreadable, toRgb: broken, borrowRgb: broken, retain: broken, release: broken });
  expect(problems).toHaveLength(1);
  watch.set('yard', []);
  expect(watch.isOn('yard')).toBe(false);
});
