import { createSession } from '../../../gateway/perception/models/onnx-inference.ts';
import { parseTfjsGraph } from '../../../models/tfjs-graph.ts';
import { convertTfjs } from '../../../models/tfjs-to-onnx.ts';

type Attribute = Record<string, unknown>;
type Packing = 'float16' | { dtype: 'uint8' | 'uint16'; scale: number; min: number };

export const attribute = {
  text: (value: string): Attribute => ({ s: Buffer.from(value).toString('base64') }),
  list: (values: readonly number[]): Attribute => ({ list: { i: values.map(String) } }),
  float: (value: number): Attribute => ({ f: value }),
  flag: (value: boolean): Attribute => ({ b: value }),
};

export interface TinyTfjs {
  json: {
    modelTopology: { node: Record<string, unknown>[] };
    weightsManifest: { weights: Record<string, unknown>[] }[];
  };
  bytes: Uint8Array[];
}

/** A TensorFlow.js model in the making, with one input `x` of this shape. */
export function tinyTfjs(shape: readonly number[]) {
  const dim = shape.map((size) => ({ size: String(size) }));
  const model: TinyTfjs = {
    json: {
      modelTopology: { node: [{ name: 'x', op: 'Placeholder', attr: { shape: { shape: { dim } } } }] },
      weightsManifest: [{ weights: [] }],
    },
    bytes: [],
  };
  const weight = (name: string, dims: readonly number[], entry: Record<string, unknown>, values: ArrayBufferView) => {
    model.json.modelTopology.node.push({ name, op: 'Const' });
    model.json.weightsManifest[0]!.weights.push({ name, shape: dims, ...entry });
    model.bytes.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
    return name;
  };
  return {
    model,
    node(name: string, op: string, input: readonly string[], attr: Record<string, Attribute> = {}): string {
      model.json.modelTopology.node.push({ name, op, input, attr });
      return name;
    },
    floats(name: string, dims: readonly number[], values: readonly number[], packing?: Packing): string {
      if (packing === undefined) return weight(name, dims, { dtype: 'float32' }, Float32Array.from(values));
      if (packing === 'float16') {
        return weight(name, dims, { dtype: 'float32', quantization: { dtype: packing } }, Float16Array.from(values));
      }
      const packed = values.map((value) => Math.round((value - packing.min) / packing.scale));
      const bytes = packing.dtype === 'uint8' ? Uint8Array.from(packed) : Uint16Array.from(packed);
      return weight(name, dims, { dtype: 'float32', quantization: packing }, bytes);
    },
    integers: (name: string, dims: readonly number[], values: readonly number[]) =>
      weight(name, dims, { dtype: 'int32' }, Int32Array.from(values)),
  };
}

export function bytesOf({ json, bytes }: TinyTfjs): [json: Uint8Array, weights: Uint8Array] {
  return [Buffer.from(JSON.stringify(json)), Buffer.concat(bytes)];
}

export function convertTiny(model: TinyTfjs, input: readonly number[], output = 'y'): Uint8Array {
  return convertTfjs(parseTfjsGraph(...bytesOf(model)), { input, outputs: { y: output } });
}

/** What ONNX Runtime makes of `x` in the converted model. */
export async function runTiny(onnx: Uint8Array, dims: readonly number[], x: readonly number[]) {
  const session = await createSession(onnx);
  try {
    const { y } = await session.run({ input: { data: Float32Array.from(x), dims } });
    return { dims: [...y!.dims], values: [...y!.data] };
  } finally {
    await session.close();
  }
}
