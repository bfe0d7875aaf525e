import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { createPlateRecognizer } from '../../../gateway/perception/plates/plate-recognizer.ts';
import { expectedPlate, listPictures, median, modelsDir, rounded, varDir } from '../../../scripts/eval/pictures.ts';
import { type DrawnPlate, drawPlateFrame } from '../../fixtures/sharp-drawn-plate.ts';
import { runPeer } from './run-peer.ts';
import { sharpSave } from './sharp-save.ts';

interface Read {
  path: string;
  ms: number;
  lines: string[];
}

/**
 * Ours (one thread) beside `@gutenye/ocr-node` (the same PP-OCR models, its own pipeline) and tesseract.js, both with their
 * defaults, on the same pictures. `dir`: whole photos with the plate's text in the file name; without it drawn frames. A peer
 * has read a plate when one of its lines, or all of them joined, is the plate without separators.
 */
export async function comparePlates(
  dir: string | undefined,
  drawn: readonly DrawnPlate[],
): Promise<Record<string, number>> {
  const photos = dir === undefined ? await saveFrames(drawn) : await listPictures(resolve(dir));
  const ours = await readAll(photos);
  const own = { photos: photos.length, photoMsMedian: median(ours.map(({ ms }) => ms)), photosRight: shareRight(ours) };
  const figures: Record<string, number> = own;
  for (const [name, key] of [
    ['ocr-node', 'OcrNode'],
    ['tesseract', 'Tesseract'],
  ] as const) {
    const theirs = await runPeer<{ photos: Read[] }>(name, { photos });
    if (!theirs) continue;
    const ms = median(theirs.photos.map((one) => one.ms));
    figures[`msMedian${key}`] = ms;
    figures[`ratioTo${key}`] = Number((ms / own.photoMsMedian).toFixed(1));
    figures[`photosRight${key}`] = shareRight(theirs.photos);
  }
  return figures;
}

async function readAll(photos: readonly string[]): Promise<Read[]> {
  const plates = await createPlateRecognizer({ modelsDir, threads: 1 });
  const read: Read[] = [];
  for (const path of [photos[0]!, ...photos]) {
    const image = await decodePhoto(path);
    const startedAt = performance.now();
    const readings = await plates.read(image);
    read.push({ path, ms: performance.now() - startedAt, lines: readings.map(({ plate }) => plate) });
  }
  await plates.close();
  return read.slice(1);
}

function shareRight(read: readonly Read[]): number {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const right = read.filter(({ path, lines }) => {
    const texts = [...lines, lines.join('')].map(plain);
    return texts.includes(expectedPlate(path));
  });
  return rounded(right.length / read.length);
}

async function saveFrames(drawn: readonly DrawnPlate[]): Promise<string[]> {
  const folder = join(varDir, 'bench', 'plates');
  await mkdir(folder, { recursive: true });
  const saved: string[] = [];
  for (const plate of drawn)
    saved.push(await sharpSave(await drawPlateFrame(plate), join(folder, `${plate.plate}.jpg`)));
  return saved;
}
