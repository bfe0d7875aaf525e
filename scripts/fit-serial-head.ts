import { readdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModelBytes, openModel } from '../gateway/perception/models/open-model.ts';
import { decodePhoto } from '../gateway/perception/models/sharp-frames.ts';
import { textKeys, textRead } from '../models/manifests/text-models.ts';
import { lineHeight, lineToPlanes, sampleImage, samplingOf } from '../models/plate-crop.ts';
import { matchingPatterns } from '../models/plate-grammar.ts';
import { columnOf, createLatticeReader, latticeWidth, type PlateLattice } from '../models/plate-lattice.ts';
import { featureLength, rowLength, serialCharacters } from '../models/serial-head.ts';

/**
 * `node scripts/fit-serial-head.ts DIR…`: fits the correction of models/serial-head.ts on plate crops whose file name is their
 * text, and writes models/serial-head-weights.ts. Every crop is taken at several widths, leanings and margins.
 * Multinomial regression with a Gaussian prior on the change; five folds by crop say what it does on unseen ones.
 */
const widths = [168, 192, 216];
/** Rotation in radians, slant, and height relative to the picture. */
const views = [
  [0, 0, 1],
  [0.03, 0, 1.06],
  [-0.03, 0, 1.06],
  [0, 0.2, 0.94],
  [0, -0.2, 0.94],
] as const;
const priorStrength = 0.3;
const rounds = 100;

interface Sample {
  crop: number;
  truth: number;
  /** Logarithms of the reader's shares of the serial characters. */
  said: Float64Array;
  features: Float64Array;
}

/** The step at which each character of `text` peaks, on the best alignment of the text's shape. */
function peaksOf(lattice: PlateLattice, text: readonly string[]): number[] {
  const serialColumns = serialCharacters.map((one) => columnOf.get(one)!);
  const mass = (step: number, at: number) => {
    const row = step * latticeWidth;
    if (at % 2 === 0) return Math.log(lattice.values[row]! + 1e-4);
    const position = (at - 1) / 2;
    // In the serial it is the place that is looked for, whatever stands there.
    const wanted = position >= 2 ? serialColumns : [columnOf.get(text[position]!)!];
    return Math.log(wanted.reduce((sum, column) => sum + lattice.values[row + column]!, 1e-4));
  };
  const states = 2 * text.length + 1;
  let best = Array.from({ length: states }, (_, at) => (at < 2 ? mass(0, at) : Number.NEGATIVE_INFINITY));
  const from: number[][] = [];
  for (let step = 1; step < lattice.steps; step += 1) {
    const origins = best.map((_, at) => {
      const reachable = at % 2 === 1 ? [at, at - 1, at - 2] : [at, at - 1];
      return reachable.filter((one) => one >= 0).reduce((a, b) => (best[b]! > best[a]! ? b : a));
    });
    const before = best;
    best = origins.map((origin, at) => before[origin]! + mass(step, at));
    from.push(origins);
  }
  let state = best[states - 1]! > best[states - 2]! ? states - 1 : states - 2;
  const peaks = text.map(() => -1);
  for (let step = lattice.steps - 1; step >= 0; step -= 1) {
    const position = (state - 1) / 2;
    if (state % 2 === 1 && (peaks[position] === -1 || mass(step, state) > mass(peaks[position]!, state))) {
      peaks[position] = step;
    }
    if (step > 0) state = from[step - 1]![state]!;
  }
  return peaks;
}

async function collect(files: readonly string[], modelsDir: string): Promise<Sample[]> {
  const [{ session }, keys] = await Promise.all([
    openModel(textRead, { modelsDir }),
    loadModelBytes(textKeys, modelsDir),
  ]);
  const reader = createLatticeReader(new TextDecoder().decode(keys.bytes));
  const samples: Sample[] = [];
  for (const [crop, file] of files.entries()) {
    const text = [...basename(file, extname(file)).split('_')[0]!];
    const image = await decodePhoto(file);
    for (const width of widths) {
      const data = new Float32Array(views.length * 3 * lineHeight * width);
      views.forEach(([angle, slant, tall], at) => {
        const box = {
          x: image.width / 2,
          y: image.height / 2,
          width: image.width,
          height: image.height * tall,
          angle,
          score: 1,
        };
        const line = sampleImage(image, samplingOf(box, width, lineHeight, slant), width, lineHeight);
        lineToPlanes(line, data, at * 3 * lineHeight * width);
      });
      const { features, ...others } = await session.run({ x: { data, dims: [views.length, 3, lineHeight, width] } });
      const [probabilities] = Object.values(others);
      const steps = features!.dims[1]!;
      for (let view = 0; view < views.length; view += 1) {
        const lattice = reader.read(probabilities!.data, view * steps * reader.classes, steps);
        peaksOf(lattice, text).forEach((step, position) => {
          const truth = serialCharacters.indexOf(text[position]!);
          if (position < 2 || step < 0 || truth < 0) return;
          const said = Float64Array.from(serialCharacters, (one) =>
            Math.log(lattice.values[step * latticeWidth + columnOf.get(one)!]! + 1e-9),
          );
          const start = (view * steps + step) * featureLength;
          const row = Float64Array.of(...features!.data.subarray(start, start + featureLength), 1);
          samples.push({ crop, truth, said, features: row });
        });
      }
    }
  }
  await session.close();
  return samples;
}

/** Shares after the correction, into `shares`. */
function predict(weights: Float64Array, sample: Sample, shares: Float64Array): void {
  let total = 0;
  for (let one = 0; one < shares.length; one += 1) {
    let sum = sample.said[one]!;
    for (let at = 0; at < rowLength; at += 1) sum += weights[one * rowLength + at]! * sample.features[at]!;
    shares[one] = Math.exp(sum);
    total += shares[one]!;
  }
  for (let one = 0; one < shares.length; one += 1) shares[one]! /= total;
}

/** Adam on the regularised log-loss; each crop counts once, however many views it has. */
function fitWeights(samples: readonly Sample[]): Float64Array {
  const weights = new Float64Array(serialCharacters.length * rowLength);
  const [mean, square] = [weights.slice(), weights.slice()];
  const shares = new Float64Array(serialCharacters.length);
  const share = 1 / (widths.length * views.length);
  const sure = new Uint8Array(samples.length);
  for (let round = 1; round <= rounds; round += 1) {
    const slope = weights.map((weight) => weight * priorStrength);
    for (const [index, sample] of samples.entries()) {
      // Nearly all are right beyond doubt from the start; they are looked at again in every eighth round only.
      if (sure[index] === 1 && round % 8 !== index % 8) continue;
      predict(weights, sample, shares);
      sure[index] = shares[sample.truth]! > 0.9999 ? 1 : 0;
      for (let one = 0; one < shares.length; one += 1) {
        const off = (shares[one]! - (one === sample.truth ? 1 : 0)) * share;
        if (Math.abs(off) < 1e-7) continue;
        for (let at = 0; at < rowLength; at += 1) slope[one * rowLength + at]! += off * sample.features[at]!;
      }
    }
    for (let at = 0; at < weights.length; at += 1) {
      mean[at] = 0.9 * mean[at]! + 0.1 * slope[at]!;
      square[at] = 0.99 * square[at]! + 0.01 * slope[at]! ** 2;
      const step = mean[at]! / (1 - 0.9 ** round) / (Math.sqrt(square[at]! / (1 - 0.99 ** round)) + 1e-8);
      weights[at]! -= 0.01 * step;
    }
  }
  return weights;
}

/** Mean log-loss, and the share of views in which some character of the serial is wrong. */
function judge(weights: Float64Array, samples: readonly Sample[]): { loss: number; wrong: number } {
  const shares = new Float64Array(serialCharacters.length);
  let [loss, wrong] = [0, 0];
  for (const sample of samples) {
    predict(weights, sample, shares);
    loss -= Math.log(shares[sample.truth]! + 1e-12) / samples.length;
    if (shares.indexOf(Math.max(...shares)) !== sample.truth) wrong += 1 / samples.length;
  }
  return { loss, wrong };
}

function encode(weights: Float64Array): string {
  const bytes = new Int8Array(weights.length);
  const scales = serialCharacters.map((_, one) => {
    const row = weights.subarray(one * rowLength, (one + 1) * rowLength);
    const scale = row.reduce((top, weight) => Math.max(top, Math.abs(weight)), 1e-9) / 127;
    row.forEach((weight, at) => {
      bytes[one * rowLength + at] = Math.round(weight / scale);
    });
    return Number(scale.toPrecision(5));
  });
  return JSON.stringify({ scales, bytes: Buffer.from(bytes.buffer).toString('base64') });
}

async function main(): Promise<void> {
  const dirs = process.argv.slice(2);
  if (dirs.length === 0) throw new Error('node scripts/fit-serial-head.ts DIR…: folders of plate crops');
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = (
    await Promise.all(dirs.map(async (dir) => (await readdir(dir)).sort().map((name) => join(dir, name))))
  ).flat();
  const plates = files.filter((file) => matchingPatterns(basename(file, extname(file)).split('_')[0]!).length > 0);
  const samples = await collect(plates, join(root, 'var', 'models'));
  console.log(`${plates.length} crops, ${samples.length} characters`);
  console.log('as the reader says', judge(new Float64Array(serialCharacters.length * rowLength), samples));
  const folds = [0, 1, 2, 3, 4].map((fold) => {
    const weights = fitWeights(samples.filter((sample) => sample.crop % 5 !== fold));
    return judge(
      weights,
      samples.filter((sample) => sample.crop % 5 === fold),
    );
  });
  const average = (key: 'loss' | 'wrong') => folds.reduce((sum, one) => sum + one[key], 0) / folds.length;
  console.log('corrected, on crops not fitted on', { loss: average('loss'), wrong: average('wrong') });
  const weights = fitWeights(samples);
  console.log('corrected, on those fitted on', judge(weights, samples));
  const source = `/** Made by scripts/fit-serial-head.ts from ${plates.length} plate crops. */
export const serialHeadWeights = ${encode(weights)};
`;
  await writeFile(join(root, 'models', 'serial-head-weights.ts'), source);
}

await main();
