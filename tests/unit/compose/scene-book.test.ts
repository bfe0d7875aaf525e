import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { CameraScene } from '../../../devices/contracts/camera-scene.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { createObjectView } from '../../../gateway/compose/watch/object-view.ts';
import { createSceneBook } from '../../../gateway/compose/watch/scene-book.ts';
import { createSceneDesk } from '../../../gateway/compose/watch/scene-desk.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const name = { zh: '草坪', en: 'Lawn' };
const lawn: CameraScene = {
  areas: [
    {
      id: 'lawn',
      name,
      polygon: [
        [0.1, 0.1],
        [0.9, 0.1],
        [0.5, 0.9],
      ],
    },
  ],
  lines: [{ id: 'step', name, from: [0.1, 0.5], to: [0.9, 0.5] }],
  masks: [
    [
      [0, 0],
      [0.2, 0],
      [0.2, 0.2],
    ],
  ],
};
const fileScene: CameraScene = { areas: lawn.areas!, rules: [{ kind: 'intrusion', area: 'lawn' }] };
const drawn: CameraScene = {
  ...lawn,
  rules: [
    { kind: 'tailgating', line: 'step', direction: 'left-to-right', door: 'u1-door' },
    { kind: 'loitering', area: 'lawn' },
  ],
};

const opened: Store[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
});

function siteWith(scene: CameraScene | undefined, doors = smallSite().doors): SiteFile {
  const camera = { id: 'dome-1', kind: 'dome-camera' as const, ring: 2 as const, name, url: 'rtsp://127.0.0.1/dome' };
  return smallSite({ doors, cameras: [{ ...camera, ...(scene ? { scene } : {}) }] });
}

const clock = fakeClock(Date.parse('2026-03-02T12:00:00+08:00'));
function openBook(site = siteWith(fileScene), file = join(mkdtempSync(join(tmpdir(), 'ringward-scene-')), 'site.db')) {
  const store = openStore(file);
  opened.push(store);
  return { file, store, book: createSceneBook({ site, store, clock, log: quietLog }) };
}

test('what a guard drew is there again after a restart, and outranks the site file', () => {
  const { book, file } = openBook();
  expect(book.current('dome-1')).toMatchObject({ scene: fileScene, version: 0, fromSiteFile: true });
  expect(book.save({ camera: 'dome-1', version: 0, scene: drawn }, 'guard')).toMatchObject({ kind: 'saved' });
  const { book: again } = openBook(siteWith({}), file);
  expect(again.current('dome-1')).toMatchObject({ scene: drawn, version: 1, changedBy: 'guard', fromSiteFile: false });
  expect(again.drawnSite().cameras[0]!.scene).toEqual(drawn);
  expect(again.problems()).toEqual([]);
});

test('of two guards who began at the same version the second is told who was first', () => {
  const { book } = openBook();
  book.save({ camera: 'dome-1', version: 0, scene: drawn }, 'wang');
  const second = book.save({ camera: 'dome-1', version: 0, scene: {} }, 'li');
  expect(second).toMatchObject({ kind: 'conflict', booked: { changedBy: 'wang', version: 1, scene: drawn } });
  expect(book.current('dome-1')!.scene).toEqual(drawn);
  expect(book.save({ camera: 'dome-1', version: 1, scene: {} }, 'li')).toMatchObject({ booked: { version: 2 } });
});

test('an older version comes back as a new one; the way back to the site file is a version, too', () => {
  const { book, file } = openBook();
  book.save({ camera: 'dome-1', version: 0, scene: drawn }, 'wang');
  book.save({ camera: 'dome-1', version: 1, scene: undefined }, 'li');
  expect(book.current('dome-1')).toMatchObject({ version: 2, fromSiteFile: true, scene: fileScene });
  book.save({ camera: 'dome-1', version: 2, scene: book.version('dome-1', 1)!.scene }, 'wang');
  expect(book.versions('dome-1')!.map(({ version, changedBy }) => [version, changedBy])).toEqual([
    [3, 'wang'],
    [2, 'li'],
    [1, 'wang'],
    [0, undefined],
  ]);
  expect(book.current('dome-1')!.scene).toEqual(drawn);
  book.save({ camera: 'dome-1', version: 3, scene: undefined }, 'wang');
  // The site file was changed since: going back to it means what it says now.
  expect(openBook(siteWith({ areas: lawn.areas! }), file).book.current('dome-1')!.scene).toEqual({ areas: lawn.areas });
});

test('the history cannot be rewritten, not even with the database open', () => {
  const { book, store } = openBook();
  book.save({ camera: 'dome-1', version: 0, scene: drawn }, 'wang');
  expect(() => store.prepare('UPDATE camera_scenes SET user = ?').run('li')).toThrow('only ever added');
  expect(() => store.prepare('DELETE FROM camera_scenes').run()).toThrow('only ever added');
});

test('what cannot be watched is not saved, and its field is named', () => {
  const { book } = openBook();
  const save = (scene: unknown) => book.save({ camera: 'dome-1', version: 0, scene }, 'guard');
  expect(save({ ...lawn, rules: [{ kind: 'loitering', area: 'loan' }] })).toMatchObject({
    kind: 'invalid',
    problem: { code: 'unknown-area', field: 'rules.0.area' },
  });
  expect(save({ rules: [{ kind: 'tailgating', line: 'step', direction: 'either', door: 'gate' }] })).toMatchObject({
    problem: { code: 'invalid-scene', field: 'rules.0.direction' },
  });
  expect(save('{}')).toMatchObject({ kind: 'invalid' });
  expect(book.save({ camera: 'nobody', version: 0, scene: {} }, 'guard')).toEqual({ kind: 'no-camera' });
  expect(book.current('dome-1')!.version).toBe(0);
});

test('a door that is taken out of the site file takes its rule along; what is masked stays masked', () => {
  const { book, file } = openBook();
  book.save({ camera: 'dome-1', version: 0, scene: drawn }, 'guard');
  const doors = smallSite().doors.filter(({ id }) => id !== 'u1-door');
  const { book: again } = openBook(siteWith(fileScene, doors), file);
  expect(again.current('dome-1')!.scene).toEqual({ ...drawn, rules: [{ kind: 'loitering', area: 'lawn' }] });
  expect(again.problems()).toEqual([expect.stringContaining('"u1-door"')]);
});

test('a stored scene that cannot be read shows nothing rather than what was to be hidden', () => {
  const { store, file } = openBook();
  store.prepare("INSERT INTO camera_scenes VALUES ('dome-1', 1, 0, 'guard', '{\"masks\":[[')").run();
  const { book } = openBook(siteWith(fileScene), file);
  expect(book.current('dome-1')!.scene).toEqual({
    masks: [
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ],
    ],
  });
  expect(book.problems()).toEqual([expect.stringContaining('dome-1')]);
  book.save({ camera: 'dome-1', version: 1, scene: drawn }, 'guard');
  expect(book.problems()).toEqual([]);
});

test('a camera looks out while the editor is open, and returns to its own rules some seconds after', () => {
  const { book } = openBook(siteWith({ masks: lawn.masks! }));
  const told: boolean[] = [];
  const desk = createSceneDesk({
    site: siteWith({ masks: lawn.masks! }),
    scenes: book,
    watch: { setScene: () => undefined },
    pool: { setScene: (_camera, { watched }) => void told.push(watched) },
    objects: createObjectView(clock),
    log: quietLog,
  });
  desk.ports.objects('dome-1');
  desk.ports.objects('dome-1');
  expect(told).toEqual([true]);
  clock.advance(5000);
  desk.ports.objects('dome-1');
  clock.advance(5000);
  desk.check();
  expect(told).toEqual([true]);
  clock.advance(2000);
  desk.check();
  expect(told).toEqual([true, false]);
});
