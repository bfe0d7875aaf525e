import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { explainFault } from '../gateway/kernel/fault.ts';
import { createFaceRecognizer, type FaceRecognizer } from '../gateway/perception/face-recognizer.ts';
import { createPlateRecognizer, type PlateReading } from '../gateway/perception/plate-recognizer.ts';
import { decodePhoto } from '../gateway/perception/sharp-frames.ts';
import type { RgbImage } from '../models/image.ts';
import { balancedAccuracy, type Comparison, pointAtFar, rocOf } from '../models/verification.ts';
import { plotHistogram, plotRoc, type Report, type ReportCase, renderReport } from './eval-report.ts';

/**
 * `npm run eval -- faces|plates|scenes DIR`: accuracy on a folder of labelled pictures, on one core. Plates and scenes carry
 * their text in the file name (`皖A12345.jpg`, also `皖A12345_2.jpg`); faces have a folder a person, and `pairs.csv`
 * (`a,b,same`, paths below DIR, same 1 or 0) names the pairs if it is there. Writes var/eval/KIND.html; the last line is
 * one JSON object.
 */
const varDir = join(fileURLToPath(new URL('..', import.meta.url)), 'var');
const modelsDir = join(varDir, 'models');
const pictures = new Set(['.jpg', '.jpeg', '.png', '.webp', '.bmp', '.tif', '.tiff']);

/** Where same and different people part best on public photos of ten people, a hundred in all. */
const sameThreshold = 0.33;

async function listPictures(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && pictures.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(3));
}

const rounded = (value: number) => Number(value.toFixed(5));
const expectedPlate = (path: string) =>
  basename(path, extname(path))
    .split(/[_\s-]/)[0]!
    .normalize('NFKC');

/** Decodes, or says on stderr why not: an unreadable picture counts as one with nothing in it. */
async function decodeOrTell(path: string): Promise<RgbImage | undefined> {
  try {
    return await decodePhoto(path);
  } catch (error) {
    console.error(explainFault(error));
    return undefined;
  }
}

async function evalPlates(dir: string): Promise<Report> {
  const plates = await createPlateRecognizer({ modelsDir });
  const wrong: ReportCase[] = [];
  const times: number[] = [];
  const [right, missed]: [number[], number[]] = [[], []];
  let [n, whole, exact, exactWrong] = [0, 0, 0, 0];
  for (const picture of await listPictures(dir)) {
    const expected = expectedPlate(picture);
    const image = await decodeOrTell(picture);
    const startedAt = performance.now();
    const reading = image && (await plates.readCrop(image));
    times.push(performance.now() - startedAt);
    n += 1;
    const hit = reading?.plate === expected;
    const confidence = reading ? Math.min(...reading.confidences) : 0;
    (hit ? right : missed).push(confidence);
    if (hit) whole += 1;
    else wrong.push({ picture, expected, got: describe(reading) });
    if (reading?.kind === 'exact') exact += 1;
    if (reading?.kind === 'exact' && !hit) exactWrong += 1;
  }
  await plates.close();
  return {
    title: `Plates: ${dir}`,
    summary: { n, wholePlate: rounded(whole / n), exact, exactWrong, msMedian: median(times) },
    plots: [{ title: 'Lowest character confidence', svg: plotHistogram({ right, wrong: missed }, 0, 1) }],
    wrong,
  };
}

function describe(reading: PlateReading | undefined): string {
  if (!reading) return 'nothing';
  const doubtful = reading.doubtful.length > 0 ? `, doubtful ${reading.doubtful.join(' ')}` : '';
  return `${reading.plate} (${reading.kind}, ${reading.colour}${doubtful})`;
}

async function evalScenes(dir: string): Promise<Report> {
  const plates = await createPlateRecognizer({ modelsDir });
  const cases: ReportCase[] = [];
  const times: number[] = [];
  let [n, foundRight, wrong] = [0, 0, 0];
  for (const picture of await listPictures(dir)) {
    const expected = expectedPlate(picture);
    const image = await decodeOrTell(picture);
    const startedAt = performance.now();
    const readings = image ? await plates.read(image) : [];
    times.push(performance.now() - startedAt);
    n += 1;
    const found = readings.some(({ plate }) => plate === expected);
    if (found) foundRight += 1;
    // Said with certainty and not so: this is what would let somebody in.
    wrong += readings.filter(({ kind, plate }) => kind === 'exact' && plate !== expected).length;
    if (!found) cases.push({ picture, expected, got: readings.map(describe).join(' | ') || 'nothing' });
  }
  await plates.close();
  return {
    title: `Scenes: ${dir}`,
    summary: { n, foundRight: rounded(foundRight / n), wrong, msMedian: median(times) },
    plots: [],
    wrong: cases,
  };
}

interface FacePhoto {
  path: string;
  person: string;
  template: Float32Array | undefined;
}

/** The face that the photo is of: the largest, counting distance from the middle against it. */
async function describePhoto(faces: FaceRecognizer, path: string, times: number[]): Promise<Float32Array | undefined> {
  const image = await decodeOrTell(path);
  if (!image) return undefined;
  const startedAt = performance.now();
  const found = await faces.find(image);
  const off = ({ box }: (typeof found)[number]) =>
    Math.hypot(box.x + box.width / 2 - image.width / 2, box.y + box.height / 2 - image.height / 2) - box.width / 2;
  const [main] = found.toSorted((a, b) => off(a) - off(b));
  const described = main && (await faces.describe(image, main));
  times.push(performance.now() - startedAt);
  return described?.template;
}

const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  a && b ? a.reduce((sum, value, at) => sum + value * b[at]!, 0) : -1;

async function readPairs(dir: string, photos: readonly FacePhoto[]): Promise<[FacePhoto, FacePhoto, boolean][]> {
  const file = join(dir, 'pairs.csv');
  if (!existsSync(file)) {
    return photos.flatMap((a, at) =>
      photos.slice(at + 1).map((b): [FacePhoto, FacePhoto, boolean] => [a, b, a.person === b.person]),
    );
  }
  const byPath = new Map(photos.map((photo) => [relative(dir, photo.path).replaceAll('\\', '/'), photo]));
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.flatMap((line, at): [FacePhoto, FacePhoto, boolean][] => {
    const [a = '', b = '', same = ''] = line.split(',').map((cell) => cell.trim().replace(/^\.\//, ''));
    if (at === 0 && a === 'a' && b === 'b') return [];
    const [one, two] = [byPath.get(a), byPath.get(b)];
    if (one && two) return [[one, two, /^(1|true|yes|same)$/i.test(same)]];
    throw new Error(`${file}, line ${at + 1}: ${one ? b : a} is not a picture below ${dir}`);
  });
}

/** Nearest other photo is of the same person; people with a single photo cannot be found and do not count. */
function rank1(photos: readonly FacePhoto[]): number {
  const probes = photos.filter((probe) => photos.some((other) => other !== probe && other.person === probe.person));
  const hits = probes.filter((probe) => {
    const scored = photos
      .filter((other) => other !== probe)
      .map((other) => ({ person: other.person, score: cosine(probe.template, other.template) }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
    return probe.template !== undefined && best.person === probe.person;
  });
  return hits.length / probes.length;
}

async function evalFaces(dir: string): Promise<Report> {
  const faces = await createFaceRecognizer({ modelsDir });
  const times: number[] = [];
  const photos: FacePhoto[] = [];
  for (const path of await listPictures(dir)) {
    photos.push({ path, person: basename(join(path, '..')), template: await describePhoto(faces, path, times) });
  }
  await faces.close();
  const compared = (await readPairs(dir, photos)).map(([a, b, same]) => ({
    a,
    b,
    same,
    score: cosine(a.template, b.template),
  }));
  const comparisons: Comparison[] = compared;
  const roc = rocOf(comparisons);
  const wrong = compared.filter(({ same, score }) => score >= sameThreshold !== same);
  const scores = (same: boolean) => comparisons.filter((one) => one.same === same).map((one) => one.score);
  return {
    title: `Faces: ${dir}`,
    summary: {
      photos: photos.length,
      noFace: photos.filter(({ template }) => !template).length,
      pairs: comparisons.length,
      balanced: rounded(balancedAccuracy(comparisons, sameThreshold)),
      tarAtFar1e3: rounded(pointAtFar(roc, 1e-3).trueAccept),
      rank1: rounded(rank1(photos)),
      threshold: sameThreshold,
      msMedian: median(times),
    },
    plots: [
      { title: 'False against true accepts', svg: plotRoc(roc) },
      { title: 'Cosine', svg: plotHistogram({ same: scores(true), different: scores(false) }, -0.3, 1) },
    ],
    wrong: wrong
      .toSorted((a, b) => Math.abs(b.score - sameThreshold) - Math.abs(a.score - sameThreshold))
      .map(({ a, b, same, score }) => ({
        picture: a.path,
        expected: `${relative(dir, a.path)} and ${relative(dir, b.path)}: ${same ? 'same' : 'different'}`,
        got: score.toFixed(3),
      })),
  };
}

const kinds = { faces: evalFaces, plates: evalPlates, scenes: evalScenes } as const;

async function main(): Promise<void> {
  const [kind = '', dir = ''] = process.argv.slice(2);
  if (!(kind in kinds) || !existsSync(dir)) {
    console.error(`npm run eval -- ${Object.keys(kinds).join('|')} DIR${dir && !existsSync(dir) ? `: no ${dir}` : ''}`);
    process.exitCode = 2;
    return;
  }
  const report = await kinds[kind as keyof typeof kinds](dir);
  const page = join(varDir, 'eval', `${kind}.html`);
  await mkdir(join(varDir, 'eval'), { recursive: true });
  await writeFile(page, await renderReport(report));
  console.log(`report: ${page}`);
  console.log(JSON.stringify(report.summary));
}

main().catch((error: unknown) => {
  console.error(explainFault(error));
  process.exitCode = 1;
});
