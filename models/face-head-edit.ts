import { createNode, intAttribute, type OnnxGraph, type OnnxNode } from './onnx-graph.ts';

/**
 * The face detector without its last steps: `scores` become logits and `boxes` offsets from the anchors, which
 * `readFaceBoxes` turns into boxes for the few that matter; a quarter of the time went into doing so for all 4,420 anchors.
 * Without the anchors nothing in the model depends on the picture's size, so its height and width become free.
 */
export function rawFaceBoxes(graph: OnnxGraph): number {
  const softmax = graph.nodes.find((node) => node.opType === 'Softmax' && node.output[0] === 'scores');
  const decoding = softmax ? stepsBehindJoin(graph, 'boxes') : undefined;
  if (!softmax || !decoding) return 0;
  graph.replace([softmax], [createNode('Identity', [softmax.input[0]!], 'scores')]);
  graph.replace(decoding.steps, [createNode('Identity', [decoding.joined], 'boxes')]);
  for (const axis of [2, 3]) graph.freeAxis('input', axis);
  for (const output of ['scores', 'boxes']) graph.freeAxis(output, 1);
  return 1 + decoding.steps.length;
}

/** Everything between `output` and the node that joins the levels of the detector along the anchors. */
function stepsBehindJoin(graph: OnnxGraph, output: string): { joined: string; steps: OnnxNode[] } | undefined {
  const steps = new Set<OnnxNode>();
  const waiting = [output];
  let joined: string | undefined;
  for (let tensor = waiting.pop(); tensor !== undefined; tensor = waiting.pop()) {
    const node = graph.nodes.find((one) => one.output[0] === tensor);
    if (!node || steps.has(node)) continue;
    if (node.opType === 'Concat' && intAttribute(node, 'axis', -1) === 1) {
      joined = node.output[0]!;
      continue;
    }
    steps.add(node);
    waiting.push(...node.input);
  }
  return joined === undefined || steps.size === 0
    ? undefined
    : { joined, steps: graph.nodes.filter((node) => steps.has(node)) };
}
