import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { freshSlot, maxWaitingReports, takeUp, tell } from '../../../gateway/update/kept-slot.ts';
import { openReleaseKeys } from '../../../gateway/update/release-keys.ts';
import { openSlotFiles } from '../../../gateway/update/slot-files.ts';
import { StepProblem } from '../../../gateway/update/step-problem.ts';
import { openUpdateRoom, type UpdateRoom, type UpdateRoomOptions } from '../../../gateway/update/update-room.ts';
import type { UpdateTarget } from '../../../gateway/update/update-target.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { keyListOf, makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const anna = makeSigner('anna');
let folder: string;
let room: UpdateRoom | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-hindrance-'));
});
afterEach(async () => {
  await room?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A room for one target that takes everything. */
function openRoom(
  more: Partial<UpdateRoomOptions>,
  otherwise: Partial<UpdateTarget> = {},
): { room: UpdateRoom; isApplied(): boolean } {
  writeFileSync(join(folder, 'keys-given.json'), JSON.stringify(signAll(keyListOf([anna], 1), [anna])));
  let isApplied = false;
  room = openUpdateRoom({
    ...{ folder, files: openSlotFiles(folder, quietLog), clock: fakeClock(), log: quietLog, metrics: createMetrics() },
    keys: openReleaseKeys({ given: join(folder, 'keys-given.json'), path: join(folder, 'keys.json'), log: quietLog }),
    line: { request: () => Promise.reject(new Error('no line')) },
    target: () => ({
      runs: () => ({ version: '0.1', serial: 0 }),
      refuse: () => undefined,
      isStaged: () => true,
      stage: async () => {},
      known: () => [],
      standing: () => (isApplied ? 'new' : 'old'),
      apply: async () => {
        isApplied = true;
        return 'now';
      },
      prove: async () => {},
      keep() {},
      goBack: async () => 'now',
      tidy: async () => {},
      ...otherwise,
    }),
    note() {},
    changed() {},
    ...more,
  });
  return { room, isApplied: () => isApplied };
}

test('a release is switched to in the window of the day by the clock of the site, also where another zone has another day', async () => {
  const clock = fakeClock(Date.parse('2026-11-22T12:00:00+08:00'));
  const { room: opened, isApplied } = openRoom({ clock, timeZone: 'Asia/Shanghai' });
  const release = signAll(manifestOf(Buffer.from('a program'), { serial: 2 }), [anna]);
  opened.offer([{ attempt: 'attempt-1', release, healthS: 1, window: { from: '22:30', to: '04:00' } }]);
  const last = () => opened.reports().at(-1);
  await expect.poll(last).toMatchObject({ state: 'staged', detail: 'it waits: for its time' });
  expect(isApplied()).toBe(false);
  clock.advance(11 * 3_600_000);
  await expect.poll(() => last()?.state, { timeout: 10_000 }).toBe('committed');
}, 20_000);

test('while a fire stands a release is made ready and not switched to; the cloud is told why, and afterwards it goes on', async () => {
  let fire: string | undefined = 'fire';
  const { room: opened, isApplied } = openRoom({ hindrance: () => fire });
  const release = signAll(manifestOf(Buffer.from('a program'), { serial: 2 }), [anna]);
  opened.offer([{ attempt: 'attempt-1', release, healthS: 1 }]);
  const last = () => opened.reports().at(-1);
  await expect.poll(last).toMatchObject({ state: 'staged', detail: 'it waits: fire' });
  expect(isApplied()).toBe(false);
  fire = undefined;
  await expect.poll(() => last()?.state, { timeout: 10_000 }).toBe('committed');
  // what was told meanwhile stands in the order of the steps
  const steps = opened.reports().map(({ step }) => step);
  expect(steps).toEqual(steps.map((_, index) => index + 1));
}, 20_000);

test('the cloud is told when an update that failed cannot go back either', async () => {
  const stuck = () => Promise.reject(Object.assign(new Error('read-only'), { code: 'EROFS' }));
  const unwell = () => Promise.reject(new StepProblem('unhealthy', 'a door is lost'));
  const { room: opened } = openRoom({}, { prove: unwell, goBack: stuck });
  const release = signAll(manifestOf(Buffer.from('a program'), { serial: 2 }), [anna]);
  opened.offer([{ attempt: 'attempt-1', release, healthS: 1 }]);
  await expect
    .poll(() => opened.reports().at(-1))
    .toMatchObject({ state: 'confirming', detail: 'it cannot go back yet: EROFS' });
}, 20_000);

test('what is told between two steps never fills the record of an update', () => {
  const manifest = manifestOf(Buffer.from('firmware'), { kind: 'firmware', name: 'smoke' });
  const assignment = { attempt: 'attempt-1', release: signAll(manifest, [anna]), healthS: 1 };
  let slot = takeUp(freshSlot('firmware', 'smoke', { version: '1', serial: 0 }), assignment, manifest, 1);
  for (let index = 0; index < 1000; index += 1) slot = tell(slot, index, { detail: 'still at it' });
  expect(slot.reports.length).toBeLessThanOrEqual(maxWaitingReports / 2);
  expect(slot.attempt?.step).toBe(slot.reports.length);
});
