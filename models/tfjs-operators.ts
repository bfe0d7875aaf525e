import type { OnnxNode } from './onnx-graph.ts';
import { readAttributes, type TfjsConstant, type TfjsNode, tfjsError } from './tfjs-graph.ts';
import { type Attributes, sameOrder, type TfjsWriter, type Value } from './tfjs-writer.ts';

/** Where TensorFlow's axes of a picture go, so that ONNX sees batch, channels, height, width. */
const planes = { NHWC: [0, 2, 3, 1], NCHW: [0, 1, 2, 3] } as const;

interface PictureAxes {
  order: readonly number[];
  channels: number;
  spatial: readonly [number, number];
}

function pictureAxes(format: string): PictureAxes {
  if (format !== 'NHWC' && format !== 'NCHW') throw tfjsError(`the layout ${format} is not converted`);
  return format === 'NHWC'
    ? { order: planes.NHWC, channels: 3, spatial: [1, 2] }
    : { order: planes.NCHW, channels: 1, spatial: [2, 3] };
}

/** A picture's value laid out in planes, with what a convolution or pooling makes of its size. */
function picture(node: TfjsNode, writer: TfjsWriter, axes: PictureAxes, fill: number): Value {
  const value = writer.value(node.inputs[0]!);
  if (value.shape.length !== 4) throw tfjsError(`${node.op} ${node.name} reads something that is no picture`);
  const { margin } = value;
  const taken =
    margin?.fill === fill &&
    [...margin.before, ...margin.after].every((size, at) => size === 0 || axes.spatial.includes(at % 4));
  return writer.arranged(taken ? value : writer.settled(value), axes.order);
}

interface Window {
  kernel: readonly [number, number];
  strides: readonly [number, number];
  dilations: readonly [number, number];
}

/** The attributes of a window that slides over `value`, and the size of what it gives. */
function slide(node: TfjsNode, value: Value, axes: PictureAxes, window: Window) {
  const padding = readAttributes(node).text('padding');
  if (padding !== 'SAME' && padding !== 'VALID') {
    throw tfjsError(`${node.op} ${node.name}: the padding ${padding} is not converted`);
  }
  const shape = [...value.shape];
  const [before, after]: [number[], number[]] = [[], []];
  for (const [at, axis] of axes.spatial.entries()) {
    const reach = window.dilations[at]! * (window.kernel[at]! - 1) + 1;
    const [size, stride] = [value.shape[axis]!, window.strides[at]!];
    shape[axis] = padding === 'SAME' ? Math.ceil(size / stride) : Math.floor((size - reach) / stride) + 1;
    const missing = padding === 'SAME' ? Math.max(0, (shape[axis] - 1) * stride + reach - size) : 0;
    before.push((value.margin?.before[axis] ?? 0) + Math.floor(missing / 2));
    after.push((value.margin?.after[axis] ?? 0) + Math.ceil(missing / 2));
  }
  if (!shape.every((size) => size > 0)) throw tfjsError(`${node.op} ${node.name}: nothing is left of the picture`);
  const attributes: Attributes = {
    kernel_shape: window.kernel,
    strides: window.strides,
    dilations: window.dilations,
    pads: [...before, ...after],
  };
  return { shape, attributes };
}

function pick(values: readonly number[], axes: PictureAxes): [number, number] {
  return [values[axes.spatial[0]]!, values[axes.spatial[1]]!];
}

function floatConstant(node: TfjsNode, writer: TfjsWriter, input: number, rank?: number): TfjsConstant {
  const found = writer.constant(node.inputs[input] ?? '');
  if (found?.dtype !== 'float32' || (rank !== undefined && found.shape.length !== rank)) {
    throw tfjsError(`${node.op} ${node.name}: argument ${input} is no constant of the expected kind`);
  }
  return found;
}

function integerConstant(node: TfjsNode, writer: TfjsWriter, input: number, count: number): number[] {
  const found = writer.constant(node.inputs[input] ?? '');
  if (found?.dtype !== 'int32' || found.values.length !== count) {
    throw tfjsError(`${node.op} ${node.name}: argument ${input} is no constant of ${count} integers`);
  }
  return [...found.values];
}

/** TensorFlow keeps weights as height, width, input, output; ONNX as output, input, height, width. */
function outputsFirst(weights: TfjsConstant): Float32Array {
  const [height, width, inputs, outputs] = weights.shape as [number, number, number, number];
  const taps = height * width;
  const turned = new Float32Array(weights.values.length);
  for (let tap = 0; tap < taps; tap += 1) {
    for (let i = 0; i < inputs; i += 1) {
      for (let o = 0; o < outputs; o += 1) {
        turned[(o * inputs + i) * taps + tap] = weights.values[(tap * inputs + i) * outputs + o]!;
      }
    }
  }
  return turned;
}

function convolution(node: TfjsNode, writer: TfjsWriter): Value {
  const read = readAttributes(node);
  const axes = pictureAxes(read.text('data_format'));
  const weights = floatConstant(node, writer, 1, 4);
  const [height, width, inputs, outputs] = weights.shape as [number, number, number, number];
  const value = picture(node, writer, axes, 0);
  if (value.shape[axes.channels] !== inputs) {
    throw tfjsError(`${node.op} ${node.name}: ${inputs} channels are wanted, ${value.shape[axes.channels]} come`);
  }
  const { shape, attributes } = slide(node, value, axes, {
    kernel: [height, width],
    strides: pick(read.integers('strides', 4), axes),
    dilations: pick(read.integers('dilations', 4), axes),
  });
  shape[axes.channels] = outputs;
  const kernel = writer.floats([outputs, inputs, height, width], outputsFirst(weights));
  return ownedBy(node, writer, writer.emit('Conv', [value.name, kernel], { ...attributes, group: 1 }), {
    shape,
    order: axes.order,
  });
}

function ownedBy(node: TfjsNode, writer: TfjsWriter, conv: OnnxNode, layout: Pick<Value, 'shape' | 'order'>): Value {
  const value = { name: conv.output[0]!, ...layout };
  return writer.readers(node.name) === 1 ? { ...value, conv } : value;
}

function maxPool(node: TfjsNode, writer: TfjsWriter): Value {
  const read = readAttributes(node);
  const axes = pictureAxes(read.text('data_format'));
  const value = picture(node, writer, axes, Number.NEGATIVE_INFINITY);
  const { shape, attributes } = slide(node, value, axes, {
    kernel: pick(read.integers('ksize', 4), axes),
    strides: pick(read.integers('strides', 4), axes),
    dilations: [1, 1],
  });
  return { name: writer.emit('MaxPool', [value.name], attributes).output[0]!, shape, order: axes.order };
}

function transpose(node: TfjsNode, writer: TfjsWriter): Value {
  const value = writer.value(node.inputs[0]!);
  const axes = integerConstant(node, writer, 1, value.shape.length);
  if (new Set(axes).size !== axes.length || !axes.every((axis) => axis >= 0 && axis < axes.length)) {
    throw tfjsError(`Transpose ${node.name}: [${axes}] is no order of axes`);
  }
  const turn = (values: readonly number[]) => axes.map((axis) => values[axis]!);
  const { margin, conv } = value;
  return {
    name: value.name,
    shape: turn(value.shape),
    order: turn(value.order),
    ...(margin && { margin: { before: turn(margin.before), after: turn(margin.after), fill: margin.fill } }),
    ...(conv && writer.readers(node.name) === 1 && { conv }),
  };
}

function pad(node: TfjsNode, writer: TfjsWriter): Value {
  const value = writer.settled(writer.value(node.inputs[0]!));
  const sizes = integerConstant(node, writer, 1, 2 * value.shape.length);
  if (!sizes.every((size) => size >= 0)) throw tfjsError(`${node.op} ${node.name}: a margin is negative`);
  const fill = node.op === 'Pad' ? 0 : floatConstant(node, writer, 2, 0).values[0]!;
  const before = value.shape.map((_, axis) => sizes[2 * axis]!);
  const after = value.shape.map((_, axis) => sizes[2 * axis + 1]!);
  const shape = value.shape.map((size, axis) => size + before[axis]! + after[axis]!);
  return { name: value.name, order: value.order, shape, margin: { before, after, fill } };
}

/** A constant of one value, or of one a channel (TensorFlow's last axis), laid out to be added to `value`. */
function besides(node: TfjsNode, writer: TfjsWriter, value: Value, constant: TfjsConstant): string {
  const count = constant.values.length;
  const last = value.shape.length - 1;
  const fits = constant.shape.length <= 1 && (count === 1 || count === value.shape[last]);
  if (constant.dtype !== 'float32' || !fits) {
    throw tfjsError(`${node.op} ${node.name}: a constant of shape [${constant.shape}] is not converted`);
  }
  const dims = value.shape.map(() => 1);
  dims[value.order[last]!] = count;
  return writer.floats(dims, constant.values as Float32Array);
}

function add(node: TfjsNode, writer: TfjsWriter): Value {
  const [first, second] = node.inputs.length === 2 ? node.inputs : [];
  if (!first || !second) throw tfjsError(`${node.op} ${node.name} does not have two arguments`);
  const constant = writer.constant(first) ?? writer.constant(second);
  const value = writer.settled(writer.value(writer.constant(first) ? second : first));
  const { name, shape, order, conv } = value;
  if (constant) {
    const aChannelEach = order.at(-1) === 1 && constant.shape.length === 1 && constant.shape[0] === shape.at(-1);
    if (!conv || conv.input.length > 2 || !aChannelEach || constant.dtype !== 'float32') {
      return { name: writer.emit('Add', [name, besides(node, writer, value, constant)]).output[0]!, shape, order };
    }
    conv.input.push(writer.floats([constant.values.length], constant.values as Float32Array));
    return { name, shape, order };
  }
  const other = writer.settled(writer.value(second));
  if (!sameOrder(other.shape, shape))
    throw tfjsError(`${node.op} ${node.name}: tensors of two sizes are not converted`);
  return { name: writer.emit('Add', [name, writer.arranged(other, order).name]).output[0]!, shape, order };
}

function concat(node: TfjsNode, writer: TfjsWriter): Value {
  const [first, ...rest] = node.inputs.slice(0, -1).map((input) => writer.settled(writer.value(input)));
  if (!first) throw tfjsError(`${node.op} ${node.name} joins nothing`);
  const rank = first.shape.length;
  const [given] = integerConstant(node, writer, node.inputs.length - 1, 1) as [number];
  const axis = given < 0 ? given + rank : given;
  const fits = (value: Value) =>
    value.shape.length === rank && value.shape.every((n, at) => at === axis || n === first.shape[at]);
  if (axis < 0 || axis >= rank || !rest.every(fits)) throw tfjsError(`${node.op} ${node.name}: the sizes do not fit`);
  const names = [first, ...rest.map((value) => writer.arranged(value, first.order))].map(({ name }) => name);
  const shape = [...first.shape];
  for (const value of rest) shape[axis] = shape[axis]! + value.shape[axis]!;
  const joined = writer.emit('Concat', names, { axis: first.order[axis]! });
  return { name: joined.output[0]!, shape, order: first.order };
}

function resizeBilinear(node: TfjsNode, writer: TfjsWriter): Value {
  const read = readAttributes(node);
  const value = picture(node, writer, pictureAxes('NHWC'), 0);
  const settled = writer.settled(value);
  const size = integerConstant(node, writer, 1, 2);
  const [height, width] = [size[0]! / value.shape[1]!, size[1]! / value.shape[2]!];
  const shape = [value.shape[0]!, size[0]!, size[1]!, value.shape[3]!];
  const halfPixel = read.flag('half_pixel_centers');
  if (!(height > 0 && width > 0)) throw tfjsError(`${node.op} ${node.name}: nothing is left of the picture`);
  if (halfPixel && height === 0.5 && width === 0.5) {
    // The same numbers, and ONNX Runtime need not leave its blocked layout for it.
    const halves = writer.emit('AveragePool', [settled.name], { kernel_shape: [2, 2], strides: [2, 2] });
    return { name: halves.output[0]!, shape, order: planes.NHWC };
  }
  const mode = halfPixel ? 'half_pixel' : read.flag('align_corners') ? 'align_corners' : 'asymmetric';
  const scales = writer.floats([4], Float32Array.of(1, 1, height, width));
  const resized = writer.emit('Resize', [settled.name, '', scales], {
    mode: { text: 'linear' },
    coordinate_transformation_mode: { text: mode },
  });
  return { name: resized.output[0]!, shape, order: planes.NHWC };
}

function unary(opType: string, attributes: (node: TfjsNode) => Attributes = () => ({})) {
  return (node: TfjsNode, writer: TfjsWriter): Value => {
    const { name, shape, order } = writer.settled(writer.value(node.inputs[0]!));
    return { name: writer.emit(opType, [name], attributes(node)).output[0]!, shape, order };
  };
}

/** Every operator that is converted, by TensorFlow's name for it. */
export const tfjsOperators: ReadonlyMap<string, (node: TfjsNode, writer: TfjsWriter) => Value> = new Map([
  ['Add', add],
  ['AddV2', add],
  ['ConcatV2', concat],
  ['Conv2D', convolution],
  ['Identity', (node, writer) => writer.value(node.inputs[0]!)],
  ['LeakyRelu', unary('LeakyRelu', (node) => ({ alpha: { float: readAttributes(node).float('alpha') } }))],
  ['MaxPool', maxPool],
  ['Pad', pad],
  ['PadV2', pad],
  ['Relu', unary('Relu')],
  ['ResizeBilinear', resizeBilinear],
  ['Sigmoid', unary('Sigmoid')],
  ['Transpose', transpose],
]);
