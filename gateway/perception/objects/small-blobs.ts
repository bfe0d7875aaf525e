/** Changed cells that belong together; in cells of the grid. */
export interface Blob {
  /** The middle of its cells. */
  x: number;
  y: number;
  width: number;
  height: number;
  cells: number;
}

/** One cell is noise of the camera or of its encoder. */
const leastCells = 2;
/** A picture with more is rain, snow or a tree in the wind. */
const mostBlobs = 40;
/** A cell that lies so near belongs to it: a thing before a patterned wall is seen in pieces. */
const reach = 2;

/** Groups of changed cells; none if there are too many of them. `changed` is row by row, `columns` wide. */
export function findBlobs(changed: Uint8Array, columns: number): Blob[] {
  const rows = columns > 0 ? changed.length / columns : 0;
  const seen = new Uint8Array(changed.length);
  const blobs: Blob[] = [];
  for (let start = 0; start < changed.length; start++) {
    if (changed[start] === 0 || seen[start] === 1) continue;
    const blob = gather(changed, seen, { columns, rows }, start);
    if (blob.cells < leastCells) continue;
    if (blobs.length >= mostBlobs) return [];
    blobs.push(blob);
  }
  return blobs;
}

function gather(changed: Uint8Array, seen: Uint8Array, grid: { columns: number; rows: number }, start: number): Blob {
  const { columns, rows } = grid;
  const waiting = [start];
  seen[start] = 1;
  let [cells, sumX, sumY] = [0, 0, 0];
  let [left, right, top, bottom] = [columns, 0, rows, 0];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    cells++;
    sumX += column + 0.5;
    sumY += row + 0.5;
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    for (let y = Math.max(0, row - reach); y <= Math.min(rows - 1, row + reach); y++) {
      for (let x = Math.max(0, column - reach); x <= Math.min(columns - 1, column + reach); x++) {
        const next = y * columns + x;
        if (changed[next] === 0 || seen[next] === 1) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
  }
  return { x: sumX / cells, y: sumY / cells, width: right - left + 1, height: bottom - top + 1, cells };
}
