import { rawFaceBoxes } from './face-head-edit.ts';
import {
  createNode,
  floatAttribute,
  intsAttribute,
  type OnnxGraph,
  type OnnxNode,
  onlyReader,
  scalarOperand,
} from './onnx-graph.ts';
import { textHeadAsConvolutions } from './text-head-edit.ts';

/**
 * Edits that make a model faster and change nothing else. ONNX Runtime keeps convolutions in a blocked memory layout
 * for as long as it meets operators that it knows in that layout: convolution, sum and product of equal shapes, and
 * activations directly behind a convolution. Each edit writes what the model says in those terms.
 */
export type GraphEdit =
  | 'zero-tiny-weights'
  | 'split-prelu'
  | 'fuse-hard-swish'
  | 'expose-features'
  | 'merge-residual-gates'
  | 'text-head-as-convolutions'
  | 'raw-face-boxes';

export const graphEdits: Readonly<Record<GraphEdit, (graph: OnnxGraph) => number>> = {
  'zero-tiny-weights': zeroTinyWeights,
  'split-prelu': splitPrelu,
  'fuse-hard-swish': fuseHardSwish,
  'expose-features': exposeFeatures,
  'merge-residual-gates': mergeResidualGates,
  'text-head-as-convolutions': textHeadAsConvolutions,
  'raw-face-boxes': rawFaceBoxes,
};

/** Far below what a float32 sum of activations can hold, and denormal numbers are slow on many processors. */
const tiny = 1e-15;

function zeroTinyWeights(graph: OnnxGraph): number {
  let changed = 0;
  graph.mapFloats((values) => {
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at]!;
      if (value !== 0 && Math.abs(value) < tiny) {
        values[at] = 0;
        changed += 1;
      }
    }
  });
  return changed;
}

/** Multiplies each channel by `scale` and adds `shift`, as a depthwise 1×1 convolution. */
function channelAffine(
  graph: OnnxGraph,
  input: string,
  output: string,
  scale: Float32Array,
  shift: Float32Array,
): OnnxNode {
  const weights = graph.constant('scale', [scale.length, 1, 1, 1], scale);
  const bias = graph.constant('shift', [shift.length], shift);
  return createNode('Conv', [input, weights, bias], output, {
    kernel_shape: [1, 1],
    strides: [1, 1],
    dilations: [1, 1],
    pads: [0, 0, 0, 0],
    group: scale.length,
  });
}

/**
 * PReLU(x) with slope a is a·x + (1 − a)·max(x, 0), and where a is at most 1, a·x + max((1 − a)·x, 0): two depthwise
 * convolutions, of which one ends in an activation and the other takes the first's result as its sum.
 */
function splitPrelu(graph: OnnxGraph): number {
  let changed = 0;
  for (const node of graph.nodes.filter(({ opType }) => opType === 'PRelu')) {
    const slope = graph.floats(node.input[1]!)?.values;
    if (!slope) continue;
    const [input, output] = [node.input[0]!, node.output[0]!];
    const none = new Float32Array(slope.length);
    const rest = slope.map((a) => 1 - a);
    const [first, above, below] = [graph.name('first'), graph.name('above'), graph.name('below')];
    const positivePart = slope.every((a) => a <= 1)
      ? [channelAffine(graph, input, first, rest, none), createNode('Relu', [first], above)]
      : [createNode('Relu', [input], first), channelAffine(graph, first, above, rest, none)];
    graph.replace(
      [node],
      [...positivePart, channelAffine(graph, input, below, slope, none), createNode('Add', [below, above], output)],
    );
    changed += 1;
  }
  return changed;
}

interface Affine {
  nodes: OnnxNode[];
  scale: number;
  shift: number;
  output: string;
}

/** `tensor · scale + shift`, both one number, as far as the graph says so. */
function affineAfter(graph: OnnxGraph, tensor: string): Affine {
  const affine: Affine = { nodes: [], scale: 1, shift: 0, output: tensor };
  const mul = onlyReader(graph, affine.output, 'Mul');
  const scale = mul && scalarOperand(graph, mul, affine.output);
  if (mul && scale !== undefined) {
    affine.nodes.push(mul);
    affine.scale = scale;
    affine.output = mul.output[0]!;
  }
  const add = onlyReader(graph, affine.output, 'Add');
  const shift = add && scalarOperand(graph, add, affine.output);
  if (add && shift !== undefined) {
    affine.nodes.push(add);
    affine.shift = shift;
    affine.output = add.output[0]!;
  }
  return affine;
}

/** A convolution with its bias replaced or added. */
function withWeights(graph: OnnxGraph, conv: OnnxNode, weights: string, bias: Float32Array, output: string): OnnxNode {
  const next = createNode('Conv', [conv.input[0]!, weights, graph.constant('bias', [bias.length], bias)], output);
  next.attribute = conv.attribute;
  return next;
}

function biasOf(graph: OnnxGraph, conv: OnnxNode, channels: number): Float32Array | undefined {
  return conv.input[2] === undefined ? new Float32Array(channels) : graph.floats(conv.input[2])?.values;
}

/** Moves a scalar affine behind a convolution into its weights. Returns the tensor that now carries the result. */
function foldAffineIntoConv(graph: OnnxGraph, conv: OnnxNode): string {
  const affine = affineAfter(graph, conv.output[0]!);
  const weights = graph.floats(conv.input[1]!);
  const bias = weights && biasOf(graph, conv, weights.dims[0]!);
  if (affine.nodes.length === 0 || !weights || !bias) return conv.output[0]!;
  const scaled = graph.constant(
    'weights',
    weights.dims,
    weights.values.map((one) => one * affine.scale),
  );
  const shifted = bias.map((one) => one * affine.scale + affine.shift);
  graph.replace([conv, ...affine.nodes], [withWeights(graph, conv, scaled, shifted, affine.output)]);
  return affine.output;
}

interface HardSwish extends Affine {
  input: string;
}

/** `x · clip(x + 3, 0, 6) / 6`, and the scalar affine that may follow. */
function hardSwishAt(graph: OnnxGraph, input: string): HardSwish | undefined {
  const readers = graph.consumers(input);
  const add = readers.find((node) => node.opType === 'Add' && scalarOperand(graph, node, input) === 3);
  const clip = add && onlyReader(graph, add.output[0]!, 'Clip');
  const mul = clip && onlyReader(graph, clip.output[0]!, 'Mul');
  const div = mul && onlyReader(graph, mul.output[0]!, 'Div');
  if (readers.length !== 2 || !add || !clip || !mul || !div) return undefined;
  const low = floatAttribute(clip, 'min') ?? graph.scalar(clip.input[1] ?? '');
  const high = floatAttribute(clip, 'max') ?? graph.scalar(clip.input[2] ?? '');
  if (low !== 0 || high !== 6 || !mul.input.includes(input) || graph.scalar(div.input[1]!) !== 6) return undefined;
  const after = affineAfter(graph, div.output[0]!);
  return { ...after, nodes: [add, clip, mul, div, ...after.nodes], input };
}

/** Whether a constant added to this convolution's input can go into its bias: without padding every tap sees it. */
function takesShift(conv: OnnxNode): boolean {
  return conv.opType === 'Conv' && (intsAttribute(conv, 'pads') ?? []).every((pad) => pad === 0);
}

function shiftIntoBias(graph: OnnxGraph, conv: OnnxNode, input: string, shift: number): boolean {
  const weights = graph.floats(conv.input[1]!);
  const bias = weights && biasOf(graph, conv, weights.dims[0]!);
  if (!weights || !bias) return false;
  const taps = weights.values.length / weights.dims[0]!;
  const shifted = bias.map((one, channel) => {
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) sum += weights.values[channel * taps + tap]!;
    return one + shift * sum;
  });
  const next = withWeights(graph, conv, conv.input[1]!, shifted, conv.output[0]!);
  next.input[0] = input;
  graph.replace([conv], [next]);
  return true;
}

/**
 * Hard-swish with its learnable affine, `s·x·clip(x/6 + 1/2, 0, 1) + b`, becomes a depthwise convolution with a clip
 * behind it and a product: `x · clip(s·x/6 + s/2, min(0, s), max(0, s))`. `b` goes into the next convolution where
 * that one has no padding, and into a depthwise one otherwise (at a border, padding is not shifted).
 */
function fuseHardSwish(graph: OnnxGraph): number {
  let changed = 0;
  const convolutions = graph.nodes.filter((node) => node.opType === 'Conv').map((node) => node.output[0]!);
  for (const made of convolutions) {
    // Found anew each time: the edit before may have replaced it to take a shift.
    const conv = graph.nodes.find((node) => node.output[0] === made)!;
    const channels = graph.floats(conv.input[1]!)?.dims[0];
    const swish = channels ? hardSwishAt(graph, foldAffineIntoConv(graph, conv)) : undefined;
    if (!swish || !channels) continue;
    const readers = graph.consumers(swish.output);
    const foldable = readers.every(takesShift) && !graph.isOutput(swish.output);
    const [ramp, gate] = [graph.name('ramp'), graph.name('gate')];
    const product = foldable ? swish.output : graph.name('product');
    const fill = (value: number) => new Float32Array(channels).fill(value);
    const nodes = [
      channelAffine(graph, swish.input, ramp, fill(swish.scale / 6), fill(swish.scale / 2)),
      clipNode(graph, ramp, gate, Math.min(0, swish.scale), Math.max(0, swish.scale)),
      createNode('Mul', [swish.input, gate], product),
    ];
    if (!foldable) nodes.push(channelAffine(graph, product, swish.output, fill(1), fill(swish.shift)));
    graph.replace(swish.nodes, nodes);
    if (foldable) for (const reader of readers) shiftIntoBias(graph, reader, product, swish.shift);
    changed += 1;
  }
  return changed;
}

/** `x + x·g`, with one gate g a channel, is `x·(1 + g)`: one pass over the large tensor instead of two. */
function mergeResidualGates(graph: OnnxGraph): number {
  let changed = 0;
  for (const gate of graph.nodes.filter((node) => node.opType === 'HardSigmoid')) {
    const mul = onlyReader(graph, gate.output[0]!, 'Mul');
    const add = mul && onlyReader(graph, mul.output[0]!, 'Add');
    const input = mul?.input.find((name) => name !== gate.output[0]);
    if (!mul || !add || input === undefined || !add.input.includes(input)) continue;
    const opened = graph.name('gate');
    graph.replace(
      [mul, add],
      [
        createNode('Add', [gate.output[0]!, graph.constant('one', [1], [1])], opened),
        createNode('Mul', [input, opened], add.output[0]!),
      ],
    );
    changed += 1;
  }
  return changed;
}

/** What the last layer reads becomes a second output, `features`: a layer of ours can be put beside it. */
function exposeFeatures(graph: OnnxGraph): number {
  const last = graph.nodes.findLast((node) => node.opType === 'MatMul');
  if (!last || graph.floats(last.input[1]!) === undefined) return 0;
  graph.replace([last], [createNode('Identity', [last.input[0]!], 'features'), last]);
  graph.addOutput('features', 3);
  return 1;
}

function clipNode(graph: OnnxGraph, input: string, output: string, low: number, high: number): OnnxNode {
  if (graph.opset < 11) return createNode('Clip', [input], output, { min: { float: low }, max: { float: high } });
  return createNode('Clip', [input, graph.constant('low', [], [low]), graph.constant('high', [], [high])], output);
}
