import { ModelError } from './model-error.ts';

/** A constant of the graph. `values` holds the product of `shape`. */
export interface TfjsConstant {
  dtype: 'float32' | 'int32';
  shape: readonly number[];
  values: Float32Array | Int32Array;
}

export interface TfjsNode {
  name: string;
  op: string;
  /** Names of nodes, in the order of the operator's arguments; control inputs (`^name`) are left out. */
  inputs: readonly string[];
  attributes: Readonly<Record<string, unknown>>;
}

/** A TensorFlow.js graph model: operators by name, and the constants with their weights read. */
export interface TfjsGraph {
  nodes: ReadonlyMap<string, TfjsNode>;
  constants: ReadonlyMap<string, TfjsConstant>;
}

/** What cannot be used in a TensorFlow.js model, and what to do about it. */
export function tfjsError(what: string, cause?: unknown): ModelError {
  return new ModelError('model-unusable', what, 'Use a TensorFlow.js graph model of the kind that the manifest names', {
    cause,
  });
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads `model.json` and its weights, all shards in one piece. Weights stored as float16, uint8 or uint16 come as
 * float32. Throws ModelError for what is no graph model, is cut short, or holds what is not read here.
 */
export function parseTfjsGraph(json: Uint8Array, weights: Uint8Array): TfjsGraph {
  let model: unknown;
  try {
    model = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (error) {
    throw tfjsError('this is no TensorFlow.js model: its topology is not JSON', error);
  }
  const topology = isObject(model) ? model.modelTopology : undefined;
  const listed = isObject(topology) ? topology.node : undefined;
  const groups = isObject(model) ? model.weightsManifest : undefined;
  if (!Array.isArray(listed) || !Array.isArray(groups)) {
    throw tfjsError('this is no TensorFlow.js graph model: it has no nodes or no weights manifest');
  }
  const nodes = new Map<string, TfjsNode>();
  for (const one of listed) {
    const node = readNode(one);
    if (nodes.has(node.name)) throw tfjsError(`two nodes are named ${node.name}`);
    nodes.set(node.name, node);
  }
  return { nodes, constants: readWeights(groups, weights) };
}

function readNode(node: unknown): TfjsNode {
  const { name, op, input = [], attr = {} } = isObject(node) ? node : {};
  const inputs = Array.isArray(input) && input.every((one) => typeof one === 'string') ? input : undefined;
  if (typeof name !== 'string' || name === '' || typeof op !== 'string' || !inputs || !isObject(attr)) {
    throw tfjsError(`a node is damaged: ${JSON.stringify(node)?.slice(0, 80)}`);
  }
  return { name, op, inputs: inputs.filter((one) => !one.startsWith('^')), attributes: attr };
}

function readWeights(groups: readonly unknown[], bytes: Uint8Array): Map<string, TfjsConstant> {
  const constants = new Map<string, TfjsConstant>();
  let offset = 0;
  for (const group of groups) {
    const entries = isObject(group) ? group.weights : undefined;
    if (!Array.isArray(entries)) throw tfjsError('a group of the weights manifest lists no weights');
    for (const entry of entries) {
      const { name, constant, byteLength } = readWeight(entry, bytes, offset);
      if (constants.has(name)) throw tfjsError(`two weights are named ${name}`);
      constants.set(name, constant);
      offset += byteLength;
    }
  }
  if (offset !== bytes.byteLength) {
    throw tfjsError(`the weights have ${bytes.byteLength} bytes, but the manifest speaks of ${offset}`);
  }
  return constants;
}

/** How numbers lie in the file: as what they are, or in fewer bytes. */
const stored = {
  float32: { size: 4, read: (buffer: ArrayBuffer) => new Float32Array(buffer) },
  int32: { size: 4, read: (buffer: ArrayBuffer) => new Int32Array(buffer) },
  float16: { size: 2, read: (buffer: ArrayBuffer) => new Float16Array(buffer) },
  uint8: { size: 1, read: (buffer: ArrayBuffer) => new Uint8Array(buffer) },
  uint16: { size: 2, read: (buffer: ArrayBuffer) => new Uint16Array(buffer) },
} as const;

function readWeight(entry: unknown, bytes: Uint8Array, offset: number) {
  const { name, shape, dtype, quantization } = isObject(entry) ? entry : {};
  if (typeof name !== 'string') throw tfjsError('a weight has no name');
  if (dtype !== 'float32' && dtype !== 'int32') throw tfjsError(`the weight ${name} is of a type that is not read`);
  const packed = isObject(quantization) ? quantization : undefined;
  const format = packed?.dtype ?? dtype;
  if (typeof format !== 'string' || !Object.hasOwn(stored, format)) {
    throw tfjsError(`the weight ${name} is stored in a way that is not read`);
  }
  const { size, read } = stored[format as keyof typeof stored];
  const dims = readShape(shape, name);
  const count = dims.reduce((product, one) => product * one, 1);
  const byteLength = count * size;
  if (offset + byteLength > bytes.byteLength) throw tfjsError(`the weights end before those of ${name}`);
  // Copied, because a view of wider numbers has to begin at a multiple of their size. (A Buffer's slice copies nothing.)
  const raw = read(new Uint8Array(bytes.subarray(offset, offset + byteLength)).buffer);
  const { scale, min } = affineOf(packed, name);
  const values = dtype === 'int32' ? new Int32Array(count) : new Float32Array(count);
  for (let at = 0; at < count; at += 1) {
    const value = raw[at]! * scale + min;
    values[at] = dtype === 'int32' ? Math.round(value) : value;
  }
  const constant: TfjsConstant = { dtype, shape: dims, values };
  return { name, constant, byteLength };
}

function affineOf(packed: Json | undefined, name: string): { scale: number; min: number } {
  if (packed?.dtype !== 'uint8' && packed?.dtype !== 'uint16') return { scale: 1, min: 0 };
  const { scale, min } = packed;
  if (typeof scale !== 'number' || typeof min !== 'number' || !Number.isFinite(scale) || !Number.isFinite(min)) {
    throw tfjsError(`the weight ${name} does not say how it is scaled`);
  }
  return { scale, min };
}

function readShape(shape: unknown, name: string): number[] {
  const sound =
    Array.isArray(shape) && shape.length <= 8 && shape.every((one) => Number.isSafeInteger(one) && one >= 0);
  if (!sound) throw tfjsError(`the weight ${name} has no proper shape`);
  return shape as number[];
}

/** What an attribute holds: one number, text or flag, or several integers. In the file integers are text, text is base64. */
export function readAttributes(node: TfjsNode) {
  const found = (name: string): Json => (isObject(node.attributes[name]) ? (node.attributes[name] as Json) : {});
  const wrong = (name: string) => tfjsError(`${node.op} ${node.name} has no proper attribute ${name}`);
  return {
    float(name: string): number {
      const value = Number(found(name).f ?? Number.NaN);
      if (!Number.isFinite(value)) throw wrong(name);
      return value;
    },
    flag: (name: string): boolean => found(name).b === true,
    text(name: string): string {
      const value = found(name).s;
      if (typeof value !== 'string') throw wrong(name);
      return Buffer.from(value, 'base64').toString('latin1');
    },
    integers(name: string, count: number): number[] {
      const list = found(name).list;
      const values = isObject(list) && Array.isArray(list.i) ? list.i.map(Number) : [];
      if (values.length !== count || !values.every((one) => Number.isSafeInteger(one) && one >= 0)) throw wrong(name);
      return values;
    },
    /** The sizes of a `shape` attribute. */
    shape(name: string): number[] {
      const { shape } = found(name);
      const dims = isObject(shape) && Array.isArray(shape.dim) ? shape.dim : undefined;
      const sizes = dims?.map((dim) => (isObject(dim) ? Number(dim.size) : Number.NaN));
      if (!sizes?.every((size) => Number.isSafeInteger(size) && size > 0)) throw wrong(name);
      return sizes;
    },
  };
}
