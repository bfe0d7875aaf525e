import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMetrics, type Metrics } from '../../../gateway/kernel/metrics.ts';
import { createTokenLine } from '../../../gateway/outbox/cloud-line.ts';
import { download } from '../../../gateway/update/download.ts';
import { quietLog } from '../../fixtures/quiet.ts';
import { type RolloutServer, type ServerFault, startRolloutServer } from '../../fixtures/rollout-server.ts';
import { manifestOf } from '../../fixtures/signed-release.ts';

const bytes = randomBytes(300_000);
const { artefact } = manifestOf(bytes);
let cloud: RolloutServer;
let folder: string;
let path: string;
let metrics: Metrics;

beforeEach(async () => {
  cloud = await startRolloutServer();
  cloud.put(bytes);
  folder = mkdtempSync(join(tmpdir(), 'ringward-download-'));
  path = join(folder, 'artefact');
  metrics = createMetrics();
});
afterEach(async () => {
  await cloud.close();
  rmSync(folder, { recursive: true, force: true });
});

const fetchIt = (signal = new AbortController().signal, more: { maxRate?: number } = {}) =>
  download({
    ...{ line: createTokenLine({ url: cloud.url, token: 'a-token-of-this-gateway', boot: 'boot' }), artefact, path },
    ...{ signal, log: quietLog, metrics, idleMs: 150, firstWaitMs: 5, ...more },
  });
const count = async (name: string) => (await metrics.totals())[name] ?? 0;

test('a download that is cut, hangs and meets a busy server goes on each time where it ended', async () => {
  const faults: ServerFault[] = [
    { kind: 'cut', after: 100_000 },
    { kind: 'status', status: 503 },
    { kind: 'hang', after: 50_000 },
    { kind: 'wrong-range' },
  ];
  cloud.faults.push(...faults);
  await fetchIt();
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(cloud.asked[0]).toBeUndefined();
  const starts = cloud.asked.slice(1).map((range) => Number(/\d+/.exec(range!)![0]));
  expect(starts[0]).toBeGreaterThan(0);
  expect(starts).toEqual([...starts].sort((a, b) => a - b));
  expect(starts.at(-1)).toBeGreaterThan(100_000);
  expect(await count('rollout_bytes')).toBe(bytes.length);
  // what lies here is not fetched again
  await fetchIt();
  expect(cloud.asked).toHaveLength(5);
});

test('a server that knows no ranges sends the whole anew, and the whole is what is kept', async () => {
  cloud.faults.push({ kind: 'cut', after: 100_000 }, { kind: 'ignore-range' });
  await fetchIt();
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('one flipped bit, and nothing of the artefact stays on the disk', async () => {
  cloud.faults.push({ kind: 'flip', at: 123_456 });
  await expect(fetchIt()).rejects.toMatchObject({ code: 'artefact-wrong' });
  expect([existsSync(path), existsSync(`${path}.part`), await count('rollout_artefacts_wrong')]).toEqual([
    false,
    false,
    1,
  ]);
});

test('a bit that flips on the disk between two connections is noticed as well', async () => {
  const damaged = Buffer.from(bytes.subarray(0, 100_000));
  damaged[5]! ^= 8;
  writeFileSync(`${path}.part`, damaged);
  await expect(fetchIt()).rejects.toMatchObject({ code: 'artefact-wrong' });
});

test('a server that sends more than was signed is stopped at the first byte too many', async () => {
  cloud.faults.push({ kind: 'too-much' });
  await expect(fetchIt()).rejects.toMatchObject({ code: 'artefact-wrong' });
  expect(existsSync(path)).toBe(false);
});

test('what the cloud does not have is given up after some tries; a line that is down is not', async () => {
  cloud.artefacts.clear();
  await expect(fetchIt()).rejects.toMatchObject({ code: 'download-failed', message: expect.stringContaining('404') });
  const away = new AbortController();
  const waiting = fetchIt(away.signal);
  const cut = Array.from({ length: 10 }, () => ({ kind: 'cut', after: 0 }) as const);
  cloud.put(bytes);
  cloud.faults.push(...cut);
  await waiting;
  expect(readFileSync(path).equals(bytes)).toBe(true);
});

test('an artefact for which there is no room is not begun', async () => {
  const huge = { ...artefact, bytes: 2 ** 52 };
  const line = createTokenLine({ url: cloud.url, token: 'a-token-of-this-gateway', boot: 'boot' });
  const signal = new AbortController().signal;
  const asked = download({ line, artefact: huge, path, signal, log: quietLog, metrics });
  await expect(asked).rejects.toMatchObject({ code: 'no-space' });
  expect(cloud.asked).toEqual([]);
});

test('what was called off stops, keeps what has come, and goes on later', async () => {
  const off = new AbortController();
  const slow = fetchIt(off.signal, { maxRate: 200_000 });
  await expect.poll(() => count('rollout_bytes')).toBeGreaterThan(0);
  off.abort(new Error('called off'));
  await expect(slow).rejects.toThrow('called off');
  const had = readFileSync(`${path}.part`).length;
  expect(had).toBeGreaterThan(0);
  await fetchIt();
  expect(cloud.asked.at(-1)).toBe(`bytes=${had}-`);
});
