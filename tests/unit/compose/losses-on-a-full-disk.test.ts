import { expect, test } from 'vitest';
import { createChecks } from '../../../gateway/compose/run-checks.ts';
import { createCameraWatch } from '../../../gateway/compose/watch/camera-watch.ts';
import { createPresenceBook } from '../../../gateway/ingest/device-presence.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { guardedSite } from '../../fixtures/guarded-site.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';

/** A disk that refuses what is written until it is told otherwise. */
function openDisk() {
  const store = openStore(':memory:');
  const disk = { isFull: true };
  const written: string[] = [];
  const write = (what: string) => {
    if (disk.isFull) throw new Error('full');
    written.push(what);
  };
  const look = (check: () => void) => {
    try {
      store.transaction(check);
    } catch {
      // looked at again a second later
    }
  };
  return { store, disk, written, write, look };
}

test('a lost device is told of once the disk takes it', () => {
  const { store, disk, written, write, look } = openDisk();
  const clock = fakeClock();
  const devices = guardedSite().devices.slice(0, 2);
  const book = createPresenceBook(devices, clock, store, (one, before) => {
    if (one.state !== before) write(one.device.id);
  });
  clock.advance(3_600_000);
  look(book.check);
  expect(book.all().map(({ state }) => state)).toEqual(['unknown', 'unknown']);
  disk.isFull = false;
  for (let n = 0; n < 2; n += 1) look(book.check);
  expect(written).toEqual(devices.map(({ id }) => id));
});

test('so are a lost camera and its return', () => {
  const { store, disk, written, write, look } = openDisk();
  const clock = fakeClock();
  const camera = guardedSite().cameras[0]!;
  const watch = createCameraWatch([camera], clock, store, {
    ...{ changed: () => undefined, lost: () => write('lost'), back: () => write('back') },
  });
  clock.advance(3_600_000);
  look(watch.check);
  disk.isFull = false;
  for (let n = 0; n < 2; n += 1) look(watch.check);
  expect(written).toEqual(['lost']);
  disk.isFull = true;
  const picture = { width: 1280, height: 720, codec: 'h264', codecString: 'avc1', fps: 25 };
  expect(() => watch.status(camera.id, { state: 'streaming', ...picture })).toThrow('full');
  disk.isFull = false;
  for (let n = 0; n < 2; n += 1) look(watch.check);
  expect(written).toEqual(['lost', 'back']);
});

test('a check that always fails keeps none behind it from running, and is said once a minute', () => {
  const clock = fakeClock();
  const said: string[] = [];
  const log = { ...quietLog, error: (_: object, text: string) => void said.push(text) };
  const runChecks = createChecks({ clock, log, metrics: createMetrics() });
  let ran = 0;
  const failing = () => {
    throw new Error('always');
  };
  const next = () => {
    ran += 1;
  };
  for (let n = 0; n < 61; n += 1) {
    runChecks({ failing, next });
    clock.advance(1000);
  }
  expect([ran, said.length]).toEqual([61, 2]);
});
