import { createFaceRecognizer } from '../../gateway/perception/faces/face-recognizer.ts';
import { balancedAccuracy, pointAtFar, rocOf } from '../../models/verification.ts';
import { plotErrorRates, plotHistogram, plotRoc } from '../echarts-report-plots.ts';
import type { Report, ReportCase, ReportTable } from '../eval-report.ts';
import { describePhotos, type FacePhoto, listPairs } from './face-photos.ts';
import { median, modelsDir, rounded } from './pictures.ts';

/** Where same and different people part best on public photos of ten people, a hundred in all. */
const sameThreshold = 0.33;
const closestShown = 30;

interface Compared {
  a: FacePhoto;
  b: FacePhoto;
  same: boolean;
  /** Cosine; −1 where a face was not found. */
  score: number;
}

/**
 * As at a door: one photo of a pair is enrolled, the other is a single look, both ways round, and the two cosines averaged.
 * Photos in a folder a person, or `GROUP/PERSON/`; see face-photos.ts for pairs.csv and groups.csv.
 */
export async function evalFaces(dir: string): Promise<Report> {
  const faces = await createFaceRecognizer({ modelsDir });
  const times: number[] = [];
  const photos = await describePhotos(dir, faces, times);
  await faces.close();
  const compared: Compared[] = (await listPairs(dir, photos)).map((pair) => ({
    ...pair,
    score: (cosine(pair.a.enrolled, pair.b.look) + cosine(pair.a.look, pair.b.enrolled)) / 2,
  }));
  const roc = rocOf(compared);
  const scores = (same: boolean) => compared.filter((one) => one.same === same).map((one) => one.score);
  return {
    title: `Faces: ${dir}`,
    summary: {
      photos: photos.length,
      noFace: photos.filter(({ look }) => !look).length,
      pairs: compared.length,
      balanced: rounded(balancedAccuracy(compared, sameThreshold)),
      tarAtFar1e3: rounded(pointAtFar(roc, 1e-3).trueAccept),
      rank1: rounded(rank1(photos)),
      threshold: sameThreshold,
      msMedian: median(times),
    },
    tables: tabulate(compared, roc),
    plots: [
      { title: 'False against true accepts', svg: plotRoc(roc) },
      { title: 'Errors over the threshold', svg: plotErrorRates(compared, sameThreshold) },
      { title: 'Cosine', svg: plotHistogram({ same: scores(true), different: scores(false) }, -0.3, 1) },
    ],
    cases: [
      { title: 'Photos without a face', items: photos.filter(({ look }) => !look).map(noFaceCase) },
      { title: 'Wrong', items: wrongFirst(compared).map(toCase) },
      { title: 'Closest calls', items: closest(compared).map(toCase) },
    ],
  };
}

const cosine = (a: Float32Array | undefined, b: Float32Array | undefined) =>
  a && b ? a.reduce((sum, value, at) => sum + value * b[at]!, 0) : -1;

/** The nearest other photo, enrolled, is of the same person; people with a single photo cannot be found and do not count. */
function rank1(photos: readonly FacePhoto[]): number {
  const probes = photos.filter((probe) => photos.some((other) => other !== probe && other.person === probe.person));
  const hits = probes.filter((probe) => {
    const scored = photos
      .filter((other) => other !== probe)
      .map((other) => ({ person: other.person, score: cosine(probe.look, other.enrolled) }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
    return probe.look !== undefined && best.person === probe.person;
  });
  return hits.length / probes.length;
}

/** Operating points, and, where people have groups, each group's errors at the one threshold that all share. */
function tabulate(compared: readonly Compared[], roc: ReturnType<typeof rocOf>): ReportTable[] {
  const points: ReportTable = {
    title: 'Operating points',
    header: ['false accepts at most', 'threshold', 'true accepts'],
    rows: [1e-1, 1e-2, 1e-3, 1e-4].map((far) => {
      const { threshold, trueAccept } = pointAtFar(roc, far);
      return [far, rounded(threshold), rounded(trueAccept)];
    }),
  };
  const groups = [...new Set(compared.flatMap(({ a, b }) => [a.group, b.group]))].filter(
    (group) => group !== undefined,
  );
  if (groups.length === 0) return [points];
  return [points, tabulateGroups(groups.sort(), compared)];
}

/** Both photos of a pair are of the group: false accepts within a group are what a look-alike neighbour would need. */
function tabulateGroups(groups: readonly string[], compared: readonly Compared[]): ReportTable {
  const rows = groups.map((group) => {
    const within = compared.filter(({ a, b }) => a.group === group && b.group === group);
    const of = (same: boolean) => within.filter((one) => one.same === same);
    const share = (list: readonly Compared[], accepted: boolean) =>
      list.length === 0
        ? '–'
        : rounded(list.filter(({ score }) => score >= sameThreshold === accepted).length / list.length);
    return [group, of(true).length, share(of(true), false), of(false).length, share(of(false), true)];
  });
  return {
    title: `By group, at ${sameThreshold}`,
    header: ['group', 'same pairs', 'false rejections', 'different pairs', 'false accepts'],
    rows,
  };
}

const isWrong = ({ same, score }: Compared) => score >= sameThreshold !== same;
const distance = ({ score }: Compared) => Math.abs(score - sameThreshold);

function wrongFirst(compared: readonly Compared[]): Compared[] {
  return compared.filter(isWrong).sort((a, b) => distance(b) - distance(a));
}

function closest(compared: readonly Compared[]): Compared[] {
  const right = compared.filter((one) => !isWrong(one));
  return right.sort((a, b) => distance(a) - distance(b)).slice(0, closestShown);
}

function toCase({ a, b, same, score }: Compared): ReportCase {
  return {
    pictures: [a.path, b.path],
    expected: `${a.name} and ${b.name}: ${same ? 'same' : 'different'}`,
    got: score === -1 ? 'no face found' : score.toFixed(3),
  };
}

function noFaceCase({ path, name }: FacePhoto): ReportCase {
  return { pictures: [path], expected: name, got: 'no face found' };
}
