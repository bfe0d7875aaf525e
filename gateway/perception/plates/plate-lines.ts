import type { RgbImage } from '../../../models/image.ts';
import { textKeys, textRead } from '../../../models/manifests/text-models.ts';
import type { PlateCandidate } from '../../../models/plate-candidates.ts';
import { type PlateColours, readColours } from '../../../models/plate-colour.ts';
import { lineHeight, lineToPlanes, sampleImage, samplingOf } from '../../../models/plate-crop.ts';
import { createLatticeReader, type PlateLattice } from '../../../models/plate-lattice.ts';
import { createSerialHead, featureLength } from '../../../models/serial-head.ts';
import type { OrientedBox } from '../../../models/text-boxes.ts';
import { loadModelBytes, modelFault, openModel } from '../models/open-model.ts';

/** A line of text, cut out upright at height 48 and looked at, but not yet read. */
export interface Line {
  box: OrientedBox;
  picture: RgbImage;
  colours: PlateColours;
}

export interface ReadLine {
  colours: PlateColours;
  lattice: PlateLattice;
}

/**
 * Width of a line at height 48: as it is, in steps of 16 so that lines can share a run, within what reads well. `squeeze` makes
 * it narrower than it is.
 */
export function cutLine(image: RgbImage, box: OrientedBox, squeeze = 1): Line {
  const natural = (box.width / box.height) * lineHeight * squeeze;
  const width = Math.min(288, Math.max(64, Math.round(natural / 16) * 16));
  const picture = sampleImage(image, samplingOf(box, width, lineHeight), width, lineHeight);
  return { box, picture, colours: readColours(picture) };
}

export function isPainted({ colours }: Line): boolean {
  return colours.background === 'blue' || colours.background === 'yellow' || colours.background === 'green';
}

/** A street of shop signs must not hold up the gate: no more lines than this are read in one search. */
const maxLines = 6;

/** Cuts out the lines that candidates stand on and that were not read yet: painted ones first, no more than time allows. */
export function chooseLines(
  image: RgbImage,
  candidates: readonly PlateCandidate[],
  known: ReadonlyMap<OrientedBox, ReadLine>,
): Line[] {
  const boxes = new Set(candidates.flatMap(({ rows }) => rows).filter((box) => !known.has(box)));
  const lines = [...boxes].slice(0, 4 * maxLines).map((box) => cutLine(image, box));
  lines.sort((a, b) => Number(isPainted(b)) - Number(isPainted(a)) || b.box.score - a.box.score);
  return lines.slice(0, Math.max(0, maxLines - known.size));
}

export interface LineReader {
  /** One lattice a line, in order. */
  read(lines: readonly Line[]): Promise<ReadLine[]>;
  close(): Promise<void>;
}

/** Rejects with Fault `perception-failed` when the model is missing, altered or returns a number that is not finite. */
export async function createLineReader(options: { modelsDir: string; threads?: number }): Promise<LineReader> {
  const [{ session }, keys] = await Promise.all([
    openModel(textRead, options),
    loadModelBytes(textKeys, options.modelsDir),
  ]);
  const latticeReader = createLatticeReader(new TextDecoder().decode(keys.bytes));
  const serialHead = createSerialHead();

  /** Lines of one width, in one run. */
  const readGroup = async (lines: readonly Line[]): Promise<PlateLattice[]> => {
    const width = lines[0]!.picture.width;
    const size = 3 * lineHeight * width;
    const data = new Float32Array(lines.length * size);
    lines.forEach((line, at) => {
      lineToPlanes(line.picture, data, at * size);
    });
    const { features, ...others } = await session.run({ x: { data, dims: [lines.length, 3, lineHeight, width] } });
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

  return {
    async read(lines) {
      const lattices = new Map<Line, PlateLattice>();
      for (const group of Map.groupBy(lines, (line) => line.picture.width).values()) {
        const read = await readGroup(group);
        group.forEach((line, at) => {
          lattices.set(line, read[at]!);
        });
      }
      return lines.map((line) => ({ colours: line.colours, lattice: lattices.get(line)! }));
    },
    close: () => session.close(),
  };
}
