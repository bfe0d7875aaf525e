import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSession } from '../../../gateway/perception/models/onnx-inference.ts';
import { openModel } from '../../../gateway/perception/models/open-model.ts';
import { sha256Of } from '../../../models/atomic-file.ts';
import { type GraphEdit, graphEdits } from '../../../models/graph-edits.ts';
import type { ModelManifest } from '../../../models/manifests/model-manifest.ts';
import { createNode, openOnnxGraph } from '../../../models/onnx-graph.ts';
import { prepareModel, prepareModels } from '../../../models/prepare.ts';
import { loadPreparedModel } from '../../../models/prepared-model.ts';
import { conv, noise, tinyModel } from './tiny-onnx.ts';

const channels = 16;
const size = 8;
const dims = [1, channels, size, size];
const input = Float32Array.from(noise(channels * size * size, 3), (value) => value * 4);
const scalar = (value: number) => ({ dims: [1], values: [value] });
const square = { dims: [channels, channels, 1, 1], values: noise(channels * channels) };
const depthwise = { dims: [channels, 1, 3, 3], values: noise(channels * 9, 2) };

/** What both models say to the same input, as the largest difference. */
async function difference(shipped: Uint8Array, prepared: Uint8Array): Promise<number> {
  const [a, b] = await Promise.all(
    [shipped, prepared].map(async (bytes) => {
      const session = await createSession(bytes);
      const { y } = await session.run({ x: { data: input, dims } });
      await session.close();
      return y!.data;
    }),
  );
  expect(a!.length).toBe(b!.length);
  expect(Math.max(...a!.map(Math.abs))).toBeGreaterThan(0.1);
  return Math.max(...a!.map((value, at) => Math.abs(value - b![at]!)));
}

function edit(shipped: Uint8Array, ...edits: GraphEdit[]) {
  const graph = openOnnxGraph(shipped);
  const changes = edits.map((one) => graphEdits[one](graph));
  return { prepared: graph.encode(), changes, operators: graph.nodes.map((node) => node.opType) };
}

test.each([
  ['at most 1', 0],
  ['above 1 in places', 0.5],
])('a model whose PReLU with slopes %s was split answers the same', async (_, lift) => {
  const slope = { dims: [channels, 1, 1], values: noise(channels, 5).map((value) => value + lift) };
  const shipped = tinyModel(
    [conv('x', 'w', 'c', 0, 1), createNode('PRelu', ['c', 'slope'], 'y')],
    { w: square, slope },
    [dims, dims],
  );
  const { prepared, changes, operators } = edit(shipped, 'split-prelu');
  expect(changes).toEqual([1]);
  expect(operators).not.toContain('PRelu');
  expect(await difference(shipped, prepared)).toBeLessThan(1e-5);
});

test.each([
  ['a convolution with padding', 1],
  ['a convolution without', 0],
])('a hard-swish with its scalars before %s answers the same, up to the border', async (_, pad) => {
  for (const [opset, scale] of [
    [11, 0.47],
    [9, -0.6],
  ] as const) {
    const clip =
      opset === 11
        ? createNode('Clip', ['plus', 'zero', 'six'], 'clipped')
        : createNode('Clip', ['plus'], 'clipped', { min: { float: 0 }, max: { float: 6 } });
    const nodes = [
      conv('x', 'w', 'c', 0, 1),
      createNode('Mul', ['s1', 'c'], 'm'),
      createNode('Add', ['m', 'b1'], 'a'),
      createNode('Add', ['a', 'three'], 'plus'),
      clip,
      createNode('Mul', ['a', 'clipped'], 'product'),
      createNode('Div', ['product', 'six'], 'swish'),
      createNode('Mul', ['s2', 'swish'], 'm2'),
      createNode('Add', ['m2', 'b2'], 'out'),
      conv('out', 'd', 'y', pad, 3, channels),
    ];
    const weights = {
      ...{ w: square, d: depthwise, s1: scalar(1.3), b1: scalar(0.7), s2: scalar(scale), b2: scalar(-0.8) },
      ...{ three: scalar(3), zero: { dims: [], values: [0] }, six: { dims: [], values: [6] } },
    };
    const result = size - 2 + 2 * pad;
    const shipped = tinyModel(nodes, weights, [dims, [1, channels, result, result]], opset);
    const { prepared, changes, operators } = edit(shipped, 'fuse-hard-swish');
    expect(changes).toEqual([1]);
    expect(operators).not.toContain('Div');
    expect(await difference(shipped, prepared)).toBeLessThan(1e-4);
  }
});

test('a gate added to its own input answers the same in one pass', async () => {
  const shipped = tinyModel(
    [
      conv('x', 'w', 'c', 0, 1),
      createNode('GlobalAveragePool', ['c'], 'pooled'),
      createNode('HardSigmoid', ['pooled'], 'gate'),
      createNode('Mul', ['c', 'gate'], 'gated'),
      createNode('Add', ['c', 'gated'], 'y'),
    ],
    { w: square },
    [dims, dims],
  );
  const { prepared, changes } = edit(shipped, 'merge-residual-gates');
  expect(changes).toEqual([1]);
  expect(await difference(shipped, prepared)).toBeLessThan(1e-5);
});

test('the head of the text detector answers the same as two ordinary convolutions', async () => {
  const middle = 4;
  const up = (from: string, weights: string, to: string) =>
    createNode('ConvTranspose', [from, weights], to, { kernel_shape: [2, 2], strides: [2, 2], group: 1 });
  const shipped = tinyModel(
    [
      up('x', 'w1', 'up1'),
      createNode('Add', ['up1', 'b1'], 'sum'),
      createNode('BatchNormalization', ['sum', 'gamma', 'beta', 'mean', 'variance'], 'normed'),
      createNode('Relu', ['normed'], 'positive'),
      up('positive', 'w2', 'up2'),
      createNode('Add', ['up2', 'b2'], 'logit'),
      createNode('Sigmoid', ['logit'], 'y'),
    ],
    {
      w1: { dims: [channels, middle, 2, 2], values: noise(channels * middle * 4) },
      b1: { dims: [1, middle, 1, 1], values: noise(middle, 3) },
      gamma: { dims: [middle], values: noise(middle, 4).map((value) => value + 1.5) },
      beta: { dims: [middle], values: noise(middle, 5) },
      mean: { dims: [middle], values: noise(middle, 6) },
      variance: { dims: [middle], values: noise(middle, 7).map((value) => value + 1.2) },
      w2: { dims: [middle, 1, 2, 2], values: noise(middle * 4, 8) },
      b2: scalar(-0.1),
    },
    [dims, [1, 1, size * 4, size * 4]],
  );
  const { prepared, changes, operators } = edit(shipped, 'text-head-as-convolutions');
  expect(changes).toEqual([1]);
  expect(operators).not.toContain('ConvTranspose');
  expect(await difference(shipped, prepared)).toBeLessThan(1e-5);
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ringward-models-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

const tinyWeights = { dims: square.dims, values: square.values.map((value, at) => (at % 3 === 0 ? 1e-20 : value)) };
const shippedModel = tinyModel([conv('x', 'w', 'y', 0, 1)], { w: tinyWeights }, [dims, dims]);
const manifest: ModelManifest = {
  id: 'tiny',
  kind: 'onnx',
  package: 'tiny-models',
  version: '1.0.0',
  file: 'tiny.onnx',
  sha256: sha256Of(shippedModel),
  licence: 'Apache-2.0',
  provenance: 'made in this test',
  layout: 'x → y',
  preparation: ['zero-tiny-weights'],
};

async function prepared(one = manifest) {
  const dir = await folder();
  const options = { rawDir: join(dir, 'raw'), modelsDir: join(dir, 'models'), done: [] as string[] };
  const { rawDir, modelsDir } = options;
  await mkdir(rawDir);
  await writeFile(join(rawDir, 'tiny.onnx'), shippedModel);
  const run = () => prepareModels([one], { rawDir, modelsDir, onProgress: ({ id }) => options.done.push(id) });
  return { ...options, run, file: join(modelsDir, 'tiny.onnx') };
}

test('weights too small to matter are zero in the prepared model, which answers the same', async () => {
  expect(await difference(shippedModel, prepareModel(shippedModel, manifest))).toBeLessThan(1e-6);
  expect(edit(shippedModel, 'zero-tiny-weights').changes).toEqual([Math.ceil((channels * channels) / 3)]);
});

test('a second start prepares nothing again, a changed file is prepared anew', async () => {
  const site = await prepared();
  await site.run();
  const { mtimeMs } = await stat(site.file);
  await site.run();
  expect((await stat(site.file)).mtimeMs).toBe(mtimeMs);
  expect(site.done).toEqual(['tiny']);
  await writeFile(site.file, 'power cut');
  await site.run();
  expect(site.done).toEqual(['tiny', 'tiny']);
  await expect(loadPreparedModel(site.modelsDir, manifest)).resolves.toMatchObject({
    sha256: sha256Of(await readFile(site.file)),
  });
});

test('an altered model is refused with its name, both sums and what to run', async () => {
  const site = await prepared();
  await site.run();
  const bytes = await readFile(site.file);
  const expected = sha256Of(bytes);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(site.file, bytes);
  await expect(openModel(manifest, { modelsDir: site.modelsDir })).rejects.toMatchObject({
    code: 'perception-failed',
    message: `${site.file}: expected sha256 ${expected}, got ${sha256Of(bytes)}`,
    cause: { hint: expect.stringContaining('npm run build') },
  });
});

test('a gateway without models says which file is missing', async () => {
  const dir = await folder();
  await expect(openModel(manifest, { modelsDir: dir })).rejects.toMatchObject({
    message: expect.stringContaining(join(dir, 'models.json')),
  });
});

test('a model prepared for another version of the program is refused', async () => {
  const site = await prepared();
  await site.run();
  const newer: ModelManifest = { ...manifest, sha256: 'f'.repeat(64) };
  await expect(loadPreparedModel(site.modelsDir, newer)).rejects.toMatchObject({ code: 'model-missing' });
});

test('a raw file that is not the reviewed one is not prepared', async () => {
  const site = await prepared({ ...manifest, sha256: '0'.repeat(64) });
  await expect(site.run()).rejects.toMatchObject({ code: 'asset-altered' });
});

test('an edit that no longer fits its model is an error, not a slow model', () => {
  expect(() => prepareModel(shippedModel, { ...manifest, preparation: ['split-prelu'] })).toThrow(/split-prelu/);
});

test('bytes that are no model are refused', async () => {
  expect(() => openOnnxGraph(new Uint8Array(0))).toThrow(/no ONNX model/);
  await expect(createSession(Uint8Array.of(1, 2, 3))).rejects.toThrow();
});
