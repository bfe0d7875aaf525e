import { assertRgbImage, type RgbImage } from '../../models/image.ts';
import { createPlaneResizer, type PlaneResizer } from '../../models/image-resize.ts';
import { textDetect, textKeys, textRead } from '../../models/manifests/text-models.ts';
import {
  blockCandidates,
  candidateBounds,
  doubleRows,
  type PlateCandidate,
  rowsOf,
  singleRows,
  upperRowAbove,
} from '../../models/plate-candidates.ts';
import { type PlateColours, readColours } from '../../models/plate-colour.ts';
import { lineHeight, lineToPlanes, sampleImage, samplingOf } from '../../models/plate-crop.ts';
import { createLatticeReader, joinLattices, type PlateLattice } from '../../models/plate-lattice.ts';
import { decidePlateText, mayBeLowerRow, type PlateText } from '../../models/plate-reading.ts';
import { createSerialHead, featureLength } from '../../models/serial-head.ts';
import { boundsOf, findTextBoxes, type OrientedBox, scaleBox } from '../../models/text-boxes.ts';
import type { Box } from './face-recognizer.ts';
import type { PlateColour } from './messages.ts';
import { loadModelBytes, modelFault, openModel } from './open-model.ts';

export interface PlateReading {
  kind: 'exact' | 'partial';
  plate: string;
  colour: PlateColour;
  /** Positions (from 0) that are not sure. */
  doubtful: number[];
  /** One per character, 0…1. */
  confidences: number[];
  box: Box;
}

export interface PlateRecognizer {
  /**
   * Every plate in a whole frame. `thorough`, the default, looks a second time at a finer scale where the first look found
   * nothing; without it an empty frame costs a quarter.
   */
  read(image: RgbImage, options?: { thorough?: boolean }): Promise<PlateReading[]>;
  /** One plate that fills the picture. */
  readCrop(image: RgbImage): Promise<PlateReading | undefined>;
  close(): Promise<void>;
}

/**
 * Text is looked for in the frame made this small, and if no plate is read there, in a larger one. The detector finds plates
 * from 34 of its pixels on: the first search sees what is wider than a fourteenth of the frame, the second what is
 * wider than 68 pixels of it; narrower ones cannot be read anyway. Measured on drawn plates of 60 to 200 pixels.
 */
const firstSide = 480;
const secondSide = (longSide: number) => Math.min(960, Math.max(640, Math.round(longSide / 2)));
/** A street of shop signs must not hold up the gate: no more lines than this are read in one search. */
const maxLines = 8;

/** ImageNet mean and deviation, in the order of the planes B, G, R as the model's authors apply them. */
const textPixels = {
  order: 'bgr',
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  scale: [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)],
} as const;

/** A line of text, cut out and looked at, but not yet read. */
interface Line {
  box: OrientedBox;
  picture: RgbImage;
  colours: PlateColours;
}

interface ReadLine {
  colours: PlateColours;
  lattice: PlateLattice;
}

/**
 * Reads plates on the CPU. Rejects with Fault `perception-failed` when a model is missing, altered or returns a number
 * that is not finite. Calls queue; each uses the buffers of its size.
 */
export async function createPlateRecognizer(options: {
  modelsDir: string;
  threads?: number;
}): Promise<PlateRecognizer> {
  const [detect, read, keys] = await Promise.all([
    openModel(textDetect, options),
    openModel(textRead, options),
    loadModelBytes(textKeys, options.modelsDir),
  ]);
  const latticeReader = createLatticeReader(new TextDecoder().decode(keys.bytes));
  const serialHead = createSerialHead();
  const finder = createFinder(async (data, dims) => {
    const [output] = Object.values(await detect.session.run({ x: { data, dims } }));
    return output!.data;
  });
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    // The next caller waits for this one's end, not for its success.
    turn = mine.catch(() => undefined);
    return mine;
  };

  /** Lattices of lines of one width, in one run. */
  const latticesOf = async (lines: readonly Line[]): Promise<PlateLattice[]> => {
    const width = lines[0]!.picture.width;
    const size = 3 * lineHeight * width;
    const data = new Float32Array(lines.length * size);
    lines.forEach((line, at) => {
      lineToPlanes(line.picture, data, at * size);
    });
    const { features, ...others } = await read.session.run({ x: { data, dims: [lines.length, 3, lineHeight, width] } });
    const [output] = Object.values(others);
    const [, steps = 0, classes = 0] = output!.dims;
    return modelFault(textRead, () => {
      if (classes !== latticeReader.classes) {
        throw new RangeError(`it has ${classes} classes, its dictionary ${latticeReader.classes}`);
      }
      return lines.map((_, at) => {
        const lattice = latticeReader.read(output!.data, at * steps * classes, steps);
        serialHead.correct(lattice, features!.data, at * steps * featureLength);
        return lattice;
      });
    });
  };

  const readLines = async (lines: readonly Line[]): Promise<Map<OrientedBox, PlateLattice>> => {
    const lattices = new Map<OrientedBox, PlateLattice>();
    for (const group of Map.groupBy(lines, (line) => line.picture.width).values()) {
      const read = await latticesOf(group);
      group.forEach((line, at) => {
        lattices.set(line.box, read[at]!);
      });
    }
    return lattices;
  };

  const search = async (image: RgbImage, side: number): Promise<PlateReading[]> => {
    const boxes = await finder(image, side);
    const lines = new Map<OrientedBox, ReadLine>();
    const readRows = async (candidates: readonly PlateCandidate[]) => {
      const chosen = chooseLines(image, candidates, lines);
      const lattices = await readLines(chosen);
      for (const line of chosen) lines.set(line.box, { colours: line.colours, lattice: lattices.get(line.box)! });
    };
    const singles = singleRows(boxes);
    await readRows(singles);
    const found = singles.flatMap((candidate) => decideCandidate(image, candidate, lines) ?? []);
    // Plates with two rows only where no plate was read yet.
    const free = (box: OrientedBox) => found.every((one) => !touches(one.box, boundsOf(box)));
    const doubles = [
      // Those that are found as one block are painted yellow or blue; any other block is not worth two readings.
      ...blockCandidates(boxes.filter(free))
        .filter((block) => isPainted(cutLine(image, block)))
        .map(rowsOf),
      ...doubleRows(boxes.filter(free)),
      // The rows above lower rows, wherever the detector saw only a part of them.
      ...[...lines]
        .filter(([box, { lattice }]) => free(box) && mayBeLowerRow(lattice))
        .map(([lower]) => ({ rows: [upperRowAbove(lower), lower] })),
    ];
    await readRows(doubles);
    return keepBest([...found, ...doubles.flatMap((candidate) => decideCandidate(image, candidate, lines) ?? [])]);
  };

  const readFrame = async (image: RgbImage, thorough: boolean): Promise<PlateReading[]> => {
    const longSide = Math.max(image.width, image.height);
    const found = await search(image, firstSide);
    return found.length > 0 || !thorough || longSide <= firstSide ? found : search(image, secondSide(longSide));
  };

  const readWhole = async (image: RgbImage): Promise<PlateReading | undefined> => {
    const box = {
      x: image.width / 2,
      y: image.height / 2,
      width: image.width,
      height: image.height,
      angle: 0,
      score: 1,
    };
    // Squarer than any single row: a double row, or a plate with much around it.
    if (image.width / image.height >= 2) {
      const line = cutLine(image, box);
      const [lattice] = await latticesOf([line]);
      const text = decidePlateText(lattice!, line.colours);
      if (text) return toReading(text, { x: 0, y: 0, width: image.width, height: image.height });
    }
    return (await readFrame(image, true))[0];
  };

  return {
    read: (image, { thorough = true } = {}) => {
      assertRgbImage(image);
      return inTurn(() => readFrame(image, thorough));
    },
    readCrop: (image) => {
      assertRgbImage(image);
      return inTurn(() => readWhole(image));
    },
    close: () => inTurn(async () => void (await Promise.all([detect.session.close(), read.session.close()]))),
  };
}

/** Text boxes of a picture in its own pixels, looked for at a given long side. */
function createFinder(run: (data: Float32Array, dims: readonly number[]) => Promise<Float32Array>) {
  const sizes = new Map<string, { resize: PlaneResizer; data: Float32Array }>();
  return async (image: RgbImage, side: number): Promise<OrientedBox[]> => {
    const scale = side / Math.max(image.width, image.height);
    // Multiples of 32; small pictures are enlarged, which costs less than missing their thin strokes.
    const width = Math.max(32, Math.round((image.width * scale) / 32) * 32);
    const height = Math.max(32, Math.round((image.height * scale) / 32) * 32);
    const key = `${width}×${height}`;
    const size = sizes.get(key) ?? {
      resize: createPlaneResizer(width, height, textPixels),
      data: new Float32Array(3 * width * height),
    };
    // A handful of cameras has a handful of sizes; photos of every size must not pile up buffers.
    if (sizes.size >= 8) sizes.clear();
    sizes.set(key, size);
    size.resize(image, size.data);
    const map = await run(size.data, [1, 3, height, width]);
    const boxes = modelFault(textDetect, () => findTextBoxes(map, width, height));
    return boxes.map((box) => scaleBox(box, image.width / width, image.height / height));
  };
}

/** Width of a line at height 48: as it is, in steps of 16 so that lines can share a run, within what reads well. */
function cutLine(image: RgbImage, box: OrientedBox): Line {
  const natural = (box.width / box.height) * lineHeight;
  const width = Math.min(288, Math.max(64, Math.round(natural / 16) * 16));
  const picture = sampleImage(image, samplingOf(box, width, lineHeight), width, lineHeight);
  return { box, picture, colours: readColours(picture) };
}

function isPainted({ colours }: Line): boolean {
  return colours.background === 'blue' || colours.background === 'yellow' || colours.background === 'green';
}

/** Cuts out the lines that candidates stand on and that were not read yet: painted ones first, no more than time allows. */
function chooseLines(
  image: RgbImage,
  candidates: readonly PlateCandidate[],
  known: ReadonlyMap<OrientedBox, ReadLine>,
): Line[] {
  const boxes = new Set(candidates.flatMap(({ rows }) => rows).filter((box) => !known.has(box)));
  const lines = [...boxes].slice(0, 4 * maxLines).map((box) => cutLine(image, box));
  lines.sort((a, b) => Number(isPainted(b)) - Number(isPainted(a)) || b.box.score - a.box.score);
  return lines.slice(0, Math.max(0, maxLines - known.size));
}

function decideCandidate(
  image: RgbImage,
  candidate: PlateCandidate,
  lines: ReadonlyMap<OrientedBox, ReadLine>,
): FoundText | undefined {
  const rows = candidate.rows.map((row) => lines.get(row)).filter((row) => row !== undefined);
  // The lower row of a double-row plate is most of it: its colours count.
  const last = rows.at(-1);
  if (!last || rows.length < candidate.rows.length) return undefined;
  const text = decidePlateText(joinLattices(rows.map(({ lattice }) => lattice)), last.colours);
  return text && { text, box: insideOf(image, candidateBounds(candidate)) };
}

interface FoundText {
  text: PlateText;
  box: Box;
}

/** Of readings that share a place, the one that the picture supports best. */
function keepBest(found: FoundText[]): PlateReading[] {
  const kept: FoundText[] = [];
  for (const one of found.sort((a, b) => b.text.support - a.text.support)) {
    if (kept.every((better) => !touches(better.box, one.box))) kept.push(one);
  }
  return kept.map(({ text, box }) => toReading(text, box));
}

function touches(a: Box, b: Box): boolean {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 && width * height > 0.2 * Math.min(a.width * a.height, b.width * b.height);
}

function insideOf(image: RgbImage, box: Box): Box {
  const x = Math.max(0, box.x);
  const y = Math.max(0, box.y);
  const right = Math.min(image.width, box.x + box.width);
  const bottom = Math.min(image.height, box.y + box.height);
  return { x, y, width: right - x, height: bottom - y };
}

function toReading(text: PlateText, box: Box): PlateReading {
  const { kind, plate, colour, doubtful, confidences } = text;
  return { kind, plate, colour, doubtful, confidences, box };
}
