import { mkdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { createFaceRecognizer, type FaceRecognizer } from '../../../gateway/perception/faces/face-recognizer.ts';
import { decodePhoto } from '../../../gateway/perception/models/sharp-frames.ts';
import { type Comparison, pointAtFar, rocOf } from '../../../models/verification.ts';
import { listPictures, median, modelsDir, rounded, varDir } from '../../../scripts/eval/pictures.ts';
import { startPeer } from './peer.ts';
import { sharpCut } from './sharp-cut.ts';

interface Described {
  ms: number;
  faces: { box: { x: number; y: number; width: number; height: number }; template: ArrayLike<number> }[];
}
type Shown = Described & { path: string };

/**
 * Ours and `@vladmandic/face-api` (WASM backend), one thread each, take turns on the same photos: every face found and described.
 * `dir`: photos, in a folder a person if accuracy is to be compared too; without it the faces of the group photos that
 * `npm run build` fetches, each cut out with its surroundings.
 */
export async function compareFaces(dir: string | undefined): Promise<Record<string, number>> {
  const photos = dir === undefined ? await cutSinglePeople() : await listPictures(resolve(dir));
  const recognizer = await createFaceRecognizer({ modelsDir, threads: 1 });
  const peer = await startPeer<Described>('face-api');
  const [ours, theirs]: [Shown[], Shown[]] = [[], []];
  // The first photo compiles and fills caches, on both sides; it comes again.
  for (const path of [photos[0]!, ...photos]) {
    ours.push({ path, ...(await describe(recognizer, path)) });
    const said = await peer.show(path);
    if (said) theirs.push({ path, ...said });
  }
  peer.close();
  await recognizer.close();
  return summarise(dir, ours.slice(1), theirs.slice(1));
}

function summarise(dir: string | undefined, ours: readonly Shown[], theirs: readonly Shown[]): Record<string, number> {
  const own = { photos: ours.length, photoMsMedian: median(ours.map(({ ms }) => ms)), ...accuracy('', dir, ours) };
  if (theirs.length < ours.length) return own;
  return {
    ...own,
    faceApiMsMedian: median(theirs.map(({ ms }) => ms)),
    ratioToFaceApi: Number(median(theirs.map(({ ms }, at) => ms / ours[at]!.ms)).toFixed(1)),
    ...accuracy('faceApi', dir, theirs),
  };
}

async function describe(recognizer: FaceRecognizer, path: string): Promise<Described> {
  const image = await decodePhoto(path);
  const startedAt = performance.now();
  const faces: Described['faces'] = [];
  for (const face of await recognizer.find(image)) faces.push(await recognizer.describe(image, face));
  return { ms: performance.now() - startedAt, faces };
}

/** Rates of a set with a folder a person; the largest face is the photo's. */
function accuracy(whose: string, dir: string | undefined, described: readonly Shown[]): Record<string, number> {
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
