import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AlarmStep } from '../../../devices/contracts/alarms.ts';
import type { CameraScene, Point } from '../../../devices/contracts/camera-scene.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { createWatchFlow, type WatchFlowOptions } from '../../../gateway/compose/watch/watch-flow.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import type { SeenObject } from '../../../gateway/perception/messages.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const name = { zh: '测试', en: 'Test' };
const yard = {
  id: 'lawn',
  name,
  polygon: [
    [0.1, 0.4],
    [0.9, 0.4],
    [0.9, 0.95],
    [0.1, 0.95],
  ] as Point[],
};
const doorstep = { id: 'doorstep', name, from: [0.5, 0.1] as Point, to: [0.5, 0.95] as Point };
const intrusion = { kind: 'intrusion' as const, area: 'lawn' };
const scene: CameraScene = { areas: [yard], lines: [doorstep], rules: [intrusion] };

const somebody = (x: number, track = 't1', kind: SeenObject['class'] = 'person'): SeenObject => ({
  track,
  class: kind,
  score: 0.8,
  looks: 5,
  box: { x: x - 0.03, y: 0.4, width: 0.06, height: 0.3 },
});

function siteWith(rules: CameraScene): SiteFile {
  const camera = { id: 'dome-1', kind: 'dome-camera' as const, ring: 2 as const, zone: 'yard', name };
  return smallSite({ cameras: [{ ...camera, url: 'rtsp://127.0.0.1/dome', scene: rules }] });
}

const clock = fakeClock(Date.parse('2026-03-02T23:00:00+08:00'));
const opened: Store[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

/** The flow with real alarms in a real database; `file` is one that a last run left. */
function startFlow(rules: CameraScene, file = join(mkdtempSync(join(tmpdir(), 'ringward-watch-')), 'site.db')) {
  const store = openStore(file);
  opened.push(store);
  const steps: AlarmStep[] = [];
  const book = createAlarmBook(store, (_alarm, { step }) => steps.push(step));
  const alarms: WatchFlowOptions['alarms'] = {
    book,
    raise: (type, source, atMs, detail = {}, _jpeg, _subjects, more = {}) =>
      void book.raise({ type, source, ring: 2, atMs, detail, ...more }),
  };
  const flow = createWatchFlow({
    site: siteWith(rules),
    store,
    clock,
    log: quietLog,
    metrics: createMetrics(),
    alarms,
  });
  const open = () => book.list({ open: true, limit: 10 });
  return { flow, store, file, steps, open };
}
type Flow = ReturnType<typeof startFlow>;

/** Five looks a second; the gateway's own second beats on. */
function play({ flow }: Flow, seconds: number, objects: (at: number) => SeenObject[]): void {
  for (let n = 1; n <= seconds * 5; n++) {
    clock.advance(200);
    flow.objects({
      kind: 'objects-sighting',
      camera: 'dome-1',
      seenAtMs: clock.monotonicMs(),
      objects: objects(n / 5),
    });
    if (n % 5 === 0) flow.check();
  }
}

/** Nothing is said by the camera. */
function wait({ flow }: Flow, seconds: number): void {
  for (let n = 0; n < seconds; n++) {
    clock.advance(1000);
    flow.check();
  }
}

test('an intruder raises one alarm at the camera, with where and how many', () => {
  const site = startFlow(scene);
  play(site, 5, () => [somebody(0.5)]);
  expect(site.open()).toMatchObject([
    { type: 'intrusion', source: 'dome-1', active: true, detail: { area: 'lawn', people: 1 } },
  ]);
  expect(site.steps).toEqual(['raised', 'joined-incident']);
});

test('it is cleared when the lawn is empty, though the camera says so only once', () => {
  const site = startFlow(scene);
  play(site, 5, () => [somebody(0.5)]);
  play(site, 0.2, () => []);
  wait(site, 10);
  expect(site.open()).toMatchObject([{ active: false }]);
});

test('it stands while the camera is lost, and is judged anew when it is back', () => {
  const site = startFlow(scene);
  play(site, 5, () => [somebody(0.5)]);
  play(site, 0.2, () => []);
  site.flow.camera('dome-1', { state: 'lost', reason: 'no-picture' });
  wait(site, 120);
  expect(site.open()).toMatchObject([{ active: true }]);
  play(site, 5, () => [somebody(0.5, 't2')]);
  expect(site.open()).toMatchObject([{ active: true, count: 1 }]);
  play(site, 8, () => []);
  expect(site.open()).toMatchObject([{ active: false }]);
});

test('after a restart of the gateway it stands until the lawn has been seen empty', () => {
  const site = startFlow(scene);
  play(site, 5, () => [somebody(0.5)]);
  const again = startFlow(scene, site.file);
  wait(again, 60);
  expect(again.open()).toMatchObject([{ active: true, count: 1 }]);
  play(again, 8, () => []);
  expect(again.open()).toMatchObject([{ active: false }]);
});

test('an alarm whose rule was taken out of the site file is cleared: nobody watches for it any more', () => {
  const site = startFlow(scene);
  play(site, 5, () => [somebody(0.5)]);
  const again = startFlow({ ...scene, rules: [] }, site.file);
  expect(again.open()).toMatchObject([{ active: false }]);
});

test('two areas of one camera are one alarm, which ends with the last of them', () => {
  const left = {
    ...yard,
    id: 'left',
    polygon: [
      [0, 0],
      [0.45, 0],
      [0.45, 1],
      [0, 1],
    ] as Point[],
  };
  const right = {
    ...yard,
    id: 'right',
    polygon: [
      [0.55, 0],
      [1, 0],
      [1, 1],
      [0.55, 1],
    ] as Point[],
  };
  const site = startFlow({
    areas: [left, right],
    rules: [
      { kind: 'intrusion', area: 'left' },
      { kind: 'intrusion', area: 'right' },
    ],
  });
  play(site, 3, () => [somebody(0.2, 'a'), somebody(0.8, 'b')]);
  expect(site.open()).toMatchObject([{ count: 2, active: true }]);
  play(site, 8, () => [somebody(0.2, 'a')]);
  expect(site.open()).toMatchObject([{ active: true }]);
  play(site, 8, () => []);
  expect(site.open()).toMatchObject([{ active: false }]);
});

test('areas may be changed while it runs: what is drawn now counts from now on', () => {
  const site = startFlow(scene);
  play(site, 5, () => [somebody(0.5)]);
  site.flow.setScene('dome-1', { ...scene, rules: [{ kind: 'loitering', area: 'lawn', afterS: 10 }] });
  expect(site.open()).toMatchObject([{ type: 'intrusion', active: false }]);
  play(site, 15, () => [somebody(0.5)]);
  expect(site.open().map(({ type, active }) => [type, active])).toEqual(
    expect.arrayContaining([
      ['intrusion', false],
      ['loitering', true],
    ]),
  );
  expect(() => site.flow.setScene('dome-1', { rules: [{ kind: 'intrusion', area: 'nowhere' }] })).toThrow('nowhere');
  play(site, 10, () => []);
  expect(site.open().every(({ active }) => !active)).toBe(true);
});

test('a blocked fire lane says whether it is a warning or an alarm', () => {
  const rule = { kind: 'fire-lane' as const, area: 'lawn', warnAfterS: 20, alarmAfterS: 40 };
  const site = startFlow({ areas: [yard], rules: [rule] });
  play(site, 25, () => [somebody(0.5, 'c', 'car')]);
  expect(site.open()).toMatchObject([
    { type: 'fire-lane-blocked', detail: { area: 'lawn', vehicles: 1, stage: 'warn' } },
  ]);
  play(site, 25, () => [somebody(0.5, 'c', 'car')]);
  expect(site.open()).toMatchObject([{ detail: { stage: 'alarm' }, count: 2 }]);
});

const tailgating: CameraScene = {
  lines: [doorstep],
  rules: [{ kind: 'tailgating', line: 'doorstep', direction: 'left-to-right', door: 'u1-door' }],
};
/** From right to left over the doorstep, i.e. from the left of somebody who walks down the line. */
const enter = (at: number, track: string) => somebody(Math.max(0.2, 0.8 - at * 0.2), track);

test('a grant lets one person in: one is no alarm, two are tailgating', () => {
  const site = startFlow(tailgating);
  site.flow.granted('u1-door');
  play(site, 10, (at) => [enter(at, 'a')]);
  expect(site.open()).toEqual([]);
  clock.advance(20_000);
  site.flow.granted('u1-door');
  play(site, 12, (at) => [enter(at, 'b'), ...(at > 1 ? [enter(at - 1, 'c')] : [])]);
  expect(site.open()).toMatchObject([
    {
      type: 'tailgating',
      source: 'dome-1',
      count: 1,
      detail: { line: 'doorstep', door: 'u1-door', people: 2, grants: 1, direction: 'left-to-right' },
    },
  ]);
});

test('somebody who follows and is out of the picture at once is told all the same', () => {
  const site = startFlow(tailgating);
  play(site, 2.4, (at) => [enter(at, 'a')]);
  play(site, 0.2, () => []);
  wait(site, 6);
  expect(site.open()).toMatchObject([{ type: 'tailgating', detail: { people: 1, grants: 0 } }]);
});

test('what a full disk refuses is raised when there is room again', () => {
  const site = startFlow(scene);
  site.store.prepare('PRAGMA query_only = 1').run();
  play(site, 5, () => [somebody(0.5)]);
  site.store.prepare('PRAGMA query_only = 0').run();
  expect(site.open()).toEqual([]);
  wait(site, 2);
  expect(site.open()).toMatchObject([{ type: 'intrusion', count: 1 }]);
});

test('something that falls is an alarm with its floors and its way, of priority 1 where somebody walks below', () => {
  const wall = {
    ...yard,
    id: 'wall',
    polygon: [
      [0.1, 0.1],
      [0.9, 0.1],
      [0.9, 0.9],
    ] as Point[],
  };
  const rule = {
    kind: 'falling-object' as const,
    area: 'wall',
    storeyHeight: 0.08,
    lowestFloor: 1,
    groundArea: 'lawn',
  };
  const site = startFlow({ areas: [yard, wall], rules: [rule] });
  const fall = () =>
    site.flow.fall({
      kind: 'fall-sighting',
      camera: 'dome-1',
      area: 'wall',
      seenAtMs: clock.monotonicMs(),
      durationMs: 1460,
      storeys: 4.2,
      floors: { lowest: 7, highest: 8, orHigher: false },
      path: [
        [0.5, 0.2],
        [0.5031, 0.6],
      ],
    });
  fall();
  const detail = { area: 'wall', floors: '7–8', storeys: 4.2, seconds: 1.5, path: '500,200 503,600' };
  expect(site.open()).toMatchObject([{ type: 'falling-object', priority: 2, detail }]);
  expect(site.open()[0]!.detail).not.toHaveProperty('people');
  play(site, 1, () => [somebody(0.5)]);
  fall();
  expect(site.open()).toMatchObject([{ priority: 1, count: 2, detail: { ...detail, people: 1 } }]);
});
