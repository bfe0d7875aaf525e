import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createGatewayTarget } from '../../../gateway/update/gateway-target.ts';
import { freshSlot, takeUp } from '../../../gateway/update/kept-slot.ts';
import { unpack } from '../../../gateway/update/tar-unpack.ts';
import type { UpdateJob } from '../../../gateway/update/update-target.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { makeSigner, manifestOf, signAll } from '../../fixtures/signed-release.ts';

let folder: string;
let archive: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringward-stop-'));
  archive = join(folder, 'release.tar.gz');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An archive of these files. */
async function pack(files: Record<string, string>): Promise<void> {
  const tree = join(folder, 'tree');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(tree, path, '..'), { recursive: true });
    writeFileSync(join(tree, path), content);
  }
  await create({ gzip: true, file: archive, cwd: tree }, ['.']);
}

test('a gateway that is stopped amid unpacking does not unpack to the end, and the next start takes all of it', async () => {
  await pack(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`gateway/part-${index}.ts`, `${index}`])));
  const target = join(folder, 'releases', 'one');
  const stopping = new AbortController();
  const unpacking = unpack(archive, target, {}, stopping.signal);
  await expect.poll(() => existsSync(join(`${target}.fresh`, 'gateway')), { timeout: 20_000, interval: 1 }).toBe(true);
  stopping.abort(new Error('the gateway stops'));
  await expect(unpacking).rejects.toThrow('the gateway stops');
  expect([existsSync(target), existsSync(`${target}.fresh`)]).toEqual([false, false]);
  await unpack(archive, target);
  expect(existsSync(join(target, 'gateway', 'part-2999.ts'))).toBe(true);
}, 40_000);

test('a gateway that is stopped amid the trial run of a release ends the run', async () => {
  const mark = join(folder, 'runs');
  await pack({
    'parts.json': JSON.stringify({ parts: ['gateway'], platform: `${process.platform}/${process.arch}` }),
    'gateway/main.ts': `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(mark)}, String(process.pid)); setTimeout(() => {}, 100_000);`,
  });
  const launched = { folder: join(folder, 'update'), installed: folder, release: undefined };
  mkdirSync(launched.folder);
  const target = createGatewayTarget({
    ...{ launched, version: '1', checkArguments: [], restart() {}, clock: fakeClock() },
    ...{ problems: () => [], hasHeardCloud: () => true },
  });
  const manifest = manifestOf(Buffer.from('a release'));
  const release = signAll(manifest, [makeSigner('a')]);
  const slot = takeUp(
    freshSlot('gateway', 'gateway', { version: '1', serial: 0 }),
    { attempt: 'attempt-1', release, healthS: 1 },
    manifest,
    1,
  );
  const stopping = new AbortController();
  const job: UpdateJob = {
    ...{ attempt: slot.attempt!, artefact: archive, running: slot.running, signal: stopping.signal },
    ...{ save() {}, tell() {}, isOutOfTime: () => false },
  };
  const staging = target.stage(job);
  await expect.poll(() => existsSync(mark), { timeout: 20_000 }).toBe(true);
  stopping.abort(new Error('the gateway stops'));
  await expect(staging).rejects.toThrow('the gateway stops');
}, 40_000);
