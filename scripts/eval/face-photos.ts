import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { FaceRecognizer } from '../../gateway/perception/faces/face-recognizer.ts';
import { createProgress, decodeOrTell, listPictures } from './pictures.ts';

export interface FacePhoto {
  path: string;
  /** Below the folder, with forward slashes. */
  name: string;
  /** The folder that the photo lies in. */
  person: string;
  /** From `groups.csv` or from `GROUP/PERSON/photo`. */
  group: string | undefined;
  /** As a door sees the face, in one look; `undefined` where none was found. */
  look: Float32Array | undefined;
  /** As enrolment makes it: with its mirror image. */
  enrolled: Float32Array | undefined;
}

/** Every photo below `dir` with its templates; `times` gets the milliseconds of each look. */
export async function describePhotos(dir: string, faces: FaceRecognizer, times: number[]): Promise<FacePhoto[]> {
  const groups = await readGroups(dir);
  const pictures = await listPictures(dir);
  const progress = createProgress(pictures.length);
  const photos: FacePhoto[] = [];
  for (const [index, path] of pictures.entries()) {
    progress(index);
    const name = relative(dir, path).replaceAll('\\', '/');
    const person = dirname(name);
    const group = groups?.get(person) ?? (person.includes('/') ? person.split('/')[0] : undefined);
    photos.push({ path, name, person, group, ...(await describePhoto(faces, path, times)) });
  }
  return photos;
}

/** The face that the photo is of: the nearest to its middle, counting a large face as nearer. */
async function describePhoto(
  faces: FaceRecognizer,
  path: string,
  times: number[],
): Promise<Pick<FacePhoto, 'look' | 'enrolled'>> {
  const nothing = { look: undefined, enrolled: undefined };
  const image = await decodeOrTell(path);
  if (!image) return nothing;
  const startedAt = performance.now();
  const found = await faces.find(image);
  const off = ({ box }: (typeof found)[number]) =>
    Math.hypot(box.x + box.width / 2 - image.width / 2, box.y + box.height / 2 - image.height / 2) - box.width / 2;
  const [main] = found.toSorted((a, b) => off(a) - off(b));
  const look = main && (await faces.describe(image, main));
  times.push(performance.now() - startedAt);
  if (!main || !look) return nothing;
  const enrolled = await faces.describe(image, main, { mirrored: true });
  return { look: look.template, enrolled: enrolled.template };
}

/** Lines of cells, without empty lines and without a first line that names the columns. */
async function readCells(file: string, header: readonly string[]): Promise<{ line: number; cells: string[] }[]> {
  const lines = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines
    .map((text, index) => ({ line: index + 1, cells: text.split(',').map((cell) => cell.trim().replace(/^\.\//, '')) }))
    .filter(
      ({ cells, line }) => cells.join('') !== '' && !(line === 1 && header.every((name, at) => cells[at] === name)),
    );
}

/** `groups.csv` (`person,group`), if it lies there. */
async function readGroups(dir: string): Promise<Map<string, string> | undefined> {
  const file = join(dir, 'groups.csv');
  if (!existsSync(file)) return undefined;
  const rows = await readCells(file, ['person', 'group']);
  return new Map(rows.map(({ cells: [person = '', group = ''] }) => [person, group]));
}

/** The pairs that `pairs.csv` (`a,b,same`) names, or every pair. Throws naming file and line where a photo is not there. */
export async function listPairs(
  dir: string,
  photos: readonly FacePhoto[],
): Promise<{ a: FacePhoto; b: FacePhoto; same: boolean }[]> {
  const file = join(dir, 'pairs.csv');
  if (!existsSync(file)) {
    return photos.flatMap((a, at) => photos.slice(at + 1).map((b) => ({ a, b, same: a.person === b.person })));
  }
  const byName = new Map(photos.map((photo) => [photo.name, photo]));
  const rows = await readCells(file, ['a', 'b', 'same']);
  return rows.map(({ line, cells: [first = '', second = '', same = ''] }) => {
    const [a, b] = [byName.get(first), byName.get(second)];
    if (a && b) return { a, b, same: /^(1|true|yes|same)$/i.test(same) };
    throw new Error(`${file}, line ${line}: ${a ? second : first} is not a picture below ${dir}`);
  });
}
