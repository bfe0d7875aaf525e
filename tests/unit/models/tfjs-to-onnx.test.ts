import { expect, test } from 'vitest';
import { openOnnxGraph } from '../../../models/onnx-graph.ts';
import { noise } from './tiny-onnx.ts';
import { attribute, convertTiny, runTiny, tinyTfjs } from './tiny-tfjs.ts';

const { text, list, float, flag } = attribute;
const window = (padding: string, stride: number, format = 'NHWC') => ({
  padding: text(padding),
  data_format: text(format),
  strides: list(format === 'NHWC' ? [1, stride, stride, 1] : [1, 1, stride, stride]),
  dilations: list([1, 1, 1, 1]),
});
const opsOf = (onnx: Uint8Array) => openOnnxGraph(onnx).nodes.map(({ opType }) => opType);

interface Picture {
  height: number;
  width: number;
  channels: number;
  values: readonly number[];
}

/** A value at row, column and channel; outside of the picture `beside`. */
function at({ height, width, channels, values }: Picture, y: number, x: number, c: number, beside = 0): number {
  return y < 0 || x < 0 || y >= height || x >= width ? beside : values[(y * width + x) * channels + c]!;
}

/** Convolution as TensorFlow defines it, written out. */
function convolve(
  picture: Picture,
  weights: readonly number[],
  outputs: number,
  kernel: number,
  stride: number,
  before: number,
  size: [number, number],
) {
  const result: number[] = [];
  for (let y = 0; y < size[0]; y += 1) {
    for (let x = 0; x < size[1]; x += 1) {
      for (let o = 0; o < outputs; o += 1) {
        let sum = 0;
        for (let tap = 0; tap < kernel * kernel; tap += 1) {
          const [row, column] = [y * stride + Math.floor(tap / kernel) - before, x * stride + (tap % kernel) - before];
          for (let c = 0; c < picture.channels; c += 1) {
            sum += at(picture, row, column, c) * weights[(tap * picture.channels + c) * outputs + o]!;
          }
        }
        result.push(sum);
      }
    }
  }
  return result;
}

function expectClose(got: readonly number[], wanted: readonly number[]): void {
  expect(got.length).toBe(wanted.length);
  expect(Math.max(...got.map((value, index) => Math.abs(value - wanted[index]!)))).toBeLessThan(1e-5);
}

test('a convolution takes margin, bias and axes along: one node computes what six said', async () => {
  const picture = { height: 5, width: 4, channels: 3, values: noise(60) };
  const tiny = tinyTfjs([1, 3, 5, 4]);
  const weights = noise(3 * 3 * 3 * 2, 2);
  tiny.node('padded', 'Pad', ['x', tiny.integers('margin', [4, 2], [0, 0, 0, 0, 1, 1, 1, 1])]);
  tiny.node('rows', 'Transpose', ['padded', tiny.integers('to-rows', [4], [0, 2, 3, 1])]);
  tiny.node('conv', 'Conv2D', ['rows', tiny.floats('w', [3, 3, 3, 2], weights)], window('VALID', 1));
  tiny.node('biased', 'AddV2', ['conv', tiny.floats('b', [2], [0.5, -0.25])]);
  tiny.node('planes', 'Transpose', ['biased', tiny.integers('to-planes', [4], [0, 3, 1, 2])]);
  tiny.node('y', 'LeakyRelu', ['planes'], { alpha: float(0.1) });
  const onnx = convertTiny(tiny.model, [1, 3, 5, 4]);
  expect(opsOf(onnx)).toEqual(['Conv', 'LeakyRelu', 'Identity']);

  const planes = (values: readonly number[], channels: number) =>
    Array.from({ length: values.length }, (_, index) => values[(index % 20) * channels + Math.floor(index / 20)]!);
  const { dims, values } = await runTiny(onnx, [1, 3, 5, 4], planes(picture.values, 3));
  const leaky = convolve(picture, weights, 2, 3, 1, 1, [5, 4])
    .map((value, index) => value + [0.5, -0.25][index % 2]!)
    .map((value) => (value > 0 ? value : value / 10));
  expect(dims).toEqual([1, 2, 5, 4]);
  expectClose(values, planes(leaky, 2));
});

test('padding named SAME gives the odd pixel to the end, as TensorFlow does', async () => {
  const picture = { height: 6, width: 6, channels: 2, values: noise(72) };
  const tiny = tinyTfjs([1, 6, 6, 2]);
  const weights = noise(3 * 3 * 2 * 3, 3);
  tiny.node('y', 'Conv2D', ['x', tiny.floats('w', [3, 3, 2, 3], weights)], window('SAME', 2));
  const { dims, values } = await runTiny(convertTiny(tiny.model, [1, 6, 6, 2]), [1, 6, 6, 2], picture.values);
  expect(dims).toEqual([1, 3, 3, 3]);
  expectClose(values, convolve(picture, weights, 3, 3, 2, 0, [3, 3]));
});

test('pooling does not take its margin for a picture', async () => {
  const picture = { height: 4, width: 4, channels: 1, values: noise(16).map((value) => value - 2) };
  const tiny = tinyTfjs([1, 4, 4, 1]);
  tiny.integers('margin', [4, 2], [0, 0, 1, 1, 1, 1, 0, 0]);
  tiny.node('padded', 'PadV2', ['x', 'margin', tiny.floats('low', [], [Number.NEGATIVE_INFINITY], 'float16')]);
  tiny.node('y', 'MaxPool', ['padded'], { ...window('VALID', 2), ksize: list([1, 3, 3, 1]) });
  const { values } = await runTiny(convertTiny(tiny.model, [1, 4, 4, 1]), [1, 4, 4, 1], picture.values);
  const wanted = [0, 1, 2, 3].map((cell) => {
    const [top, left] = [Math.floor(cell / 2) * 2 - 1, (cell % 2) * 2 - 1];
    const taps = [0, 1, 2].flatMap((y) => [0, 1, 2].map((x) => at(picture, top + y, left + x, 0, -9)));
    return Math.max(...taps);
  });
  expectClose(values, wanted);
});

test.each([
  ['twice as large', 2, 'Resize'],
  ['half as large', 0.5, 'AveragePool'],
])('a picture made %s is the same picture', async (_, scale, op) => {
  const picture = { height: 4, width: 6, channels: 2, values: noise(48) };
  const size: [number, number] = [4 * scale, 6 * scale];
  const tiny = tinyTfjs([1, 4, 6, 2]);
  const shape = { half_pixel_centers: flag(true), align_corners: flag(false) };
  tiny.node('y', 'ResizeBilinear', ['x', tiny.integers('size', [2], size)], shape);
  const onnx = convertTiny(tiny.model, [1, 4, 6, 2]);
  expect(opsOf(onnx)).toContain(op);
  const { values } = await runTiny(onnx, [1, 4, 6, 2], picture.values);
  const wanted: number[] = [];
  const clamp = (value: number, high: number) => Math.min(high, Math.max(0, value));
  for (let y = 0; y < size[0]; y += 1) {
    for (let x = 0; x < size[1]; x += 1) {
      const [row, column] = [clamp((y + 0.5) / scale - 0.5, 3), clamp((x + 0.5) / scale - 0.5, 5)];
      const [top, left] = [Math.floor(row), Math.floor(column)];
      const [down, right] = [row - top, column - left];
      for (let c = 0; c < 2; c += 1) {
        const mix = (line: number) =>
          at(picture, line, left, c) * (1 - right) + at(picture, line, Math.min(5, left + 1), c) * right;
        wanted.push(mix(top) * (1 - down) + mix(Math.min(3, top + 1)) * down);
      }
    }
  }
  expectClose(values, wanted);
});

test('tensors whose axes lie differently are brought together before they are added or joined', async () => {
  const tiny = tinyTfjs([1, 2, 2, 2]);
  tiny.integers('swap', [4], [0, 2, 1, 3]);
  tiny.node('turned', 'Transpose', ['x', 'swap']);
  tiny.node('sum', 'Add', ['x', 'turned']);
  tiny.node('scaled', 'AddV2', ['sum', tiny.floats('one', [], [1])]);
  tiny.node('y', 'ConcatV2', ['scaled', 'turned', tiny.integers('axis', [], [-1])]);
  const x = [1, 2, 3, 4, 5, 6, 7, 8];
  const { dims, values } = await runTiny(convertTiny(tiny.model, [1, 2, 2, 2]), [1, 2, 2, 2], x);
  expect(dims).toEqual([1, 2, 2, 4]);
  expect(values).toEqual([3, 5, 1, 2, 9, 11, 5, 6, 9, 11, 3, 4, 15, 17, 7, 8]);
});

test('a margin that no convolution takes is written out', async () => {
  const tiny = tinyTfjs([1, 2, 1, 1]);
  tiny.node('padded', 'Pad', ['x', tiny.integers('margin', [4, 2], [0, 0, 1, 0, 0, 2, 0, 0])]);
  tiny.node('y', 'Identity', ['padded']);
  const { dims, values } = await runTiny(convertTiny(tiny.model, [1, 2, 1, 1]), [1, 2, 1, 1], [4, 5]);
  expect(dims).toEqual([1, 3, 3, 1]);
  expect(values).toEqual([0, 0, 0, 4, 0, 0, 5, 0, 0]);
});

test('a result that somebody else reads too keeps its numbers when a bias is added to it', async () => {
  const tiny = tinyTfjs([1, 1, 1, 1]);
  tiny.node('conv', 'Conv2D', ['x', tiny.floats('w', [1, 1, 1, 1], [2])], window('VALID', 1));
  tiny.node('biased', 'Add', ['conv', tiny.floats('b', [1], [10])]);
  tiny.node('y', 'Add', ['conv', 'biased']);
  const { values } = await runTiny(convertTiny(tiny.model, [1, 1, 1, 1]), [1, 1, 1, 1], [3]);
  expect(values).toEqual([22]);
});

test('a model for one size of picture is converted for another: sizes within scale along', async () => {
  const tiny = tinyTfjs([1, 4, 4, 1]);
  tiny.node('y', 'ResizeBilinear', ['x', tiny.integers('size', [2], [8, 8])], { half_pixel_centers: flag(true) });
  const { dims } = await runTiny(convertTiny(tiny.model, [1, 2, 6, 1]), [1, 2, 6, 1], noise(12));
  expect(dims).toEqual([1, 4, 12, 1]);
});

const failures: [string, RegExp, (tiny: ReturnType<typeof tinyTfjs>) => void][] = [
  ['an operator that is not known', /Softplus of y is not converted/, (tiny) => tiny.node('y', 'Softplus', ['x'])],
  ['a node that is not there', /gone is read but not there/, (tiny) => tiny.node('y', 'Relu', ['gone'])],
  ['an output that is not there', /node y is read but not there/, (tiny) => tiny.node('z', 'Relu', ['x'])],
  [
    'a node that reads itself',
    /reads what it leads to/,
    (tiny) => {
      tiny.node('y', 'Relu', ['z']);
      tiny.node('z', 'Relu', ['y']);
    },
  ],
  ['a second result of a node', /only first results/, (tiny) => tiny.node('y', 'Relu', ['x:1'])],
  ['a node without arguments', /reads nothing/, (tiny) => tiny.node('y', 'Relu', [])],
  [
    'weights for other channels',
    /3 channels are wanted, 2 come/,
    (tiny) => tiny.node('y', 'Conv2D', ['x', tiny.floats('w', [1, 1, 3, 1], noise(3))], window('VALID', 1)),
  ],
  [
    'a kernel larger than the picture',
    /nothing is left/,
    (tiny) => tiny.node('y', 'Conv2D', ['x', tiny.floats('w', [9, 9, 2, 1], noise(162))], window('VALID', 1)),
  ],
  [
    'an order of axes that is none',
    /no order of axes/,
    (tiny) => tiny.node('y', 'Transpose', ['x', tiny.integers('order', [4], [0, 1, 1, 9])]),
  ],
  [
    'two tensors of different sizes',
    /two sizes/,
    (tiny) => {
      tiny.node('wide', 'Pad', ['x', tiny.integers('margin', [4, 2], [0, 0, 1, 1, 0, 0, 0, 0])]);
      tiny.node('y', 'Add', ['x', 'wide']);
    },
  ],
];

test.each(failures)('%s is an error that names the node, not a model that answers nonsense', (_, message, spoil) => {
  const tiny = tinyTfjs([1, 4, 4, 2]);
  spoil(tiny);
  expect(() => convertTiny(tiny.model, [1, 4, 4, 2])).toThrow(
    expect.objectContaining({ code: 'model-unusable', message: expect.stringMatching(message) }),
  );
});
