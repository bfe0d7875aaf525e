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
    'input 1×3×240×320 RGB planes, (v − 127) / 128 → scores 1×4420×2 (background, face); ' +
    'boxes 1×4420×4 left, top, right, bottom in 0…1 of the picture, already decoded',
  preparation: [],
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
