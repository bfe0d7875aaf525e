import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LaunchPlan, readLaunchPlan, writeLaunchPlan } from '../../../gateway/update/launch-plan.ts';
import { type RolloutServer, startRolloutServer } from '../../fixtures/rollout-server.ts';
import { type Nature, writeRelease } from '../../fixtures/tar-release.ts';
import { openUpdateBox, type UpdateBox } from '../../fixtures/update-box.ts';

const [old, fresh] = ['aaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbb'];
let cloud: RolloutServer;
let box: UpdateBox;
beforeEach(async () => {
  cloud = await startRolloutServer();
  box = openUpdateBox(cloud.url);
});
afterEach(async () => {
  await box.remove();
  await cloud.close();
});

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 30_000, interval: 20 });
function put(release: string, nature: Nature): void {
  writeRelease(join(box.updates, 'releases', release), nature);
}
function plan(more: Partial<LaunchPlan>): void {
  writeLaunchPlan(box.updates, { format: 1, installed: box.installed, ...more });
}

test('a release that hangs before anything of it runs is ended in time, and the one before starts', async () => {
  put(old, 'sound');
  put(fresh, 'hang');
  plan({ current: fresh, trial: { before: old, starts: 0, withinS: 1 } });
  box.start();
  await eventually(() => box.starts()).toEqual([old]);
  expect(readLaunchPlan(box.updates)).toMatchObject({ current: old, fallen: { release: fresh, why: 'no-answer' } });
}, 60_000);

test('a release that asks again and again for a start anew is left for the one before', async () => {
  put(old, 'sound');
  put(fresh, 'restless');
  plan({ current: fresh, trial: { before: old, starts: 0, withinS: 600 } });
  box.start();
  await eventually(() => box.starts()).toEqual([old]);
  expect(readLaunchPlan(box.updates)).toMatchObject({ current: old, fallen: { release: fresh, why: 'died' } });
}, 60_000);

test('whoever stops the box while a release is on trial takes none of its starts', async () => {
  put(fresh, 'sound');
  plan({ current: fresh, trial: { starts: 0, withinS: 600 } });
  box.start();
  await eventually(() => box.starts()).toEqual([fresh]);
  await box.stop();
  expect(readLaunchPlan(box.updates)?.trial).toEqual({ starts: 0, withinS: 600 });
}, 60_000);

test('after an installation by hand, or with a plan that cannot be read, what was installed starts', async () => {
  put(old, 'sound');
  plan({ current: old, installed: '/opt/ringward/releases/an-earlier-one' });
  box.start();
  await eventually(() => box.starts()).toEqual(['installed']);
  expect(readLaunchPlan(box.updates)).toBeUndefined();
  await box.stop();
  writeFileSync(join(box.updates, 'launch.json'), '{"format":1,"current":"../../../tmp');
  box.start();
  await eventually(() => box.starts()).toEqual(['installed', 'installed']);
}, 60_000);

test('a release that is gone from the disk is not waited for', async () => {
  plan({ current: old });
  box.start();
  await eventually(() => box.starts()).toEqual(['installed']);
  expect(readLaunchPlan(box.updates)).toMatchObject({ fallen: { release: old } });
}, 60_000);
