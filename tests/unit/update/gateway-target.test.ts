import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatewayTarget, releaseFolder } from '../../../gateway/update/gateway-target.ts';
import { freshSlot, type Runs, takeUp } from '../../../gateway/update/kept-slot.ts';
import { readLaunchPlan, releasePath } from '../../../gateway/update/launch-plan.ts';
import type { UpdateJob } from '../../../gateway/update/update-target.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

const manifest = manifestOf(Buffer.from('a release'), { serial: 4 });
const { sha256 } = manifest.artefact;
const own = releaseFolder(sha256);
let folder: string;
let restarts: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-target-'));
  mkdirSync(releasePath(folder, own), { recursive: true });
  writeFileSync(join(releasePath(folder, own), 'parts.json'), '{}');
  restarts = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The release runs that is assigned. */
const target = () =>
  createGatewayTarget({
    ...{ launched: { folder, installed: '/opt', release: own }, version: '1', checkArguments: [], clock: fakeClock() },
    ...{ problems: () => [], hasHeardCloud: () => true },
    restart: () => {
      restarts += 1;
    },
  });
function job(running: Runs): UpdateJob {
  const release = signAll(manifest, [makeSigner('anna')]);
  const assignment = { attempt: 'attempt-1', release, healthS: 1 };
  const { attempt } = takeUp(freshSlot('gateway', 'gateway', running), assignment, manifest, 1);
  return {
    ...{ attempt: attempt!, artefact: '', running, signal: new AbortController().signal },
    ...{ save() {}, tell() {}, isOutOfTime: () => false },
  };
}

test('the release that runs, assigned once more and called off, comes back to itself without a start anew', async () => {
  expect(await target().goBack(job({ version: '4.0.0', serial: 4, sha256 }))).toBe('now');
  expect([readLaunchPlan(folder)?.current, restarts]).toEqual([own, 0]);
});

test('a release goes back to what was installed by a start anew', async () => {
  expect(await target().goBack(job({ version: '1', serial: 0 }))).toBe('restarts');
  expect([readLaunchPlan(folder)?.current, restarts]).toEqual([undefined, 1]);
});
