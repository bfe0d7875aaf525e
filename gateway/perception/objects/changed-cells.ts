import type { Polygon } from '../../../devices/contracts/camera-scene.ts';
import type { GreyView } from '../analysis/motion-gate.ts';
import { rasteriseMasks } from '../streams/picture-mask.ts';

/** A small grey picture of one area: cells of `cell` × `cell` pixels, its corner `left`, `top` cells into the whole picture. */
export interface CellGrid {
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Cells that belong to the area. */
  readonly inside: Uint8Array;
  readonly insideCount: number;
}

/** At most so many cells across the whole picture: a bottle before a façade of ten storeys is then two to four cells tall. */
const mostColumns = 640;

export function createCellGrid(polygon: Polygon, picture: { width: number; height: number }): CellGrid {
  const cell = Math.max(1, Math.ceil(picture.width / mostColumns));
  const [across, down] = [Math.floor(picture.width / cell), Math.floor(picture.height / cell)];
  const spans = rasteriseMasks([polygon], across, down);
  let [left, right, top, bottom] = [across, 0, down, 0];
  for (let at = 0; at < spans.length; at += 3) {
    [top, bottom] = [Math.min(top, spans[at]!), Math.max(bottom, spans[at]! + 1)];
    [left, right] = [Math.min(left, spans[at + 1]!), Math.max(right, spans[at + 2]!)];
  }
  const [columns, rows] = [Math.max(0, right - left), Math.max(0, bottom - top)];
  const inside = new Uint8Array(columns * rows);
  for (let at = 0; at < spans.length; at += 3) {
    const row = (spans[at]! - top) * columns - left;
    inside.fill(1, row + spans[at + 1]!, row + spans[at + 2]!);
  }
  return { cell, left, top, columns, rows, inside, insideCount: inside.reduce((sum, one) => sum + one, 0) };
}

/** What has just changed in an area, picture by picture. */
export interface ChangedCells {
  /** 1 for each cell in which something moves; overwritten by the next look. `undefined` where nothing can be told. */
  look(picture: GreyView): Uint8Array | undefined;
  reset(): void;
}

/** Grey levels by which a cell must differ from what is usual there, and from the picture before. */
const least = { usual: 12, before: 9 } as const;
/** A cell that is restless by itself (leaves, a curtain) must differ by so many times what it usually does. */
const restlessTimes = 4;
const learning = 0.05;
/** More of the area than this: the light has changed, or the camera moved. */
const mostChanged = 0.12;

/**
 * Compares with a running average, so that only where a thing IS counts and not where it was; and with the picture before, so that
 * what stays (washing that was hung out) counts once at most. Nothing but averages is kept.
 */
export function createChangedCells(grid: CellGrid): ChangedCells {
  const { inside, insideCount } = grid;
  const size = inside.length;
  const changed = new Uint8Array(size);
  const unrest = new Float32Array(size);
  let now = new Uint8Array(size);
  let before = new Uint8Array(size);
  const usual = new Float32Array(size);
  let known = false;

  const compare = (): number => {
    let count = 0;
    for (let at = 0; at < size; at++) {
      changed[at] = 0;
      if (inside[at] === 0) continue;
      const value = now[at]!;
      const away = value - usual[at]!;
      const off = away < 0 ? -away : away;
      if (off > least.usual && off > restlessTimes * unrest[at]! && Math.abs(value - before[at]!) > least.before) {
        changed[at] = 1;
        count++;
      }
      usual[at]! += away * learning;
      unrest[at]! += (off - unrest[at]!) * learning;
    }
    return count;
  };
  return {
    reset: () => {
      known = false;
    },
    look: (picture) => {
      [now, before] = [before, now];
      averageCells(picture, grid, now);
      if (!known) {
        known = true;
        usual.set(now);
        unrest.fill(0);
        return undefined;
      }
      if (compare() <= insideCount * mostChanged) return changed;
      usual.set(now);
      return undefined;
    },
  };
}

/** Brightness of each cell of the grid, 0…255. Of large cells every second pixel is enough. */
export function averageCells(
  { data, stride }: GreyView,
  { cell, left, top, columns, rows }: CellGrid,
  to: Uint8Array,
): void {
  const step = cell > 3 ? 2 : 1;
  const samples = Math.ceil(cell / step);
  /** Instead of a division a cell: exact to a part in 65,536. */
  const share = Math.round(65536 / (samples * samples));
  const sums = new Uint16Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    const first = (top + row) * cell * stride + left * cell;
    for (let y = 0; y < cell; y += step) {
      for (let x = 0; x < cell; x += step) {
        let pixel = first + y * stride + x;
        for (let column = 0; column < columns; column++) {
          sums[column]! += data[pixel]!;
          pixel += cell;
        }
      }
    }
    const line = row * columns;
    for (let column = 0; column < columns; column++) to[line + column] = (sums[column]! * share + 32768) >>> 16;
  }
}
