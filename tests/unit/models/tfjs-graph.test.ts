import { expect, test } from 'vitest';
import { parseTfjsGraph } from '../../../models/tfjs-graph.ts';
import { bytesOf, type TinyTfjs, tinyTfjs } from './tiny-tfjs.ts';

function model(): TinyTfjs {
  const tiny = tinyTfjs([1, 2, 2, 1]);
  tiny.integers('order', [2], [7, -3]);
  tiny.floats('plain', [2, 1], [0.5, -0.25]);
  tiny.floats('half', [3], [1.5, -65504, 0.000061], 'float16');
  tiny.floats('byte', [2], [-1, 1.5], { dtype: 'uint8', scale: 0.5, min: -1 });
  tiny.floats('word', [1], [300], { dtype: 'uint16', scale: 1, min: 0 });
  tiny.node('y', 'Relu', ['x', '^plain']);
  return tiny.model;
}

const parse = (tiny: TinyTfjs) => parseTfjsGraph(...bytesOf(tiny));

test('weights come as numbers, however few bytes the file spends on them', () => {
  const { constants, nodes } = parse(model());
  const values = (name: string) => [...constants.get(name)!.values];
  expect(values('order')).toEqual([7, -3]);
  expect(values('plain')).toEqual([0.5, -0.25]);
  expect(values('half')).toEqual([1.5, -65504, expect.closeTo(0.000061, 7)]);
  expect(values('byte')).toEqual([-1, 1.5]);
  expect(values('word')).toEqual([300]);
  expect(constants.get('half')!.shape).toEqual([3]);
  // What only says "after that" is no argument.
  expect(nodes.get('y')!.inputs).toEqual(['x']);
});

const spoilt: [string, RegExp, (tiny: TinyTfjs) => void][] = [
  ['weights cut short', /end before those of word/, (tiny) => tiny.bytes.pop()],
  [
    'weights with more behind them',
    /have 27 bytes, but the manifest speaks of 26/,
    (tiny) => tiny.bytes.push(Uint8Array.of(1)),
  ],
  [
    'two nodes of one name',
    /two nodes are named x/,
    ({ json }) => json.modelTopology.node.push({ name: 'x', op: 'Relu' }),
  ],
  ['a node without an operator', /a node is damaged/, ({ json }) => json.modelTopology.node.push({ name: 'z' })],
  [
    'a shape of more numbers than there can be',
    /end before those of plain/,
    ({ json }) => Object.assign(json.weightsManifest[0]!.weights[1]!, { shape: [2 ** 40, 2 ** 40] }),
  ],
  [
    'a shape below zero',
    /plain has no proper shape/,
    ({ json }) => Object.assign(json.weightsManifest[0]!.weights[1]!, { shape: [-2, -1] }),
  ],
  [
    'numbers of a kind that is not read',
    /stored in a way that is not read/,
    ({ json }) => Object.assign(json.weightsManifest[0]!.weights[1]!, { quantization: { dtype: 'constructor' } }),
  ],
  [
    'a scale that is none',
    /byte does not say how it is scaled/,
    ({ json }) =>
      Object.assign(json.weightsManifest[0]!.weights[3]!, { quantization: { dtype: 'uint8', scale: 'NaN' } }),
  ],
  [
    'text as a weight',
    /of a type that is not read/,
    ({ json }) => Object.assign(json.weightsManifest[0]!.weights[0]!, { dtype: 'string' }),
  ],
];

test.each(spoilt)('%s: the model is refused and says why', (_, message, spoil) => {
  const tiny = model();
  spoil(tiny);
  expect(() => parse(tiny)).toThrow(
    expect.objectContaining({ code: 'model-unusable', message: expect.stringMatching(message) }),
  );
});

test.each([
  '',
  'null',
  '[]',
  '{"modelTopology":{"node":{}}}',
  '{"modelTopology":{"node":[]},"weightsManifest":[null]}',
  '\u00ff',
])('what is no model is refused: %j', (json) => {
  expect(() => parseTfjsGraph(Buffer.from(json, 'latin1'), new Uint8Array())).toThrow(
    expect.objectContaining({ code: 'model-unusable' }),
  );
});
