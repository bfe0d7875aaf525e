import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { createObjectDetector, type ObjectDetector } from '../../../gateway/perception/objects/object-detector.ts';
import { sha256Of } from '../../../models/atomic-file.ts';
import { overlapOf } from '../../../models/face-boxes.ts';
import type { RgbImage } from '../../../models/image.ts';
import { objectDetect } from '../../../models/manifests/object-models.ts';
import { openOnnxGraph } from '../../../models/onnx-graph.ts';
import type { PreparedList } from '../../../models/prepared-model.ts';
import { cannotSee, modelsDir, peopleDir } from './prepared-models.ts';

/** Boxes that the shipped model gives in TensorFlow.js; tests/bench/peers/compare-objects.mjs writes them. */
interface Golden {
  model: string;
  photos: Record<string, { class: string; score: number; box: [number, number, number, number] }[]>;
}

async function readGolden(): Promise<Golden> {
  const text = await readFile(new URL('../../fixtures/object-boxes.json', import.meta.url), 'utf8');
  return JSON.parse(text) as Golden;
}

describe.skipIf(cannotSee)('people and vehicles on real photos', () => {
  let detector: ObjectDetector;
  let photo: RgbImage;

  beforeAll(async () => {
    detector = await createObjectDetector({ modelsDir });
    photo = await decodePhoto(join(peopleDir, 'sample1.jpg'));
  });
  afterAll(() => detector?.close());

  test('everybody whom the original model finds is found in the same place', async () => {
    const golden = await readGolden();
    expect(golden.model).toBe(objectDetect.sha256);
    let compared = 0;
    for (const [name, boxes] of Object.entries(golden.photos)) {
      const found = await detector.detect(await decodePhoto(join(peopleDir, name)));
      for (const theirs of boxes.filter(({ score }) => score >= 0.4)) {
        const [x, y, width, height] = theirs.box;
        const best = found
          .filter((one) => one.class === theirs.class)
          .toSorted((a, b) => overlapOf(b.box, { x, y, width, height }) - overlapOf(a.box, { x, y, width, height }))[0];
        expect(best && overlapOf(best.box, { x, y, width, height }), name).toBeGreaterThan(0.9);
        expect(Math.abs(best!.score - theirs.score), name).toBeLessThan(0.05);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(15);
  });

  test('nobody stands in an empty yard', async () => {
    const grey = { width: 1280, height: 720, data: new Uint8Array(1280 * 720 * 3).fill(120) };
    const found = await detector.detect(grey);
    expect(found.filter(({ score }) => score >= 0.4)).toEqual([]);
  });

  test('a part of the picture is searched alone, and its people are told in pixels of the whole', async () => {
    const [whole] = await detector.detect(photo);
    const { x, y, width, height } = whole!.box;
    const region = { x: Math.max(0, x - 40), y: Math.max(0, y - 40), width: width + 80, height: height + 80 };
    const inside = await detector.detect(photo, region);
    expect(overlapOf(inside[0]!.box, whole!.box)).toBeGreaterThan(0.7);
    for (const { box } of inside) {
      const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
      expect(middle).toBeGreaterThanOrEqual(region.x);
      expect(middle).toBeLessThanOrEqual(region.x + region.width);
      expect(centre).toBeGreaterThanOrEqual(region.y);
      expect(centre).toBeLessThanOrEqual(region.y + region.height);
    }
  });

  test('every box lies in the picture, best first, and none is weaker than a tracker can use', async () => {
    const found = await detector.detect(photo);
    expect(found.length).toBeGreaterThan(2);
    for (const { box, score } of found) {
      expect(
        Math.min(box.x, box.y, photo.width - box.x - box.width, photo.height - box.y - box.height),
      ).toBeGreaterThan(-1e-6);
      expect(score).toBeGreaterThanOrEqual(0.1);
    }
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  test('questions asked at once are answered each for its own picture', async () => {
    const grey = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(90) };
    const [first, none, again] = await Promise.all([
      detector.detect(photo),
      detector.detect(grey),
      detector.detect(photo),
    ]);
    expect(again).toEqual(first);
    expect(none).not.toEqual(first);
  });

  test('a picture whose bytes do not fit its size is refused', async () => {
    const broken = { width: 640, height: 480, data: new Uint8Array(10) };
    expect(() => detector.detect(broken)).toThrow(RangeError);
  });

  test('an altered model is not run', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ringward-objects-'));
    try {
      await copyFile(join(modelsDir, 'models.json'), join(dir, 'models.json'));
      await writeFile(join(dir, 'object-detect.onnx'), 'not the model');
      await expect(createObjectDetector({ modelsDir: dir })).rejects.toMatchObject({ code: 'perception-failed' });
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });

  test('a model whose numbers are not finite sees nobody: it is a fault', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'ringward-objects-'));
    try {
      const graph = openOnnxGraph(await readFile(join(modelsDir, 'object-detect.onnx')));
      // Weights only: the few numbers that say how far to resize are read before anything runs.
      graph.mapFloats((values) => {
        if (values.length > 4) values[0] = Number.NaN;
      });
      const spoilt = graph.encode();
      const list = JSON.parse(await readFile(join(modelsDir, 'models.json'), 'utf8')) as PreparedList;
      list.models[objectDetect.id]!.prepared = sha256Of(spoilt);
      await writeFile(join(dir, 'models.json'), JSON.stringify(list));
      await writeFile(join(dir, 'object-detect.onnx'), spoilt);
      const broken = await createObjectDetector({ modelsDir: dir });
      await expect(broken.detect(photo)).rejects.toMatchObject({ code: 'perception-failed' });
      await broken.close();
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
