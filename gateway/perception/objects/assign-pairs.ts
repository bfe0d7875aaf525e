export interface Pair {
  row: number;
  column: number;
}

/**
 * The pairing of rows with columns of least total cost, each row and column at most once. A pair that costs `limit` or
 * more is worse than leaving both alone and is not made. Shortest augmenting paths (Jonker and Volgenant 1987), O(n²m).
 */
export function assignPairs(
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number,
  limit: number,
): Pair[] {
  if (rows === 0 || columns === 0) return [];
  if (rows > columns) {
    const turned = assignPairs(columns, rows, (row, column) => cost(column, row), limit);
    return turned.map(({ row, column }) => ({ row: column, column: row }));
  }
  // Capped, so that any pairing can be completed with pairs that are as good as none.
  const costs = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      costs[row * columns + column] = Math.min(limit, cost(row, column));
    }
  }
  const rowOf = augmentAll(costs, rows, columns);
  const pairs: Pair[] = [];
  for (const [column, row] of rowOf.entries()) {
    if (row >= 0 && costs[row * columns + column]! < limit) pairs.push({ row, column });
  }
  return pairs;
}

/** The row of each column, -1 for none. `costs` row by row, no more rows than columns. */
function augmentAll(costs: Float64Array, rows: number, columns: number): Int32Array {
  const rowOf = new Int32Array(columns).fill(-1);
  const rowPrice = new Float64Array(rows);
  const columnPrice = new Float64Array(columns);
  const distance = new Float64Array(columns);
  const from = new Int32Array(columns);
  const done = new Uint8Array(columns);
  for (let start = 0; start < rows; start++) {
    distance.fill(Number.POSITIVE_INFINITY);
    done.fill(0);
    let row = start;
    let reached = -1;
    let atDistance = 0;
    // Dijkstra over columns, from this row to the nearest free one.
    while (true) {
      let next = -1;
      for (let column = 0; column < columns; column++) {
        if (done[column]) continue;
        const through = atDistance + costs[row * columns + column]! - rowPrice[row]! - columnPrice[column]!;
        if (through < distance[column]!) {
          distance[column] = through;
          from[column] = reached;
        }
        if (next < 0 || distance[column]! < distance[next]!) next = column;
      }
      done[next] = 1;
      reached = next;
      atDistance = distance[next]!;
      if (rowOf[next]! < 0) break;
      row = rowOf[next]!;
    }
    rowPrice[start]! += atDistance;
    for (let column = 0; column < columns; column++) {
      if (!done[column] || column === reached) continue;
      columnPrice[column]! += distance[column]! - atDistance;
      rowPrice[rowOf[column]!]! += atDistance - distance[column]!;
    }
    for (let column = reached; column >= 0; ) {
      const before = from[column]!;
      rowOf[column] = before < 0 ? start : rowOf[before]!;
      column = before;
    }
  }
  return rowOf;
}
