/**
 * Scalar products of many rows of 512 signed bytes with one vector of 512 signed 16-bit numbers, 16 at a time. JavaScript
 * has no vector instructions; WebAssembly does, and this is the one loop that needs them. The module is written out
 * here byte by byte (WebAssembly core 2.0 with SIMD), so that no tool chain is needed to build it.
 */
export interface SimdDots {
  /** `count × 512`: the caller fills it. */
  readonly rows: Int8Array;
  /** 512 values, at most 8191 in size, so that a sum of 512 products fits 32 bits. */
  readonly vector: Int16Array;
  /** `count` results after `compute`. */
  readonly results: Int32Array;
  compute(): void;
}

const rowLength = 512;
const pageBytes = 65_536;

const [i32, v128] = [0x7f, 0x7b];
const simd = (...code: number[]) => [0xfd, ...code];
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const addConstant = (local: number, value: number) => [...get(local), 0x41, ...signed(value), 0x6a, ...set(local)];
const load = (local: number, offset: number) => [...get(local), ...simd(0x00, 4, offset)];
const lane = (local: number, index: number) => [...get(local), ...simd(0x1b, index)];
const extendLow = simd(0x87, 0x01);
const extendHigh = simd(0x88, 0x01);
const dotPairs = simd(0xba, 0x01);
const addLanes = simd(0xae, 0x01);
const addInt = [0x6a];

/** LEB128, signed. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

/** LEB128, unsigned. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >> 7)];
}

const sized = (bytes: number[]) => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: number[]) => [id, ...sized(bytes)];
const text = (value: string) => sized([...new TextEncoder().encode(value)]);

/** Parameters: rows, vector, count, results (addresses and a number); locals: the vector's place and end, two sums, 16 bytes. */
function moduleBytes(): Uint8Array<ArrayBuffer> {
  const [rows, vector, count, results, place, end, low, high, bytes] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
  const zero = [...simd(0x0c), ...new Array<number>(16).fill(0)];
  const step = [
    ...load(rows, 0),
    ...set(bytes),
    ...[...get(low), ...get(bytes), ...extendLow, ...load(place, 0), ...dotPairs, ...addLanes, ...set(low)],
    ...[...get(high), ...get(bytes), ...extendHigh, ...load(place, 16), ...dotPairs, ...addLanes, ...set(high)],
    ...addConstant(rows, 16),
    ...addConstant(place, 32),
  ];
  const inner = [0x03, 0x40, ...step, ...get(place), ...get(end), 0x49, 0x0d, 0, 0x0b];
  const sum = [...get(low), ...get(high), ...addLanes, ...set(low)];
  const total = [lane(low, 0), lane(low, 1), addInt, lane(low, 2), addInt, lane(low, 3), addInt].flat();
  const store = [...get(results), ...total, 0x36, 2, 0];
  const outer = [
    ...[0x03, 0x40, ...zero, ...set(low), ...zero, ...set(high), ...get(vector), ...set(place)],
    ...inner,
    ...sum,
    ...store,
    ...addConstant(results, 4),
    ...addConstant(count, -1),
    ...[...get(count), 0x0d, 0, 0x0b],
  ];
  const body = [
    ...[2, 2, i32, 3, v128],
    ...[...get(vector), 0x41, ...signed(rowLength * 2), 0x6a, ...set(end)],
    ...outer,
    0x0b,
  ];
  const memory = [...text('e'), ...text('m'), 0x02, 0x00, 0x01];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 4, i32, i32, i32, i32, 0]),
    ...section(2, [1, ...memory]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('dots'), 0x00, 0]),
    ...section(10, [1, ...sized(body)]),
  ]);
}

let compiled: WebAssembly.Module | undefined;

/** Memory for `count` rows, and the loop over it. */
export function createSimdDots(count: number): SimdDots {
  const vectorAt = count * rowLength;
  const resultsAt = vectorAt + rowLength * 2;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((resultsAt + count * 4) / pageBytes) });
  compiled ??= new WebAssembly.Module(moduleBytes());
  const { dots } = new WebAssembly.Instance(compiled, { e: { m: memory } }).exports as {
    dots(rows: number, vector: number, count: number, results: number): void;
  };
  return {
    rows: new Int8Array(memory.buffer, 0, count * rowLength),
    vector: new Int16Array(memory.buffer, vectorAt, rowLength),
    results: new Int32Array(memory.buffer, resultsAt, count),
    compute: () => {
      if (count > 0) dots(0, vectorAt, count, resultsAt);
    },
  };
}
