import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { createPlateRecognizer, type PlateRecognizer } from '../../../gateway/perception/plates/plate-recognizer.ts';
import { expectedPlate, listPictures, median, modelsDir, rounded, varDir } from '../../../scripts/eval/pictures.ts';
import { type DrawnPlate, drawPlateFrame } from '../../fixtures/sharp-drawn-plate.ts';
import { startPeer } from './peer.ts';
import { sharpSave } from './sharp-save.ts';

interface Read {
  ms: number;
  lines: string[];
}
type Shown = Read & { path: string };

const peers = { 'ocr-node': 'OcrNode', tesseract: 'Tesseract' } as const;

/**
 * Ours (one thread), `@gutenye/ocr-node` (the same PP-OCR models, its own pipeline) and tesseract.js, both with their defaults,
 * take turns on the same pictures. `dir`: whole photos with the plate's text in the file name; without it drawn frames. A
 * peer has read a plate when one of its lines, or all of them joined, is the plate without separators.
 */
export async function comparePlates(
  dir: string | undefined,
  drawn: readonly DrawnPlate[],
): Promise<Record<string, number>> {
  const photos = dir === undefined ? await saveFrames(drawn) : await listPictures(resolve(dir));
  const plates = await createPlateRecognizer({ modelsDir, threads: 1 });
  const others = await Promise.all(
    Object.entries(peers).map(async ([name, key]) => ({
      key,
      peer: await startPeer<Read>(name),
      shown: [] as Shown[],
    })),
  );
  const ours: Shown[] = [];
  // The first photo compiles and fills caches, on all sides; it comes again.
  for (const path of [photos[0]!, ...photos]) {
    ours.push({ path, ...(await read(plates, path)) });
    for (const { peer, shown } of others) {
      const said = await peer.show(path);
      if (said) shown.push({ path, ...said });
    }
  }
  await plates.close();
  const own = ours.slice(1);
  const figures: Record<string, number> = {
    photos: photos.length,
    photoMsMedian: median(own.map(({ ms }) => ms)),
    photosRight: shareRight(own),
  };
  for (const { key, peer, shown } of others) {
    peer.close();
    const theirs = shown.slice(1);
    if (theirs.length < own.length) continue;
    figures[`msMedian${key}`] = median(theirs.map(({ ms }) => ms));
    figures[`ratioTo${key}`] = Number(median(theirs.map(({ ms }, at) => ms / own[at]!.ms)).toFixed(1));
    figures[`photosRight${key}`] = shareRight(theirs);
  }
  return figures;
}

async function read(plates: PlateRecognizer, path: string): Promise<Read> {
  const image = await decodePhoto(path);
  const startedAt = performance.now();
  const readings = await plates.read(image);
  return { ms: performance.now() - startedAt, lines: readings.map(({ plate }) => plate) };
}

function shareRight(read: readonly Shown[]): number {
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
