import {
  createNode,
  type FloatTensor,
  floatAttribute,
  intAttribute,
  type OnnxGraph,
  type OnnxNode,
  onlyReader,
  scalarOperand,
} from './onnx-graph.ts';

/** Folds `gamma · (x − mean) / √(variance + ε) + beta` into a scale and a shift a channel. */
function batchNormAffine(graph: OnnxGraph, node: OnnxNode): { scale: Float32Array; shift: Float32Array } | undefined {
  const [gamma, beta, mean, variance] = node.input.slice(1).map((name) => graph.floats(name)?.values);
  if (!gamma || !beta || !mean || !variance) return undefined;
  const epsilon = floatAttribute(node, 'epsilon') ?? 1e-5;
  const scale = gamma.map((one, at) => one / Math.sqrt(variance[at]! + epsilon));
  return { scale, shift: beta.map((one, at) => one - mean[at]! * scale[at]!) };
}

/** The nodes of the head, first to last, or undefined where the graph has another shape. */
function findHead(graph: OnnxGraph) {
  const first = graph.nodes.find((node) => node.opType === 'ConvTranspose' && intAttribute(node, 'group', 1) === 1);
  const add = first && onlyReader(graph, first.output[0]!, 'Add');
  const norm = add && onlyReader(graph, add.output[0]!, 'BatchNormalization');
  const relu = norm && onlyReader(graph, norm.output[0]!, 'Relu');
  const second = relu && onlyReader(graph, relu.output[0]!, 'ConvTranspose');
  const shift = second && onlyReader(graph, second.output[0]!, 'Add');
  const sigmoid = shift && onlyReader(graph, shift.output[0]!, 'Sigmoid');
  if (!first || !add || !norm || !relu || !second || !shift || !sigmoid) return undefined;
  const [one, two] = [graph.floats(first.input[1]!), graph.floats(second.input[1]!)];
  const bias = graph.floats(add.input.find((name) => name !== first.output[0])!)?.values;
  const lastBias = scalarOperand(graph, shift, second.output[0]!);
  const affine = batchNormAffine(graph, norm);
  const doubles = (tensor: FloatTensor | undefined) => tensor?.dims[2] === 2 && tensor.dims[3] === 2;
  if (!one || !two || !bias || lastBias === undefined || !affine) return undefined;
  if (!doubles(one) || !doubles(two) || two.dims[1] !== 1) return undefined;
  return { nodes: [first, add, norm, relu, second, shift, sigmoid], one, two, bias, lastBias, affine };
}

/** Weights of the two ordinary convolutions. */
function headWeights({ one, two, bias, affine }: NonNullable<ReturnType<typeof findHead>>) {
  const [inputs, middle] = [one.dims[0]!, one.dims[1]!];
  // Channel (quarter · middle + o) of the first holds the pixel at that quarter of the doubled map.
  const spread = new Float32Array(4 * middle * inputs);
  const spreadBias = new Float32Array(4 * middle);
  // Channel (row · 4 + column) of the second holds that pixel of a 4×4 block; it reads one quarter only.
  const gather = new Float32Array(16 * 4 * middle);
  for (let quarter = 0; quarter < 4; quarter += 1) {
    for (let o = 0; o < middle; o += 1) {
      const channel = quarter * middle + o;
      spreadBias[channel] = bias[o]! * affine.scale[o]! + affine.shift[o]!;
      for (let c = 0; c < inputs; c += 1) {
        spread[channel * inputs + c] = one.values[(c * middle + o) * 4 + quarter]! * affine.scale[o]!;
      }
      for (let sub = 0; sub < 4; sub += 1) {
        const row = 2 * (quarter >> 1) + (sub >> 1);
        const column = 2 * (quarter & 1) + (sub & 1);
        gather[(row * 4 + column) * 4 * middle + channel] = two.values[o * 4 + sub]!;
      }
    }
  }
  return { inputs, wide: 4 * middle, spread, spreadBias, gather };
}

/**
 * The text detector ends in two transposed convolutions (kernel 2, stride 2), each of which quadruples the pixels.
 * As ordinary 1×1 convolutions on the small map, whose channels are the pixels of the large one, and one final
 * rearrangement, the same numbers take a third of the time.
 */
export function textHeadAsConvolutions(graph: OnnxGraph): number {
  const head = findHead(graph);
  if (!head) return 0;
  const { inputs, wide, spread, spreadBias, gather } = headWeights(head);
  const conv = (input: string, output: string, dims: number[], weights: Float32Array, biases: Float32Array) =>
    createNode(
      'Conv',
      [input, graph.constant('head', dims, weights), graph.constant('head-bias', [biases.length], biases)],
      output,
      { kernel_shape: [1, 1], strides: [1, 1], dilations: [1, 1], pads: [0, 0, 0, 0], group: 1 },
    );
  const [quarters, positive, block, probability] = [
    graph.name('quarters'),
    graph.name('positive'),
    graph.name('block'),
    graph.name('probability'),
  ];
  graph.replace(head.nodes, [
    conv(head.nodes[0]!.input[0]!, quarters, [wide, inputs, 1, 1], spread, spreadBias),
    createNode('Relu', [quarters], positive),
    conv(positive, block, [16, wide, 1, 1], gather, new Float32Array(16).fill(head.lastBias)),
    createNode('Sigmoid', [block], probability),
    createNode('DepthToSpace', [probability], head.nodes.at(-1)!.output[0]!, { blocksize: 4, mode: { text: 'DCR' } }),
  ]);
  return 1;
}
