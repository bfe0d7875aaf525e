import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ShadowResult } from '../../../devices/contracts/rollout.ts';
import { syncFolder } from '../../../devices/files/synced-files.ts';
import type { Attempt } from '../../../gateway/update/kept-slot.ts';
import { createModelTarget, readChosenModel } from '../../../gateway/update/model-target.ts';
import type { UpdateJob } from '../../../gateway/update/update-target.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

vi.mock(import('../../../devices/files/synced-files.ts'), { spy: true });

const bytes = Buffer.from('a model');
const manifest = manifestOf(bytes, { kind: 'model', name: 'object-detect', serial: 4 });
const { sha256 } = manifest.artefact;
const base = createHash('sha256').update('installed').digest('hex');
const good: ShadowResult = { samples: 10, agreement: 0.95, oldMedianMs: 40, newMedianMs: 45 };
let folder: string;
let models: string;
let restarts: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-model-'));
  models = join(folder, 'models');
  writeFileSync(join(folder, 'artefact'), bytes);
  restarts = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function open(shadow: ShadowResult, runs?: string) {
  return createModelTarget({
    ...{ folder: models, name: 'object-detect', runs, clock: fakeClock(), problems: () => [] },
    hasHeardCloud: () => true,
    restart: () => {
      restarts += 1;
    },
    port: { installed: () => base, layOver() {}, shadow: async () => shadow },
  });
}

function job(running: UpdateJob['running'] = { version: 'installed', serial: 0 }): UpdateJob & { saved: object[] } {
  const shadow = { samples: 10, minAgreement: 0.9, maxLatencyRatio: 1.2 };
  const release = signAll(manifest, [makeSigner('anna')]);
  const attempt: Attempt = {
    ...{ assignment: { attempt: 'attempt-1', release, healthS: 1, shadow }, manifest },
    ...{ state: 'verified', step: 3, moves: 3, known: [], done: [] },
  };
  const saved: object[] = [];
  return {
    ...{ attempt, artefact: join(folder, 'artefact'), running, signal: new AbortController().signal, saved },
    save: (change) => void saved.push(change),
    tell() {},
    isOutOfTime: () => false,
  };
}

test('a model that sees other things, or takes too long for the same, is not switched to, and its figures are told', async () => {
  const [other, slow] = [job(), job()];
  await expect(open({ ...good, agreement: 0.89 }).stage(other)).rejects.toMatchObject({ code: 'shadow-disagrees' });
  expect(other.saved).toEqual([{ shadow: { ...good, agreement: 0.89 } }]);
  await expect(open({ ...good, newMedianMs: 49 }).stage(slow)).rejects.toMatchObject({ code: 'shadow-slow' });
  await open(good).stage(job());
  expect([readChosenModel(models, 'object-detect', base), restarts]).toEqual([undefined, 0]);
});

test('a model that is switched to counts from the next start on, and going back brings the installed one', async () => {
  const target = open(good);
  await target.stage(job());
  expect(await target.apply(job())).toBe('restarts');
  expect([readChosenModel(models, 'object-detect', base), restarts]).toEqual([sha256, 1]);
  const next = open(good, sha256);
  expect([target.standing(job()), next.standing(job())]).toEqual(['old', 'new']);
  vi.mocked(syncFolder).mockClear();
  expect(await next.goBack(job())).toBe('restarts');
  expect(readChosenModel(models, 'object-detect', base)).toBeUndefined();
  // no power cut brings it back
  expect(syncFolder).toHaveBeenCalledWith(models);
  await open(good).tidy([]);
  expect(readdirSync(models)).toEqual([]);
});

test('the model that runs, assigned once more, comes back to itself without a start anew', async () => {
  const target = open(good, sha256);
  await target.stage(job());
  const again = job({ version: '4.0.0', serial: 4, sha256 });
  expect(await target.goBack(again)).toBe('now');
  expect([readChosenModel(models, 'object-detect', base), restarts]).toEqual([sha256, 0]);
});

test('a newer program that brings another model of its own is not given the one that was tried with the old', async () => {
  const target = open(good);
  await target.stage(job());
  await target.apply(job());
  expect(readChosenModel(models, 'object-detect', '0'.repeat(64))).toBeUndefined();
  writeFileSync(join(models, 'object-detect.json'), '{"format":1,"sha');
  expect(readChosenModel(models, 'object-detect', base)).toBeUndefined();
});
