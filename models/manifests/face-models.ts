import type { ModelManifest } from './model-manifest.ts';

const source = { package: 'faceplugin-face-recognition-js', version: '0.0.1', licence: 'MIT' } as const;
const unstated = 'Training data not stated by the package. Check error rates on your own people before relying on it.';

export const faceDetect: ModelManifest = {
  ...source,
  id: 'face-detect',
  kind: 'onnx',
  file: 'model/fr_detect.onnx',
  sha256: '6c0256ccd3164f844736a401faf936ec2930764a87ae39442180887d0c5c8854',
  provenance: `The RFB-320 design of the "ultra light fast generic face detector". ${unstated}`,
  layout:
    'input 1×3×H×W RGB planes, (v − 127) / 128, as shipped 240×320 → scores 1×N×2 logits (background, face); ' +
    'boxes 1×N×4 offsets of centre and size from N anchors, see face-boxes.ts',
  preparation: ['raw-face-boxes'],
};

export const faceLandmark: ModelManifest = {
  ...source,
  id: 'face-landmark',
  kind: 'onnx',
  file: 'model/fr_landmark.onnx',
  sha256: 'f10b0ba1d2a8a099adefede1ebf3733e44fe370715e7303dbeb7f59c02142258',
  provenance: unstated,
  layout: 'input 1×1×64×64 grey of the face box, v / 256 → output 1×136: x, y of 68 points in 0…1 of the box',
  // 26,567 denormal weights; harmless on some processors, a hundredfold slower on others.
  preparation: ['zero-tiny-weights'],
};

export const faceEmbed: ModelManifest = {
  ...source,
  id: 'face-embed',
  kind: 'onnx',
  file: 'model/fr_feature.onnx',
  sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
  provenance: `MobileFaceNet. ${unstated}`,
  layout: 'input 1×3×112×112 RGB planes of the aligned face, (v − 127) / 128 → output 1×512, to be L2-normalised',
  // 190,805 weights below 1e-15, of which 8,938 are denormal; 33 PReLU that break up blocked convolutions.
  preparation: ['zero-tiny-weights', 'split-prelu'],
};

export const faceLiveness: ModelManifest = {
  ...source,
  id: 'face-liveness',
  kind: 'onnx',
  file: 'model/fr_liveness.onnx',
  sha256: 'afa783b7e902fdfcf323a7240cac2a1c580c25314ea4161129dc1b0d100dc32d',
  provenance: `Of the MiniFASNet kind. A signal, not a proof: it goes by the edges of paper and screens. ${unstated}`,
  layout: 'input 1×3×128×128 BGR planes, 0…255, of 2.7 × the face box → output 1×3 logits: living, picture, other',
  // Its 33 PReLU split up gain nothing: what breaks the blocked convolutions up here are its gates.
  preparation: [],
};
