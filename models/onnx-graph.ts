import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

export type OnnxNode = InstanceType<typeof onnx.NodeProto>;
type OnnxTensor = InstanceType<typeof onnx.TensorProto>;

const float32 = onnx.TensorProto.DataType.FLOAT;

export interface FloatTensor {
  dims: number[];
  values: Float32Array;
}

/** An ONNX model open for editing. Constant nodes have become initializers, so that every constant is found in one place. */
export interface OnnxGraph {
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  /** Nodes that read a tensor, in order; graph outputs are not among them. */
  consumers(tensor: string): OnnxNode[];
  isOutput(tensor: string): boolean;
  floats(tensor: string): FloatTensor | undefined;
  /** The value of a one-element float constant. */
  scalar(tensor: string): number | undefined;
  /** Adds a constant under a new name and returns the name. */
  constant(stem: string, dims: readonly number[], values: Float32Array | readonly number[]): string;
  /** A tensor name that nothing uses. */
  name(stem: string): string;
  /** Puts `added` where `removed[0]` stands and takes all of `removed` out. */
  replace(removed: readonly OnnxNode[], added: readonly OnnxNode[]): void;
  /** Makes a tensor of floats an output of the model. */
  addOutput(tensor: string, dimensions: number): void;
  /** Lets an input or output of the model have any size along one axis. */
  freeAxis(tensor: string, axis: number): void;
  /** Overwrites each float constant in place. */
  mapFloats(change: (values: Float32Array) => void): void;
  encode(): Uint8Array;
}

type AttributeValue = number | readonly number[] | { float: number } | { text: string };

/** A node of the default operator set. Plain numbers are integer attributes. */
export function createNode(
  opType: string,
  input: readonly string[],
  output: string,
  attributes: Record<string, AttributeValue> = {},
): OnnxNode {
  const { AttributeType } = onnx.AttributeProto;
  const attribute = Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
    if (Array.isArray(value)) return { name, type: AttributeType.INTS, ints: [...value] };
    if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float };
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode((value as { text: string }).text) };
  });
  return onnx.NodeProto.create({ opType, name: `${opType}/${output}`, input: [...input], output: [output], attribute });
}

export function intsAttribute(node: OnnxNode, name: string): number[] | undefined {
  return node.attribute.find((one) => one.name === name)?.ints?.map(Number);
}

export function intAttribute(node: OnnxNode, name: string, otherwise: number): number {
  const value = node.attribute.find((one) => one.name === name)?.i;
  return value === undefined || value === null ? otherwise : Number(value);
}

export function floatAttribute(node: OnnxNode, name: string): number | undefined {
  return node.attribute.find((one) => one.name === name)?.f ?? undefined;
}

function readFloats(tensor: OnnxTensor): FloatTensor | undefined {
  if (tensor.dataType !== float32) return undefined;
  const dims = tensor.dims.map(Number);
  if (tensor.rawData.length > 0) return { dims, values: new Float32Array(Uint8Array.from(tensor.rawData).buffer) };
  return { dims, values: Float32Array.from(tensor.floatData) };
}

function writeFloats(tensor: OnnxTensor, values: Float32Array): void {
  tensor.floatData = [];
  tensor.rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Moves the values of Constant nodes among the initializers and returns the other nodes. */
function hoistConstants(nodes: readonly OnnxNode[], initializers: Map<string, OnnxTensor>): OnnxNode[] {
  return nodes.filter((node) => {
    const value = node.opType === 'Constant' ? node.attribute.find((one) => one.name === 'value')?.t : undefined;
    if (!value) return true;
    initializers.set(node.output[0]!, onnx.TensorProto.create({ ...value, name: node.output[0]! }));
    return false;
  });
}

type Model = InstanceType<typeof onnx.ModelProto>;
type Graph = InstanceType<typeof onnx.GraphProto>;

/** The model with these nodes, and of the constants those that something reads. */
function encodeModel(model: Model, graph: Graph, nodes: readonly OnnxNode[], initializers: Map<string, OnnxTensor>) {
  const used = new Set([...nodes.flatMap((node) => node.input), ...graph.output.map((one) => one.name)]);
  graph.node = [...nodes];
  graph.initializer = [...initializers.values()].filter((tensor) => used.has(tensor.name));
  const given = new Set(graph.initializer.map((tensor) => tensor.name));
  // Old models list their weights among the inputs too; those would count as something a caller may replace.
  graph.input = graph.input.filter((input) => !given.has(input.name));
  return onnx.ModelProto.encode(model).finish();
}

function floatOutput(name: string, dimensions: number) {
  const shape = { dim: Array.from({ length: dimensions }, (_, at) => ({ dimParam: `${name}.${at}` })) };
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: float32, shape } } });
}

/** Throws when the bytes are no ONNX model. */
export function openOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const model = onnx.ModelProto.decode(bytes);
  const graph = model.graph as Graph | null;
  if (!graph || graph.node.length === 0) throw new Error('this is no ONNX model: it has no graph');
  const initializers = new Map((graph.initializer as OnnxTensor[]).map((tensor) => [tensor.name, tensor]));
  let nodes = hoistConstants(graph.node as OnnxNode[], initializers);
  const outputs = new Set(graph.output.map((one) => one.name));
  let added = 0;
  const name = (stem: string) => {
    added += 1;
    return `ringward/${stem}/${added}`;
  };
  const floats = (tensor: string) => {
    const found = initializers.get(tensor);
    return found && readFloats(found);
  };

  return {
    opset: Number(model.opsetImport.find((one) => !one.domain)?.version ?? 0),
    get nodes() {
      return nodes;
    },
    consumers: (tensor) => nodes.filter((node) => node.input.includes(tensor)),
    isOutput: (tensor) => outputs.has(tensor),
    floats,
    scalar(tensor) {
      const found = floats(tensor);
      return found?.values.length === 1 ? found.values[0] : undefined;
    },
    constant(stem, dims, values) {
      const key = name(stem);
      const tensor = onnx.TensorProto.create({ name: key, dataType: float32, dims: [...dims] });
      writeFloats(tensor, Float32Array.from(values));
      initializers.set(key, tensor);
      return key;
    },
    name,
    replace(removed, addedNodes) {
      const gone = new Set(removed);
      nodes = nodes.flatMap((node) => (node === removed[0] ? addedNodes : gone.has(node) ? [] : [node]));
    },
    addOutput(tensor, dimensions) {
      graph.output.push(floatOutput(tensor, dimensions));
      outputs.add(tensor);
    },
    freeAxis(tensor, axis) {
      const dims = [...graph.input, ...graph.output].find((one) => one.name === tensor)?.type?.tensorType?.shape?.dim;
      if (!dims?.[axis]) throw new Error(`the model has no input or output ${tensor} with an axis ${axis}`);
      dims[axis] = onnx.TensorShapeProto.Dimension.create({ dimParam: `${tensor}.${axis}` });
    },
    mapFloats(change) {
      for (const tensor of initializers.values()) {
        const read = readFloats(tensor);
        if (!read) continue;
        change(read.values);
        writeFloats(tensor, read.values);
      }
    },
    encode: () => encodeModel(model, graph, nodes, initializers),
  };
}

/** The constant operand of a two-operand node whose other operand is `tensor`. */
export function scalarOperand(graph: OnnxGraph, node: OnnxNode, tensor: string): number | undefined {
  const other = node.input[0] === tensor ? node.input[1] : node.input[0];
  return other === undefined ? undefined : graph.scalar(other);
}

/** The only reader of a tensor, if it is of this kind. */
export function onlyReader(graph: OnnxGraph, tensor: string, opType: string): OnnxNode | undefined {
  const readers = graph.consumers(tensor);
  return readers.length === 1 && readers[0]!.opType === opType && !graph.isOutput(tensor) ? readers[0] : undefined;
}
