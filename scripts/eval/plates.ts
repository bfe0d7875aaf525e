import { createPlateRecognizer, type PlateReading } from '../../gateway/perception/plates/plate-recognizer.ts';
import { plotHistogram, plotRiskCoverage } from '../echarts-report-plots.ts';
import type { Report, ReportCase } from '../eval-report.ts';
import { createProgress, decodeOrTell, expectedPlate, listPictures, median, modelsDir, rounded } from './pictures.ts';

/** Crops of single plates, the text in the file name. */
export async function evalPlates(dir: string): Promise<Report> {
  const plates = await createPlateRecognizer({ modelsDir });
  const pictures = await listPictures(dir);
  const progress = createProgress(pictures.length);
  const wrong: ReportCase[] = [];
  const times: number[] = [];
  const answers: { confidence: number; right: boolean }[] = [];
  const provinces = new Map<string, { n: number; right: number }>();
  let [exact, exactWrong] = [0, 0];
  for (const [index, picture] of pictures.entries()) {
    progress(index);
    const expected = expectedPlate(picture);
    const image = await decodeOrTell(picture);
    const startedAt = performance.now();
    const reading = image && (await plates.readCrop(image));
    times.push(performance.now() - startedAt);
    const right = reading?.plate === expected;
    answers.push({ confidence: reading ? Math.min(...reading.confidences) : 0, right });
    const province = provinces.get(expected[0]!) ?? { n: 0, right: 0 };
    provinces.set(expected[0]!, { n: province.n + 1, right: province.right + Number(right) });
    if (!right) wrong.push({ pictures: [picture], expected, got: describeReading(reading) });
    if (reading?.kind === 'exact') exact += 1;
    if (reading?.kind === 'exact' && !right) exactWrong += 1;
  }
  await plates.close();
  const confidences = (right: boolean) => answers.filter((one) => one.right === right).map((one) => one.confidence);
  const n = pictures.length;
  const whole = answers.filter(({ right }) => right).length;
  return {
    title: `Plates: ${dir}`,
    summary: { n, wholePlate: rounded(whole / n), exact, exactWrong, msMedian: median(times) },
    tables: [
      {
        title: 'By province',
        header: ['province', 'plates', 'whole plate right'],
        rows: [...provinces].map(([name, one]) => [name, one.n, rounded(one.right / one.n)]),
      },
    ],
    plots: [
      {
        title: 'Lowest character confidence',
        svg: plotHistogram({ right: confidences(true), wrong: confidences(false) }, 0, 1),
      },
      { title: 'Wrong among the surest', svg: plotRiskCoverage(answers) },
    ],
    cases: [{ title: 'Wrong', items: wrong }],
  };
}

export function describeReading(reading: PlateReading | undefined): string {
  if (!reading) return 'nothing';
  const doubtful = reading.doubtful.length > 0 ? `, doubtful ${reading.doubtful.join(' ')}` : '';
  return `${reading.plate} (${reading.kind}, ${reading.colour}${doubtful})`;
}
