import { createPlateRecognizer } from '../../gateway/perception/plates/plate-recognizer.ts';
import type { Report, ReportCase } from '../eval-report.ts';
import { createProgress, decodeOrTell, expectedPlate, listPictures, median, modelsDir, rounded } from './pictures.ts';
import { describeReading } from './plates.ts';

/** Whole photos with a vehicle, the text of its plate in the file name. */
export async function evalScenes(dir: string): Promise<Report> {
  const plates = await createPlateRecognizer({ modelsDir });
  const pictures = await listPictures(dir);
  const progress = createProgress(pictures.length);
  const [missed, wrong]: [ReportCase[], ReportCase[]] = [[], []];
  const times: number[] = [];
  for (const [index, picture] of pictures.entries()) {
    progress(index);
    const expected = expectedPlate(picture);
    const image = await decodeOrTell(picture);
    const startedAt = performance.now();
    const readings = image ? await plates.read(image) : [];
    times.push(performance.now() - startedAt);
    const got = readings.map(describeReading).join(' | ') || 'nothing';
    if (!readings.some(({ plate }) => plate === expected)) missed.push({ pictures: [picture], expected, got });
    // Said with certainty and not so: this is what would let somebody in.
    const certain = readings.filter(({ kind, plate }) => kind === 'exact' && plate !== expected);
    wrong.push(...certain.map((one) => ({ pictures: [picture], expected, got: describeReading(one) })));
  }
  await plates.close();
  const n = pictures.length;
  return {
    title: `Scenes: ${dir}`,
    summary: { n, foundRight: rounded((n - missed.length) / n), wrong: wrong.length, msMedian: median(times) },
    tables: [],
    plots: [],
    cases: [
      { title: 'Not found, or not right', items: missed },
      { title: 'Exact and wrong', items: wrong },
    ],
  };
}
