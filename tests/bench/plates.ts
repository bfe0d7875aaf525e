import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPlateRecognizer } from '../../gateway/perception/plates/plate-recognizer.ts';
import { percentile } from '../../scripts/compound/judge-minute.ts';
import { type DrawnPlate, drawPlateFrame } from '../fixtures/sharp-drawn-plate.ts';
import { comparePlates } from './parts/compare-plates.ts';

/** Near enough to be read in the first search, and one vehicle farther away. */
const near: DrawnPlate[] = [
  { plate: '皖A12B45', colour: 'blue', widthPx: 190, turn: 3, shear: 4 },
  { plate: '京AD12345', colour: 'green', widthPx: 170, turn: -4 },
  { plate: '苏E3C789', colour: 'yellow', widthPx: 150, shear: -5 },
];
const far: DrawnPlate = { plate: '浙C51078', colour: 'blue', widthPx: 76, turn: 2 };

/** The plate path on 1280×720 frames, find and read: medians in milliseconds on one core. */
export async function run([dir]: string[]): Promise<Record<string, number>> {
  const varDir = join(fileURLToPath(new URL('../..', import.meta.url)), 'var');
  const plates = await createPlateRecognizer({ modelsDir: join(varDir, 'models') });
  let [frames, right] = [0, 0];
  const time = async (drawn: DrawnPlate, rounds: number): Promise<number[]> => {
    const frame = await drawPlateFrame(drawn);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const startedAt = performance.now();
      const readings = await plates.read(frame);
      if (round >= 3) times.push(performance.now() - startedAt);
      frames += 1;
      if (readings.some(({ plate }) => plate === drawn.plate)) right += 1;
    }
    return times;
  };
  const nearTimes: number[] = [];
  for (const drawn of near) nearTimes.push(...(await time(drawn, 23)));
  const farTimes = await time(far, 13);
  const emptyTimes = await time({ ...far, widthPx: 6 }, 8);
  await plates.close();
  return {
    plateMsMedian: median(nearTimes),
    plateFarMsMedian: median(farTimes),
    emptyFrameMsMedian: median(emptyTimes),
    readRight: Number((right / (frames - 8)).toFixed(3)),
    ...(await comparePlates(dir, [...near, far])),
  };
}

const median = (values: readonly number[]) => Number(percentile(values, 0.5).toFixed(2));
