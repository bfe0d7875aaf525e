import { assertRgbImage, type RgbImage } from '../../models/image.ts';
import {
  blockCandidates,
  candidateBounds,
  doubleRows,
  type PlateCandidate,
  rowsOf,
  singleRows,
  upperRowAbove,
} from '../../models/plate-candidates.ts';
import { joinLattices } from '../../models/plate-lattice.ts';
import { decidePlateText, mayBeLowerRow, type PlateText } from '../../models/plate-reading.ts';
import { boundsOf, type OrientedBox } from '../../models/text-boxes.ts';
import type { Box } from './face-recognizer.ts';
import type { PlateColour } from './messages.ts';
import { chooseLines, createLineReader, cutLine, isPainted, type LineReader, type ReadLine } from './plate-lines.ts';
import { createTextFinder, type TextFinder } from './text-finder.ts';
import { createTurns } from './turns.ts';

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

/**
 * Reads plates on the CPU. Rejects with Fault `perception-failed` when a model is missing, altered or returns a number
 * that is not finite. Calls queue, for they share buffers.
 */
export async function createPlateRecognizer(options: {
  modelsDir: string;
  threads?: number;
}): Promise<PlateRecognizer> {
  const [finder, reader] = await Promise.all([createTextFinder(options), createLineReader(options)]);
  const turns = createTurns();
  return {
    read: (image, { thorough = true } = {}) => {
      assertRgbImage(image);
      return turns.run(() => readFrame(finder, reader, image, thorough));
    },
    readCrop: (image) => {
      assertRgbImage(image);
      return turns.run(() => readWhole(finder, reader, image));
    },
    close: () => turns.run(async () => void (await Promise.all([finder.close(), reader.close()]))),
  };
}

async function readFrame(
  finder: TextFinder,
  reader: LineReader,
  image: RgbImage,
  thorough: boolean,
): Promise<PlateReading[]> {
  const longSide = Math.max(image.width, image.height);
  const found = await search(reader, image, await finder.find(image, firstSide));
  if (found.length > 0 || !thorough || longSide <= firstSide) return found;
  return search(reader, image, await finder.find(image, secondSide(longSide)));
}

async function readWhole(finder: TextFinder, reader: LineReader, image: RgbImage): Promise<PlateReading | undefined> {
  const { width, height } = image;
  // Squarer than any single row: a double row, or a plate with much around it.
  if (width / height >= 2) {
    const line = cutLine(image, { x: width / 2, y: height / 2, width, height, angle: 0, score: 1 });
    const [read] = await reader.read([line]);
    const text = decidePlateText(read!.lattice, line.colours);
    if (text) return toReading({ text, box: { x: 0, y: 0, width, height } });
  }
  return (await readFrame(finder, reader, image, true))[0];
}

interface FoundText {
  text: PlateText;
  box: Box;
}

/** Reads what may be a plate among lines of text: single rows first, double rows where no plate was read. */
async function search(reader: LineReader, image: RgbImage, boxes: readonly OrientedBox[]): Promise<PlateReading[]> {
  const lines = new Map<OrientedBox, ReadLine>();
  const decide = async (candidates: readonly PlateCandidate[]): Promise<FoundText[]> => {
    const chosen = chooseLines(image, candidates, lines);
    const read = await reader.read(chosen);
    for (const [at, line] of chosen.entries()) lines.set(line.box, read[at]!);
    return candidates.flatMap((candidate) => decideCandidate(image, candidate, lines) ?? []);
  };
  const found = await decide(singleRows(boxes));
  const free = (box: OrientedBox) => found.every((one) => !touches(one.box, boundsOf(box)));
  const left = boxes.filter(free);
  const doubles = await decide([
    // Those that are found as one block are painted yellow or blue; any other block is not worth two readings.
    ...blockCandidates(left)
      .filter((block) => isPainted(cutLine(image, block)))
      .map(rowsOf),
    ...doubleRows(left),
    // The rows above lower rows, wherever the detector saw only a part of them.
    ...[...lines]
      .filter(([box, { lattice }]) => free(box) && mayBeLowerRow(lattice))
      .map(([lower]) => ({ rows: [upperRowAbove(lower), lower] })),
  ]);
  return keepBest([...found, ...doubles]);
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

/** Of readings that share a place, the one that the picture supports best. */
function keepBest(found: readonly FoundText[]): PlateReading[] {
  const kept: FoundText[] = [];
  for (const one of found.toSorted((a, b) => b.text.support - a.text.support)) {
    if (kept.every((better) => !touches(better.box, one.box))) kept.push(one);
  }
  return kept.map(toReading);
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

function toReading({ text, box }: FoundText): PlateReading {
  const { kind, plate, colour, doubtful, confidences } = text;
  return { kind, plate, colour, doubtful, confidences, box };
}
