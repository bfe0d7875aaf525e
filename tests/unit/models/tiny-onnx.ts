import onnxProto from 'onnx-proto';
import { createNode, type OnnxNode } from '../../../models/onnx-graph.ts';

const { onnx } = onnxProto;

interface Weights {
  dims: number[];
  values: number[];
}

/** An ONNX model of a few nodes, input `x` and output `y` of the given shapes. */
export function tinyModel(
  nodes: OnnxNode[],
  weights: Record<string, Weights>,
  [inputDims, outputDims]: [number[], number[]],
  opset = 11,
): Uint8Array {
  const shaped = (name: string, dims: number[]) => ({
    name,
    type: { tensorType: { elemType: 1, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } },
  });
  const model = {
    irVersion: 6,
    opsetImport: [{ domain: '', version: opset }],
    graph: {
      name: 'tiny',
      node: nodes,
      initializer: Object.entries(weights).map(([name, { dims, values }]) => ({
        ...{ name, dims, dataType: 1 },
        floatData: values,
      })),
      input: [shaped('x', inputDims)],
      output: [shaped('y', outputDims)],
    },
  };
  return onnx.ModelProto.encode(onnx.ModelProto.fromObject(model)).finish();
}

/** Numbers between −1 and 1 that look like noise and are always the same. */
export function noise(count: number, seed = 1): number[] {
  return Array.from({ length: count }, (_, at) => Math.sin((at + 1) * 12.9898 * seed) * 0.9);
}

export const conv = (
  input: string,
  weights: string,
  output: string,
  pad: number,
  kernel: number,
  group = 1,
  bias = '',
) =>
  createNode('Conv', bias ? [input, weights, bias] : [input, weights], output, {
    kernel_shape: [kernel, kernel],
    strides: [1, 1],
    dilations: [1, 1],
    pads: [pad, pad, pad, pad],
    group,
  });
