import { readAttributes, type TfjsGraph, type TfjsNode, tfjsError } from './tfjs-graph.ts';
import { tfjsOperators } from './tfjs-operators.ts';
import { createTfjsWriter, sourceOf, type TfjsWriter, type Value } from './tfjs-writer.ts';

/** What to make of a TensorFlow.js graph: the part that leads to some of its nodes, for an input of a chosen size. */
export interface TfjsConversion {
  /** Size of the picture, instead of the one that the model was exported for: sizes within scale along. */
  input: readonly number[];
  /** Names of the model's outputs, and the nodes that they come from. */
  outputs: Readonly<Record<string, string>>;
}

/**
 * Writes a TensorFlow.js graph model as an ONNX model that computes the same. Convolutions take bias and padding along;
 * axes are put in ONNX's order once, by relabelling wherever that suffices. The input is named `input`. Throws
 * ModelError that names the node when an operator or a use of one is not converted.
 */
export function convertTfjs(graph: TfjsGraph, conversion: TfjsConversion): Uint8Array {
  const wanted = Object.values(conversion.outputs).map(sourceOf);
  const { writer, define, has, encode } = createTfjsWriter(graph, wanted);
  const inputs = new Map<string, readonly number[]>();
  for (const node of inReadingOrder(graph, wanted)) {
    if (graph.constants.has(node.name) || has(node.name)) continue;
    define(
      node.name,
      convertNode(node, writer, (placeholder) => inputs.set('input', sizeOf(placeholder, conversion))),
    );
  }
  if (inputs.size !== 1) throw tfjsError('the model has no input that leads to the wanted outputs');
  const names = Object.entries(conversion.outputs).map(([name, node]) => {
    const value = writer.settled(writer.value(node));
    const plain = writer.arranged(
      value,
      value.shape.map((_, axis) => axis),
    );
    writer.emit('Identity', [plain.name]).output[0] = name;
    return name;
  });
  return encode(inputs, names);
}

function convertNode(node: TfjsNode, writer: TfjsWriter, input: (placeholder: TfjsNode) => void): Value {
  if (node.op === 'Placeholder') {
    input(node);
    const shape = readAttributes(node).shape('shape');
    return { name: 'input', shape, order: shape.map((_, axis) => axis) };
  }
  const convert = tfjsOperators.get(node.op);
  if (!convert) throw tfjsError(`the operator ${node.op} of ${node.name} is not converted`);
  if (node.inputs.length === 0) throw tfjsError(`${node.op} ${node.name} reads nothing`);
  return convert(node, writer);
}

function sizeOf(placeholder: TfjsNode, { input }: TfjsConversion): readonly number[] {
  const rank = readAttributes(placeholder).shape('shape').length;
  if (input.length !== rank) throw tfjsError(`the model's input has ${rank} axes, not ${input.length}`);
  return input;
}

/** The nodes that lead to `wanted`, each after those that it reads. */
function inReadingOrder(graph: TfjsGraph, wanted: readonly string[]): TfjsNode[] {
  const order: TfjsNode[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const stack = [...wanted];
  while (stack.length > 0) {
    const name = stack.at(-1)!;
    const node = graph.nodes.get(name);
    if (!node) throw tfjsError(`the node ${name} is read but not there`);
    if (state.has(name)) {
      stack.pop();
      if (state.get(name) === 'open') order.push(node);
      state.set(name, 'done');
      continue;
    }
    state.set(name, 'open');
    for (const input of node.inputs.map((one) => one.split(':')[0]!)) {
      if (state.get(input) === 'open') throw tfjsError(`the node ${name} reads what it leads to`);
      if (!state.has(input)) stack.push(input);
    }
  }
  return order;
}
