import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rolloutEnds } from '../../../devices/contracts/rollout.ts';
import type { KeptSlot } from '../../../gateway/update/kept-slot.ts';
import type { LaunchPlan } from '../../../gateway/update/launch-plan.ts';
import { type RolloutServer, startRolloutServer } from '../../fixtures/rollout-server.ts';
import { makeRelease, type Nature } from '../../fixtures/tar-release.ts';
import { openUpdateBox, type UpdateBox } from '../../fixtures/update-box.ts';

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

const eventually = <T>(look: () => T) => expect.poll(look, { timeout: 60_000, interval: 20 });
const read = <T>(name: string) => JSON.parse(readFileSync(join(box.updates, name), 'utf8')) as T;
const slot = () => read<KeptSlot>('slot-gateway-gateway.json');
const last = (attempt: string) => cloud.reports.filter((report) => report.attempt === attempt).at(-1);
const isOver = (attempt: string) => rolloutEnds.some((end) => end === last(attempt)?.state);

async function assign(attempt: string, nature: Nature, serial: number, more: object = {}) {
  const { bytes, signed, manifest } = await makeRelease(nature, { serial, version: `1.0.${serial}` });
  cloud.put(bytes);
  cloud.assignments = [{ attempt, release: signed, healthS: 1, ...more }];
  return manifest.artefact.sha256.slice(0, 16);
}
const assigned = () => cloud.assignments[0]!;

test('an update is fetched, tried and kept, and each step is told to the cloud once and in order', async () => {
  box.start();
  const release = await assign('attempt-1', 'sound', 1);
  await eventually(() => isOver('attempt-1')).toBe(true);
  const steps = ['assigned', 'downloading', 'verified', 'staged', 'switching', 'confirming', 'committed'];
  expect(cloud.states('attempt-1')).toEqual(steps);
  expect(last('attempt-1')).toMatchObject({ step: 7, running: { version: '1.0.1', serial: 1 } });
  expect(box.starts()).toEqual(['installed', release]);
  await eventually(() => slot().reports).toEqual([]);
  // the next start needs no trial, and is the new one
  await box.stop();
  box.start();
  await eventually(() => box.starts().length).toBe(3);
  expect([box.starts()[2], read<LaunchPlan>('launch.json').trial]).toEqual([release, undefined]);
}, 120_000);

test('a release that is sick, ends at once or does not start is left for the one before, with the reason', async () => {
  box.start();
  const good = await assign('attempt-1', 'sound', 1);
  const { release } = assigned();
  await eventually(() => isOver('attempt-1')).toBe(true);
  const tried: [Nature, string, string][] = [
    ['sick', 'rolled-back', 'unhealthy'],
    ['crash', 'rolled-back', 'start-failed'],
    ['check-fails', 'failed', 'start-failed'],
  ];
  for (const [index, [nature, state, problem]] of tried.entries()) {
    const attempt = `attempt-${nature}`;
    await assign(attempt, nature, 10 + index);
    await eventually(() => isOver(attempt)).toBe(true);
    expect(last(attempt)).toMatchObject({ state, problem, running: { serial: 1 } });
    expect(box.starts().at(-1)).toBe(good);
    await eventually(() => readdirSync(join(box.updates, 'releases'))).toEqual([good]);
  }
  // what failed keeps no serial from being used
  await assign('attempt-9', 'sound', 2);
  await eventually(() => isOver('attempt-9')).toBe(true);
  expect(last('attempt-9')).toMatchObject({ state: 'committed', running: { serial: 2 } });
  // an older one is refused, unless it is the one before and wanted
  await assign('attempt-10', 'sound', 1);
  await eventually(() => last('attempt-10')).toMatchObject({ state: 'failed', problem: 'downgrade' });
  cloud.assignments = [{ attempt: 'attempt-11', release, healthS: 1, back: true }];
  await eventually(() => isOver('attempt-11')).toBe(true);
  expect([last('attempt-11')!.state, box.starts().at(-1)]).toEqual(['committed', good]);
  expect(cloud.asked.length).toBe(5);
}, 180_000);

test('whenever the power goes, at every write there is, the update goes on and ends with the whole new release', async () => {
  box.start();
  await eventually(() => box.starts().length).toBe(1);
  for (let cut = 1, isCut = true; isCut; cut += 1) {
    const attempt = `attempt-${cut}`;
    box.cutPowerAt(cut);
    const release = await assign(attempt, 'sound', cut);
    await eventually(() => isOver(attempt)).toBe(true);
    expect([cut, last(attempt)]).toMatchObject([cut, { state: 'committed', running: { serial: cut } }]);
    const steps = cloud.reports.filter((report) => report.attempt === attempt).map(({ step }) => step);
    expect(steps).toEqual(steps.map((_, index) => index + 1));
    expect(box.starts().at(-1)).toBe(release);
    const { current, trial } = read<LaunchPlan>('launch.json');
    expect([current, trial]).toEqual([release, undefined]);
    expect(existsSync(join(box.updates, 'releases', release, 'parts.json'))).toBe(true);
    // the reports are told: from here on only the next update writes
    await eventually(() => slot().reports).toEqual([]);
    await eventually(() => existsSync(join(box.updates, 'artefacts'))).toBe(false);
    isCut = box.writes() >= cut;
  }
  expect(readdirSync(join(box.updates, 'releases')).length).toBeLessThanOrEqual(3);
}, 600_000);
