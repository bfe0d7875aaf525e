import onnxProto from 'onnx-proto';
import { createNode, type OnnxNode } from './onnx-graph.ts';
import { type TfjsConstant, type TfjsGraph, tfjsError } from './tfjs-graph.ts';

const { onnx } = onnxProto;
const { FLOAT, INT64 } = onnx.TensorProto.DataType;
const irVersion = 7;
const opset = 13;

/** What a Pad has put around a tensor, an axis of TensorFlow's each. */
export interface Margin {
  before: readonly number[];
  after: readonly number[];
  fill: number;
}

/**
 * A tensor of the TensorFlow graph, and where its numbers are in the ONNX graph. Transposes and margins are remembered
 * until something needs them: convolutions take both along, so that most are never written.
 */
export interface Value {
  /** The ONNX tensor. */
  name: string;
  /** As TensorFlow counts axes, and as large as the model was made for. */
  shape: readonly number[];
  /** TensorFlow's axis `a` is axis `order[a]` of the ONNX tensor. */
  order: readonly number[];
  margin?: Margin;
  /** The convolution that made it, if nothing else reads its result: it can take a bias. */
  conv?: OnnxNode;
}

export type Attributes = NonNullable<Parameters<typeof createNode>[3]>;

/** An ONNX graph in the making. */
export interface TfjsWriter {
  /** What an input of a node holds; throws ModelError when it is a constant or comes from nowhere. */
  value(input: string): Value;
  constant(input: string): TfjsConstant | undefined;
  /** How many nodes and outputs read a node's result. */
  readers(node: string): number;
  emit(opType: string, inputs: readonly string[], attributes?: Attributes): OnnxNode;
  floats(dims: readonly number[], values: Float32Array): string;
  /** The value with its axes in this order in the ONNX tensor; its margin stays remembered. */
  arranged(value: Value, order: readonly number[]): Value;
  /** The value with its margin written. */
  settled(value: Value): Value;
}

export interface TfjsWriterParts {
  writer: TfjsWriter;
  define(node: string, value: Value): void;
  has(node: string): boolean;
  encode(inputs: ReadonlyMap<string, readonly number[]>, outputs: readonly string[]): Uint8Array;
}

export const sameOrder = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** The name of the node in `name` or `name:0`. Further results of a node (`name:1`) are not converted. */
export function sourceOf(input: string): string {
  const [name, index] = input.split(':');
  if (index !== undefined && index !== '0') throw tfjsError(`${input}: only first results of a node are converted`);
  return name!;
}

function readerCounts(graph: TfjsGraph, outputs: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  const read = [
    ...[...graph.nodes.values()].flatMap((node) => node.inputs.map((one) => one.split(':')[0]!)),
    ...outputs,
  ];
  for (const name of read) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

export function createTfjsWriter(graph: TfjsGraph, outputs: readonly string[]): TfjsWriterParts {
  const values = new Map<string, Value>();
  const nodes: OnnxNode[] = [];
  const initializers: InstanceType<typeof onnx.TensorProto>[] = [];
  const counts = readerCounts(graph, outputs);
  const constantTensor = (dataType: number, dims: readonly number[], data: Float32Array | BigInt64Array): string => {
    const name = `c${initializers.length}`;
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    initializers.push(onnx.TensorProto.create({ name, dataType, dims: [...dims], rawData }));
    return name;
  };
  const emit: TfjsWriter['emit'] = (opType, inputs, attributes = {}) => {
    const node = createNode(opType, inputs, `t${nodes.length}`, attributes);
    nodes.push(node);
    return node;
  };
  const writer: TfjsWriter = {
    value(input) {
      const found = values.get(sourceOf(input));
      if (!found) throw tfjsError(`${input} is a constant where a computed tensor was expected, or is missing`);
      return found;
    },
    constant: (input) => graph.constants.get(sourceOf(input)),
    readers: (node) => counts.get(node) ?? 0,
    emit,
    floats: (dims, data) => constantTensor(FLOAT, dims, data),
    arranged(value, order) {
      if (sameOrder(value.order, order)) return value;
      // ONNX axis order[a] of the result is TensorFlow's axis a, which is axis value.order[a] now.
      const perm = order.map((_, at) => value.order[order.indexOf(at)]!);
      const { margin } = value;
      const moved = { name: emit('Transpose', [value.name], { perm }).output[0]!, shape: value.shape, order };
      return margin ? { ...moved, margin } : moved;
    },
    settled(value) {
      const { margin, name, order } = value;
      if (!margin) return value;
      const along = (sizes: readonly number[]) => order.map((_, at) => BigInt(sizes[order.indexOf(at)]!));
      const pads = BigInt64Array.from([...along(margin.before), ...along(margin.after)]);
      const inputs = [
        name,
        constantTensor(INT64, [pads.length], pads),
        writer.floats([], Float32Array.of(margin.fill)),
      ];
      return { name: emit('Pad', inputs).output[0]!, shape: value.shape, order };
    },
  };
  return {
    writer,
    define: (node, value) => values.set(node, value),
    has: (node) => values.has(node),
    encode: (inputs, outputNames) => encodeModel(nodes, initializers, inputs, outputNames),
  };
}

function tensorInfo(name: string, dims?: readonly number[]) {
  const shape = dims && { dim: dims.map((dimValue) => ({ dimValue })) };
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: FLOAT, ...(shape && { shape }) } } });
}

function encodeModel(
  node: OnnxNode[],
  initializer: InstanceType<typeof onnx.TensorProto>[],
  inputs: ReadonlyMap<string, readonly number[]>,
  outputs: readonly string[],
): Uint8Array {
  const graph = onnx.GraphProto.create({
    name: 'graph',
    node,
    initializer,
    input: [...inputs].map(([name, dims]) => tensorInfo(name, dims)),
    output: outputs.map((name) => tensorInfo(name)),
  });
  const model = onnx.ModelProto.create({
    irVersion,
    producerName: 'ringward',
    opsetImport: [{ domain: '', version: opset }],
    graph,
  });
  return onnx.ModelProto.encode(model).finish();
}
