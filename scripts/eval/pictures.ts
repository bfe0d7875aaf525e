import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodePhoto } from '../../gateway/perception/models/sharp-frames.ts';
import type { RgbImage } from '../../models/image.ts';

export const varDir = join(fileURLToPath(new URL('../..', import.meta.url)), 'var');
export const modelsDir = join(varDir, 'models');
const extensions = new Set(['.jpg', '.jpeg', '.png', '.webp', '.bmp', '.tif', '.tiff']);

/** Every picture below a folder, by name. */
export async function listPictures(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => !entry.isDirectory() && extensions.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (found.length === 0) throw new Error(`there is no picture below ${dir} (${[...extensions].join(' ')})`);
  return found;
}

/** The text that a picture's name carries: `皖A12345.jpg`, also `皖A12345_2.jpg`. */
export function expectedPlate(path: string): string {
  return basename(path, extname(path))
    .split(/[_\s-]/)[0]!
    .normalize('NFKC');
}

/** Decodes, or says on stderr why not: an unreadable picture counts as one with nothing in it. */
export async function decodeOrTell(path: string): Promise<RgbImage | undefined> {
  try {
    return await decodePhoto(path);
  } catch (error) {
    console.error((error as Error).message);
    return undefined;
  }
}

/** Says how far it has come, at most once a second, where a person looks on. */
export function createProgress(total: number): (done: number) => void {
  let saidAtMs = performance.now();
  return (done) => {
    if (!process.stderr.isTTY || performance.now() - saidAtMs < 1000) return;
    saidAtMs = performance.now();
    process.stderr.write(`\r${done} of ${total} `);
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(3));
}

export const rounded = (value: number) => Number(value.toFixed(5));
