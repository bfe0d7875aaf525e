import { ModelError } from '../../../models/model-error.ts';
import { parsePreparedList } from '../../../models/prepared-model.ts';
import { parseTfjsGraph, readAttributes } from '../../../models/tfjs-graph.ts';
import { demand, type FuzzTarget, refusedAs, textOf } from '../fuzz-target.ts';

const sha = 'a'.repeat(64);
const weights = Buffer.alloc(24, 1);

export const target: FuzzTarget = {
  name: 'model-files',
  about: 'a list of models and a graph are read, or refused by what to do about it',
  seeds: [
    JSON.stringify({ version: 2, models: { 'face-find': { source: sha, prepared: sha, preparation: '1' } } }),
    JSON.stringify({
      modelTopology: {
        node: [
          { name: 'x', op: 'Placeholder', attr: { shape: { shape: { dim: [{ size: '4' }] } } } },
          { name: 'w', op: 'Const', input: ['x', '^y'] },
        ],
      },
      weightsManifest: [
        {
          weights: [
            { name: 'w', shape: [2, 2], dtype: 'float32' },
            { name: 'q', shape: [8], dtype: 'int32', quantization: { dtype: 'uint8', scale: 1, min: 0 } },
          ],
        },
      ],
    }),
  ],
  words: ['float16', 'uint16', 'bool', 'strides', 'padding', 'list', 'format'],
  run(input) {
    const list = refusedAs(ModelError, () => parsePreparedList(textOf(input)));
    if (list) demand(typeof list.models === 'object', 'a list has models');
    const graph = refusedAs(ModelError, () => parseTfjsGraph(input, weights));
    for (const node of graph?.nodes.values() ?? []) {
      const { flag, float, integers, shape, text } = readAttributes(node);
      for (const read of [
        () => float('a'),
        () => text('padding'),
        () => integers('strides', 4),
        () => shape('shape'),
        () => flag('f'),
      ])
        refusedAs<unknown>(ModelError, read);
    }
  },
};
