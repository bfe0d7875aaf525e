import type { PartBox } from '../messages.ts';

/** More regions than this are a tree in the wind. */
const maxParts = 4;
/** Fewer changed cells together are noise. */
const minCells = 3;
/** Changed cells with so many quiet ones between them belong together: the inside of a coat does not change. */
const reach = 2;

interface Heap {
  left: number;
  top: number;
  right: number;
  bottom: number;
  cells: number;
}

/**
 * Boxes around what moves, largest first. `changed` is a grid, row by row, of `across` columns; cells that are near each
 * other belong together, and every box is one cell wider than what changed.
 */
export function movingParts(changed: Uint8Array, across: number): PartBox[] {
  const down = across > 0 ? changed.length / across : 0;
  const seen = new Uint8Array(changed.length);
  const heaps: Heap[] = [];
  for (let start = 0; start < changed.length; start++) {
    if (!changed[start] || seen[start]) continue;
    heaps.push(gather(changed, seen, across, start));
  }
  return heaps
    .filter(({ cells }) => cells >= minCells)
    .sort((a, b) => b.cells - a.cells)
    .slice(0, maxParts)
    .map(({ left, top, right, bottom }) => {
      const [x, y] = [Math.max(0, left - 1) / across, Math.max(0, top - 1) / down];
      return { x, y, width: Math.min(1, (right + 2) / across) - x, height: Math.min(1, (bottom + 2) / down) - y };
    });
}

/** All changed cells that can be reached from one. */
function gather(changed: Uint8Array, seen: Uint8Array, across: number, start: number): Heap {
  const heap = { left: across, top: changed.length, right: 0, bottom: 0, cells: 0 };
  const waiting = [start];
  seen[start] = 1;
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const [column, row] = [cell % across, Math.floor(cell / across)];
    heap.cells++;
    heap.left = Math.min(heap.left, column);
    heap.right = Math.max(heap.right, column);
    heap.top = Math.min(heap.top, row);
    heap.bottom = Math.max(heap.bottom, row);
    for (let y = Math.max(0, row - reach); y <= row + reach; y++) {
      for (let x = Math.max(0, column - reach); x <= Math.min(across - 1, column + reach); x++) {
        const next = y * across + x;
        if (!changed[next] || seen[next]) continue;
        seen[next] = 1;
        waiting.push(next);
      }
    }
  }
  return heap;
}
