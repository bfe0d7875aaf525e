import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePhoto } from '../../gateway/perception/models/sharp-frames.ts';
import { createObjectDetector } from '../../gateway/perception/objects/object-detector.ts';
import type { RgbImage } from '../../models/image.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { installPeers, peersDir } from './parts/peer.ts';

interface Comparison {
  inUse: { tfjsMs: number; onnxMs: number; boxes: number; missed: number; rawDifference: number };
}

/**
 * One look for people and vehicles at a 1280×720 frame, resizing and boxes included: median milliseconds on one core.
 * `npm run bench -- objects tfjs` also runs the original in TensorFlow.js and holds outputs and times against each other.
 */
export async function run(args: string[]): Promise<Record<string, number>> {
  const varDir = join(fileURLToPath(new URL('../..', import.meta.url)), 'var');
  const file = join(varDir, 'assets', 'people', 'sample1.jpg');
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build, which fetches it`);
  const detector = await createObjectDetector({ modelsDir: join(varDir, 'models') });
  const frame = middleOf(await decodePhoto(file));
  const times: number[] = [];
  let people = 0;
  for (let round = 0; round < 70; round += 1) {
    const startedAt = performance.now();
    const found = await detector.detect(frame);
    // The first rounds compile and fill caches.
    if (round >= 10) times.push(performance.now() - startedAt);
    people = found.filter((one) => one.class === 'person' && one.score >= 0.4).length;
  }
  await detector.close();
  const figures = {
    objectMsMedian: figure(times, 0.5),
    objectMsFastest: Number(Math.min(...times).toFixed(2)),
    objectMsP95: figure(times, 0.95),
    looksPerSecondPerCore: Math.round(1000 / figure(times, 0.5)),
    peopleSeen: people,
  };
  if (args[0] !== 'tfjs') return figures;
  await installPeers();
  const said = execFileSync(process.execPath, [join(peersDir, 'compare-objects.mjs')], { encoding: 'utf8' });
  const compared = JSON.parse(said.trim().split('\n').at(-1)!) as Comparison;
  const { tfjsMs, onnxMs, boxes, missed, rawDifference } = compared.inUse;
  return {
    ...figures,
    ratioToTfjs: Number((tfjsMs / onnxMs).toFixed(1)),
    boxesOfTfjs: boxes,
    boxesMissed: missed,
    largestRawDifference: Number(rawDifference.toPrecision(2)),
  };
}

/** The 1280×720 pixels in the middle of a larger photo. */
function middleOf(photo: RgbImage): RgbImage {
  const [width, height] = [1280, 720];
  const [left, top] = [(photo.width - width) >> 1, (photo.height - height) >> 1];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    const from = ((top + y) * photo.width + left) * 3;
    data.set(photo.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
}

const figure = (values: readonly number[], share: number) => Number(percentile(values, share).toFixed(2));
