import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createSession } from '../../../gateway/perception/models/onnx-inference.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { createObjectDetector } from '../../../gateway/perception/objects/object-detector.ts';
import { overlapOf } from '../../../models/face-boxes.ts';
import { createPlaneResizer } from '../../../models/image-resize.ts';
import { objectDetect } from '../../../models/manifests/object-models.ts';
import { parseTfjsGraph } from '../../../models/tfjs-graph.ts';
import { convertTfjs } from '../../../models/tfjs-to-onnx.ts';

/**
 * `node compare-objects.mjs [--golden FILE] [PHOTO…]`: the object detector as TensorFlow.js runs the shipped model,
 * against ours, on the same tensors: at 416×416 as exported, with its own last layers; and at the size that the gateway
 * uses, for which only the model's few size constants are changed. The boxes of the original are decoded here with
 * TensorFlow.js operators, not with our code. The last line is one JSON object.
 */
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const root = fileURLToPath(new URL('../../..', import.meta.url));
const raw = (end) => readFileSync(join(root, 'var', 'assets', 'raw', `object-detect.${end}`));
const [json, weights] = [raw('json'), raw('bin')];
const classes = { 0: 'person', 1: 'bicycle', 2: 'car', 3: 'motorcycle', 5: 'bus', 7: 'truck', 15: 'cat', 16: 'dog' };
const pixels = { order: 'bgr', mean: [103.53, 116.28, 123.675], scale: [1 / 57.375, 1 / 57.12, 1 / 58.395] };
const strides = [8, 16, 32];
const planes = Object.values(objectDetect.tfjs.conversion.outputs);

/** The shipped model, for pictures of another size: its input and the targets of its resizing are scaled along. */
async function openOriginal(width, height) {
  const model = JSON.parse(json.toString('utf8'));
  const specs = model.weightsManifest.flatMap((group) => group.weights);
  const weightData = new Uint8Array(weights);
  const offsets = new Map();
  let offset = 0;
  for (const { name, shape, quantization } of specs) {
    offsets.set(name, offset);
    offset += shape.reduce((product, size) => product * size, 1) * (quantization?.dtype === 'float16' ? 2 : 4);
  }
  const resize = (dim) => {
    for (const [at, value] of [1, 3, height, width].entries()) dim[at].size = String(value);
  };
  for (const node of model.modelTopology.node) {
    if (node.op === 'Placeholder') resize(node.attr.shape.shape.dim);
    if (node.op !== 'ResizeBilinear') continue;
    const target = new DataView(weightData.buffer, offsets.get(node.input[1]));
    target.setInt32(0, (target.getInt32(0, true) * height) / 416, true);
    target.setInt32(4, (target.getInt32(4, true) * width) / 416, true);
  }
  resize(Object.values(model.signature.inputs)[0].tensorShape.dim);
  const artefacts = { ...model, weightSpecs: specs, weightData: weightData.buffer };
  return tf.loadGraphModel({ load: async () => artefacts });
}

/** One photo in the model's shape, with what lies beside it repeated from its edge, and where it lies in the photo. */
function inputOf(photo, width, height) {
  const scale = Math.max(photo.width / width, photo.height / height);
  const view = { width: width * scale, height: height * scale };
  view.x = (photo.width - view.width) / 2;
  view.y = (photo.height - view.height) / 2;
  const data = new Float32Array(3 * width * height);
  createPlaneResizer(width, height, pixels)(photo, data, view);
  return { data, view, scale };
}

async function bestMs(rounds, work) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await work();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

async function readAll(tensors) {
  const values = await Promise.all(tensors.map((tensor) => tensor.data()));
  for (const tensor of tensors) tensor.dispose();
  return values;
}

const farthest = (a, b) => a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at])), 0);
const sigmoid = (value) => 1 / (1 + Math.exp(-value));

/** 416×416: all six outputs of the original as exported, against ours brought into the same shape. */
async function compareAsExported(photos) {
  const original = await openOriginal(416, 416);
  const { outputs } = objectDetect.tfjs.conversion;
  const ours = await createSession(convertTfjs(parseTfjsGraph(json, weights), { input: [1, 3, 416, 416], outputs }));
  const names = ['Identity', 'Identity_1', 'Identity_2', 'Identity_3', 'Identity_4', 'Identity_5'];
  let [scoreDifference, sideDifference, tfjsMs, onnxMs] = [0, 0, 0, 0];
  for (const photo of photos) {
    const { data } = inputOf(photo, 416, 416);
    const input = tf.tensor(data, [1, 3, 416, 416]);
    const theirs = await readAll(original.execute(input, names));
    const result = await ours.run({ input: { data, dims: [1, 3, 416, 416] } });
    for (const [level, stride] of strides.entries()) {
      const cells = (416 / stride) ** 2;
      const plane = result[`stride-${stride}`].data;
      const turned = (from, count) =>
        Float32Array.from(
          { length: cells * count },
          (_, at) => plane[(from + (at % count)) * cells + Math.floor(at / count)],
        );
      scoreDifference = Math.max(scoreDifference, farthest(turned(0, 80).map(sigmoid), theirs[level]));
      sideDifference = Math.max(sideDifference, farthest(turned(80, 44), theirs[level + 3]));
    }
    tfjsMs = await bestMs(5, () => readAll(original.execute(input, names)));
    onnxMs = await bestMs(15, () => ours.run({ input: { data, dims: [1, 3, 416, 416] } }));
    input.dispose();
  }
  await ours.close();
  return { scoreDifference, sideDifference, tfjsMs, onnxMs };
}

/** Boxes in pixels of the input, from one output of the original. */
function decode(output, stride) {
  return tf.tidy(() => {
    const [, planeCount, height, width] = output.shape;
    const cells = output.reshape([planeCount, height * width]).transpose();
    const [scores, sides] = tf.split(cells, [80, 44], 1);
    const mean = tf
      .softmax(sides.reshape([-1, 4, 11]))
      .mul(tf.range(0, 11))
      .sum(2)
      .mul(stride);
    const [left, top, right, bottom] = tf.split(mean, 4, 1);
    const at = tf.range(0, height * width);
    const x = at.mod(tf.scalar(width)).add(0.5).mul(stride).expandDims(1);
    const y = at.div(width).floor().add(0.5).mul(stride).expandDims(1);
    return [tf.sigmoid(scores), tf.concat([y.sub(top), x.sub(left), y.add(bottom), x.add(right)], 1)];
  });
}

async function originalBoxes(outputs, { view, scale }, photo) {
  const levels = outputs.map((output, level) => decode(output, strides[level]));
  const scores = tf.concat(levels.map(([part]) => part));
  const boxes = tf.concat(levels.map(([, part]) => part));
  const corners = await boxes.array();
  const found = [];
  for (const [plane, name] of Object.entries(classes)) {
    const ofClass = scores.slice([0, Number(plane)], [-1, 1]).squeeze();
    const values = await ofClass.data();
    const kept = await tf.image.nonMaxSuppressionAsync(boxes, ofClass, 1000, 0.6, 0.1);
    for (const at of await kept.data()) {
      const [top, left, bottom, right] = corners[at].map((value) => value * scale);
      const x = Math.max(0, left + view.x);
      const y = Math.max(0, top + view.y);
      const width = Math.min(photo.width, right + view.x) - x;
      const height = Math.min(photo.height, bottom + view.y) - y;
      if (width >= 1 && height >= 1) found.push({ class: name, score: values[at], box: { x, y, width, height } });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** At the gateway's size: raw outputs, and boxes from the photo to the end. */
async function compareInUse(photos, golden) {
  const [, , height, width] = objectDetect.tfjs.conversion.input;
  const original = await openOriginal(width, height);
  const detector = await createObjectDetector({ modelsDir: join(root, 'var', 'models') });
  const session = await createSession(readFileSync(join(root, 'var', 'models', 'object-detect.onnx')));
  const sum = { rawDifference: 0, boxes: 0, lowestOverlap: 1, scoreDifference: 0, missed: 0, tfjsMs: 0, onnxMs: 0 };
  for (const photo of photos) {
    const made = inputOf(photo, width, height);
    const feed = { input: { data: made.data, dims: [1, 3, height, width] } };
    const input = tf.tensor(made.data, [1, 3, height, width]);
    const outputs = original.execute(input, planes);
    const boxes = await originalBoxes(outputs, made, photo);
    const theirs = await readAll(outputs);
    const ours = await session.run(feed);
    for (const [level, stride] of strides.entries()) {
      sum.rawDifference = Math.max(sum.rawDifference, farthest(ours[`stride-${stride}`].data, theirs[level]));
    }
    const found = await detector.detect(photo);
    for (const one of boxes.filter(({ score }) => score >= 0.12)) {
      const same = found.filter((other) => other.class === one.class);
      const best = same.toSorted((a, b) => overlapOf(b.box, one.box) - overlapOf(a.box, one.box))[0];
      const overlap = best ? overlapOf(best.box, one.box) : 0;
      sum.boxes += 1;
      sum.missed += overlap < 0.9 ? 1 : 0;
      sum.lowestOverlap = Math.min(sum.lowestOverlap, overlap);
      if (best) sum.scoreDifference = Math.max(sum.scoreDifference, Math.abs(best.score - one.score));
    }
    golden[photo.name] = boxes.filter(({ score }) => score >= 0.3).map(rounded);
    sum.tfjsMs = await bestMs(5, () => readAll(original.execute(input, planes)));
    sum.onnxMs = await bestMs(15, () => session.run(feed));
    input.dispose();
  }
  await Promise.all([session.close(), detector.close()]);
  return sum;
}

function rounded({ class: name, score, box }) {
  const round = (value, digits) => Number(value.toFixed(digits));
  return {
    class: name,
    score: round(score, 4),
    box: [box.x, box.y, box.width, box.height].map((one) => round(one, 1)),
  };
}

async function main(args) {
  const target = args[0] === '--golden' ? args[1] : undefined;
  const people = join(root, 'var', 'assets', 'people');
  const named = target ? args.slice(2) : args;
  const files =
    named.length > 0
      ? named
      : readdirSync(people)
          .sort()
          .map((name) => join(people, name));
  const photos = [];
  for (const file of files) photos.push({ ...(await decodePhoto(file)), name: file.split('/').at(-1) });
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/wasm-out/`);
  // One thread, as ours.
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  const golden = {};
  const asExported = await compareAsExported(photos);
  const inUse = await compareInUse(photos, golden);
  if (target) writeFileSync(target, `${JSON.stringify({ model: objectDetect.sha256, photos: golden })}\n`);
  console.log(JSON.stringify({ photos: photos.length, asExported, inUse }));
}

await main(process.argv.slice(2));
