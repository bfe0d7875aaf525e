import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createFaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { type Comparison, pointAtFar, rocOf } from '../../../models/verification.ts';
import { listPictures, median, modelsDir, rounded, varDir } from '../../../scripts/eval/pictures.ts';
import { runPeer } from './run-peer.ts';
import { sharpCut } from './sharp-cut.ts';

interface Described {
  path: string;
  ms: number;
  faces: { box: { x: number; y: number; width: number; height: number }; template: ArrayLike<number> }[];
}

/**
 * Ours and `@vladmandic/face-api` (WASM backend) on the same photos, one thread each, one after the other: every face found and
 * described. `dir`: photos, in a folder a person if accuracy is to be compared too; without it the faces of the group photos
 * that `npm run build` fetches, each cut out with its surroundings.
 */
export async function compareFaces(dir: string | undefined): Promise<Record<string, number>> {
  const photos = dir === undefined ? await cutSinglePeople() : await listPictures(resolve(dir));
  const ours = await describeAll(photos);
  const theirs = await runPeer<{ photos: Described[] }>('face-api', { photos });
  const own = { photos: photos.length, photoMsMedian: median(ours.map(({ ms }) => ms)), ...accuracy('', dir, ours) };
  if (!theirs) return own;
  const faceApiMsMedian = median(theirs.photos.map(({ ms }) => ms));
  return {
    ...own,
    faceApiMsMedian,
    ratioToFaceApi: Number((faceApiMsMedian / own.photoMsMedian).toFixed(1)),
    ...accuracy('faceApi', dir, theirs.photos),
  };
}

async function describeAll(photos: readonly string[]): Promise<Described[]> {
  const recognizer = await createFaceRecognizer({ modelsDir, threads: 1 });
  const described: Described[] = [];
  // The first round compiles and fills caches, as the peer's own first photo does.
  for (const path of [photos[0]!, ...photos]) {
    const image = await decodePhoto(path);
    const startedAt = performance.now();
    const faces: Described['faces'] = [];
    for (const face of await recognizer.find(image)) faces.push(await recognizer.describe(image, face));
    described.push({ path, ms: performance.now() - startedAt, faces });
  }
  await recognizer.close();
  return described.slice(1);
}

/** Rates of a set with a folder a person; the largest face is the photo's. */
function accuracy(whose: string, dir: string | undefined, described: readonly Described[]): Record<string, number> {
  if (dir === undefined) return {};
  const templates = described.map(({ path, faces }) => ({
    person: basename(dirname(path)),
    template: largestOf(faces),
  }));
  const pairs: Comparison[] = templates.flatMap((a, at) =>
    templates.slice(at + 1).map((b) => ({ same: a.person === b.person, score: cosine(a.template, b.template) })),
  );
  const name = (key: string) => (whose === '' ? key : `${whose}${key[0]!.toUpperCase()}${key.slice(1)}`);
  return {
    [name('noFace')]: templates.filter(({ template }) => !template).length,
    [name('tarAtFar1e3')]: rounded(pointAtFar(rocOf(pairs), 1e-3).trueAccept),
  };
}

/** Both sides are judged by the largest face that they found. */
function largestOf(faces: Described['faces']): ArrayLike<number> | undefined {
  return faces.toSorted((a, b) => b.box.width * b.box.height - a.box.width * a.box.height)[0]?.template;
}

/** Cosine; the peer's own measure is a Euclidean distance of vectors that are nearly of one length, which orders alike. */
function cosine(a: ArrayLike<number> | undefined, b: ArrayLike<number> | undefined): number {
  if (!a || !b) return -1;
  let [dot, aa, bb] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    dot += a[at]! * b[at]!;
    aa += a[at]! * a[at]!;
    bb += b[at]! * b[at]!;
  }
  return dot / Math.sqrt(aa * bb);
}

async function cutSinglePeople(): Promise<string[]> {
  const folder = join(varDir, 'bench', 'faces');
  await mkdir(folder, { recursive: true });
  const recognizer = await createFaceRecognizer({ modelsDir, threads: 1 });
  const cuts: string[] = [];
  for (const path of await listPictures(join(varDir, 'assets', 'people'))) {
    const image = await decodePhoto(path);
    for (const { box } of await recognizer.find(image)) {
      cuts.push(await sharpCut(path, box, join(folder, `${cuts.length}.jpg`)));
    }
  }
  await recognizer.close();
  return cuts;
}
