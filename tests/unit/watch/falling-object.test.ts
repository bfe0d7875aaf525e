import { expect, test } from 'vitest';
import type { CameraScene, Point, WatchRule } from '../../../devices/contracts/camera-scene.ts';
import { createSceneWatch } from '../../../gateway/watch/scene-watch.ts';
import type { SeenThing } from '../../../gateway/watch/subjects.ts';
import type { SeenFall } from '../../../gateway/watch/watch-finding.ts';

const name = { zh: '测试', en: 'Test' };
const area = (id: string, top: number, bottom: number) => ({
  id,
  name,
  polygon: [
    [0.1, top],
    [0.9, top],
    [0.9, bottom],
    [0.1, bottom],
  ] as Point[],
});
const rule: WatchRule = {
  kind: 'falling-object',
  area: 'wall',
  storeyHeight: 0.07,
  lowestFloor: 1,
  groundArea: 'path',
};
const scene: CameraScene = { areas: [area('wall', 0.02, 0.8), area('path', 0.8, 1)], rules: [rule] };
const fall: SeenFall = {
  area: 'wall',
  seenAtMs: 20_000,
  durationMs: 1500,
  storeys: 5,
  floors: { lowest: 6, highest: 7, orHigher: false },
  path: [
    [0.5, 0.3],
    [0.5, 0.7],
  ],
};
const somebody = (foot: number, kind: SeenThing['class'] = 'person'): SeenThing => ({
  track: 't1',
  class: kind,
  box: { x: 0.45, y: foot - 0.1, width: 0.05, height: 0.1 },
});

function watch(drawn = scene) {
  const watched = createSceneWatch(drawn, { timeZone: 'Asia/Shanghai' });
  return {
    ...watched,
    see: (seenAtMs: number, ...objects: SeenThing[]) => watched.look({ seenAtMs, objects }, 0),
  };
}

test('what falls where somebody walks below is of priority 1, and says how many there were', () => {
  const yard = watch();
  yard.see(17_000, somebody(0.9));
  expect(yard.fell(fall)).toMatchObject([{ type: 'falling-object', kind: 'happened', priority: 1, count: 1, fall }]);
});

test.each([
  ['nobody is there', []],
  ['somebody stands behind the path', [somebody(0.6)]],
  ['a dog is there', [somebody(0.9, 'dog')]],
] as const)('it is of the usual priority when %s', (_, objects) => {
  const yard = watch();
  yard.see(18_000, ...objects);
  const [finding] = yard.fell(fall);
  expect(finding).toMatchObject({ count: 0, tracks: [] });
  expect(finding).not.toHaveProperty('priority');
});

test('who left the path well before is in no danger, who left it as it began to fall is', () => {
  const yard = watch();
  yard.see(12_000, somebody(0.9));
  yard.see(13_000);
  expect(yard.fell(fall)[0]).not.toHaveProperty('priority');
  yard.see(14_000, somebody(0.9));
  yard.see(15_000);
  expect(yard.fell(fall)[0]).toMatchObject({ priority: 1 });
});

test('without a ground nobody is looked for; a façade that no rule watches any more is told of by nobody', () => {
  const { groundArea: _, ...onlyWall } = rule;
  const yard = watch({ ...scene, rules: [onlyWall, { kind: 'intrusion', area: 'path' }] });
  yard.see(19_000, somebody(0.9));
  expect(yard.fell(fall)).toMatchObject([{ count: 0, rule: 0 }]);
  expect(yard.fell({ ...fall, area: 'other-wall' })).toEqual([]);
  expect(() => watch({ areas: [area('wall', 0, 0.8)], rules: [rule] })).toThrow('path');
});
