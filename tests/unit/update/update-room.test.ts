import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RolloutAssignment } from '../../../devices/contracts/rollout.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openReleaseKeys } from '../../../gateway/update/release-keys.ts';
import { openSlotFiles } from '../../../gateway/update/slot-files.ts';
import { openUpdateRoom, type UpdateRoom } from '../../../gateway/update/update-room.ts';
import type { UpdateTarget } from '../../../gateway/update/update-target.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { keyListOf, makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const [anna, bo, chen] = ['anna', 'bo', 'chen'].map(makeSigner) as [
  ReturnType<typeof makeSigner>,
  ReturnType<typeof makeSigner>,
  ReturnType<typeof makeSigner>,
];
const first = keyListOf([anna, bo], 2, 1);
const second = signAll(keyListOf([bo, chen], 2, 2), [anna, bo, chen]);
let folder: string;
let room: UpdateRoom | undefined;
let taken: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-room-'));
  writeFileSync(join(folder, 'given.json'), JSON.stringify(signAll(first, [anna, bo])));
  taken = [];
});
afterEach(async () => {
  await room?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes whatever comes, and never ends. */
const target: UpdateTarget = {
  runs: () => ({ version: '0.1', serial: 0 }),
  refuse: () => undefined,
  isStaged: () => true,
  stage: ({ attempt, signal }) => {
    taken.push(attempt.assignment.attempt);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  },
  known: () => [],
  standing: () => 'old',
  apply: async () => 'restarts',
  prove: async () => {},
  keep() {},
  goBack: async () => 'now',
  tidy: async () => {},
};

async function open(given: string | undefined = join(folder, 'given.json')): Promise<UpdateRoom> {
  await room?.stop();
  room = openUpdateRoom({
    ...{ folder, files: openSlotFiles(folder, quietLog), clock: fakeClock(), log: quietLog, metrics: createMetrics() },
    keys: openReleaseKeys({ given, path: join(folder, 'keys.json'), log: quietLog }),
    line: { request: () => Promise.reject(new Error('no line')) },
    target: (kind, name) => (kind === 'gateway' && name === 'gateway' ? target : undefined),
    note() {},
    changed() {},
  });
  return room;
}

const assign = (
  attempt: string,
  signers: Parameters<typeof signAll>[1],
  over: Parameters<typeof manifestOf>[1] = {},
  more: Partial<RolloutAssignment> = {},
): RolloutAssignment => ({
  ...{ attempt, release: signAll(manifestOf(Buffer.from('a program'), over), signers), healthS: 1 },
  ...more,
});
const problems = () => room!.reports().map(({ attempt, step, problem }) => [attempt, step, problem]);

test('what cannot be believed or is for another box is refused once, with one report, also after a restart', async () => {
  const otherArch = process.arch === 'x64' ? 'arm64' : 'x64';
  const offered = [
    assign('attempt-stranger', [anna, makeSigner('bo')]),
    assign('attempt-alone', [bo]),
    assign('attempt-elsewhere', [anna, bo], { arch: [otherArch] }),
    assign('attempt-no-such', [anna, bo], { kind: 'firmware', name: 'smoke' }),
  ];
  const expected = [
    ['attempt-stranger', 1, 'signature-wrong'],
    ['attempt-alone', 1, 'signature-wrong'],
    ['attempt-elsewhere', 1, 'not-for-this-box'],
    ['attempt-no-such', 1, 'not-for-this-box'],
  ];
  (await open()).offer(offered);
  room!.offer(offered);
  expect(problems()).toEqual(expected);
  (await open()).offer(offered);
  expect(problems()).toEqual(expected);
  for (const report of room!.reports()) room!.heard(report);
  (await open()).offer(offered);
  expect(problems()).toEqual([]);
  expect(taken).toEqual([]);
});

test('a gateway to which nobody gave keys believes nothing', async () => {
  rmSync(join(folder, 'given.json'));
  (await open()).offer([assign('attempt-1', [anna, bo])]);
  expect(problems()).toEqual([['attempt-1', 1, 'signature-wrong']]);
});

test('a newer list of keys comes with an assignment and holds from then on; an older one sent again changes nothing', async () => {
  (await open()).offer([assign('attempt-1', [bo, chen], {}, { keyList: second })]);
  await expect.poll(() => taken).toEqual(['attempt-1']);
  room!.offer([]);
  await expect.poll(() => room!.slots().some(({ attempt }) => attempt)).toBe(false);
  // anna is no longer one of them, whatever list comes along
  const replayed = { keyList: signAll(first, [anna, bo]) };
  (await open()).offer([assign('attempt-2', [anna, bo], { serial: 2 }, replayed)]);
  expect(problems()).toContainEqual(['attempt-2', 1, 'signature-wrong']);
  room!.offer([assign('attempt-3', [bo, chen], { serial: 3 }, replayed)]);
  await expect.poll(() => taken).toEqual(['attempt-1', 'attempt-3']);
});

test('what was called off before the switch ends as failed, and says so', async () => {
  (await open()).offer([assign('attempt-1', [anna, bo])]);
  await expect.poll(() => taken).toEqual(['attempt-1']);
  room!.offer([]);
  await expect.poll(() => problems().at(-1)?.[2]).toBe('called-off');
  expect(room!.reports().map(({ state }) => state)).toEqual(['assigned', 'downloading', 'verified', 'failed']);
});

test('a record that somebody has damaged is laid aside, and the gateway takes updates all the same', async () => {
  (await open()).offer([assign('attempt-1', [anna, bo])]);
  await room!.stop();
  writeFileSync(join(folder, 'slot-gateway-gateway.json'), '{"format":1,"kind":"gate');
  (await open()).offer([assign('attempt-2', [anna, bo], { serial: 2 })]);
  await expect.poll(() => taken.at(-1)).toBe('attempt-2');
});
