import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createFaceRecognizer } from '../../gateway/perception/faces/face-recognizer.ts';
import { decodePhoto } from '../../gateway/perception/models/sharp-frames.ts';
import type { RgbImage } from '../../models/image.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { compareFaces } from './parts/compare-faces.ts';

/**
 * The face path on a 1280×720 frame with one face: find, landmarks, alignment, quality, template. Medians in milliseconds
 * on one core. The face is cut out of a group photo that `npm run build` fetches. Then the same photos beside
 * a peer: see parts/compare-faces.ts; `npm run bench -- faces DIR` takes photos of your own.
 */
export async function run(args: string[]): Promise<Record<string, number>> {
  const varDir = join(fileURLToPath(new URL('../..', import.meta.url)), 'var');
  const [dir] = args;
  const file = join(varDir, 'assets', 'people', 'sample3.jpg');
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build, which fetches it`);
  const faces = await createFaceRecognizer({ modelsDir: join(varDir, 'models') });
  const photo = await decodePhoto(file);
  const [face] = await faces.find(photo);
  if (!face) throw new Error(`no face in ${file}`);
  const frame = frameWith(photo, face.box);
  const times = { find: [] as number[], describe: [] as number[], face: [] as number[] };
  for (let round = 0; round < 120; round += 1) {
    const startedAt = performance.now();
    const [found] = await faces.find(frame);
    if (!found) throw new Error('the face was not found in the frame');
    const foundAt = performance.now();
    await faces.describe(frame, found);
    const describedAt = performance.now();
    // The first rounds compile and fill caches.
    if (round < 20) continue;
    times.find.push(foundAt - startedAt);
    times.describe.push(describedAt - foundAt);
    times.face.push(describedAt - startedAt);
  }
  await faces.close();
  return {
    faceMsMedian: figure(times.face, 0.5),
    faceMsP95: figure(times.face, 0.95),
    findMsMedian: figure(times.find, 0.5),
    describeMsMedian: figure(times.describe, 0.5),
    framesPerSecondPerCore: Math.round(1000 / figure(times.face, 0.5)),
    ...(await compareFaces(dir)),
  };
}

/** A grey 720p frame with the surroundings of one face in its middle, at the size it has in the photo. */
function frameWith(photo: RgbImage, box: { x: number; y: number; width: number; height: number }): RgbImage {
  const [width, height] = [1280, 720];
  const data = new Uint8Array(width * height * 3).fill(110);
  const [left, top] = [Math.round(box.x - box.width), Math.round(box.y - box.height)];
  const [cutWidth, cutHeight] = [Math.round(box.width * 3), Math.round(box.height * 3)];
  for (let y = 0; y < Math.min(cutHeight, height); y += 1) {
    for (let x = 0; x < Math.min(cutWidth, width); x += 1) {
      const [px, py] = [left + x, top + y];
      if (px < 0 || py < 0 || px >= photo.width || py >= photo.height) continue;
      const from = (py * photo.width + px) * 3;
      const to = (y + Math.max(0, (height - cutHeight) >> 1)) * width + x + ((width - cutWidth) >> 1);
      if (to * 3 < data.length) data.set(photo.data.subarray(from, from + 3), to * 3);
    }
  }
  return { width, height, data };
}

const figure = (values: readonly number[], share: number) => Number(percentile(values, share).toFixed(2));
