import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of, sha256OfFile, writeFileAtomic } from './atomic-file.ts';
import { preparationOf, preparedName, rawName, rawWeightsName } from './catalogue.ts';
import { graphEdits } from './graph-edits.ts';
import type { ModelManifest } from './manifests/model-manifest.ts';
import { ModelError } from './model-error.ts';
import { openOnnxGraph } from './onnx-graph.ts';
import { type PreparedList, parsePreparedList, preparationVersion, preparedListName } from './prepared-model.ts';
import { parseTfjsGraph } from './tfjs-graph.ts';
import { convertTfjs } from './tfjs-to-onnx.ts';

/**
 * Makes what a manifest says of a model as shipped; `weights` are those of a TensorFlow.js model. Throws ModelError when
 * the model cannot be converted or an edit finds nothing to change.
 */
export function prepareModel(
  shipped: Uint8Array,
  manifest: ModelManifest,
  weights: Uint8Array = new Uint8Array(),
): Uint8Array {
  const { tfjs } = manifest;
  const onnx = tfjs ? convertTfjs(parseTfjsGraph(shipped, weights), tfjs.conversion) : shipped;
  if (manifest.preparation.length === 0) return onnx;
  const graph = openOnnxGraph(onnx);
  for (const edit of manifest.preparation) {
    if (graphEdits[edit](graph) > 0) continue;
    throw new ModelError(
      'model-unusable',
      `${manifest.id}: the edit ${edit} finds nothing to change in ${manifest.file}`,
      'Take the edit out of the manifest of this model',
    );
  }
  return graph.encode();
}

export interface PrepareOptions {
  rawDir: string;
  modelsDir: string;
  onProgress?: (step: { id: string; ms: number }) => void;
}

/**
 * Writes every model of `manifests`, ready to run, to `modelsDir`, and `models.json` that says what each is. What is
 * up to date is left alone. Throws ModelError when a raw file is missing or not the reviewed one.
 */
export async function prepareModels(manifests: readonly ModelManifest[], options: PrepareOptions): Promise<void> {
  const listPath = join(options.modelsDir, preparedListName);
  const known = await readKnown(listPath);
  const list: PreparedList = { version: preparationVersion, models: {} };
  for (const manifest of manifests) {
    const target = join(options.modelsDir, preparedName(manifest));
    const earlier = known?.models[manifest.id];
    const upToDate =
      earlier?.source === manifest.sha256 &&
      earlier.preparation === preparationOf(manifest) &&
      (await sha256OfFile(target)) === earlier.prepared;
    if (upToDate) {
      list.models[manifest.id] = earlier;
      continue;
    }
    const startedAt = performance.now();
    const raw = (name: string, sha256: string) => readRaw(manifest, join(options.rawDir, name), sha256);
    const weights = manifest.tfjs && (await raw(rawWeightsName(manifest), manifest.tfjs.weights.sha256));
    const prepared = prepareModel(await raw(rawName(manifest), manifest.sha256), manifest, weights);
    await writeFileAtomic(target, prepared);
    list.models[manifest.id] = {
      source: manifest.sha256,
      prepared: sha256Of(prepared),
      preparation: preparationOf(manifest),
    };
    options.onProgress?.({ id: manifest.id, ms: performance.now() - startedAt });
  }
  const text = `${JSON.stringify(list, null, 2)}\n`;
  if (known === undefined || JSON.stringify(known) !== JSON.stringify(list)) await writeFileAtomic(listPath, text);
}

/** An earlier list, unless it is missing, unreadable or of another version: then everything is prepared anew. */
async function readKnown(path: string): Promise<PreparedList | undefined> {
  try {
    return parsePreparedList(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof ModelError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function readRaw(manifest: ModelManifest, path: string, sha256: string): Promise<Uint8Array> {
  const hint = 'Run npm run build: it fetches what is missing or wrong';
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new ModelError('asset-missing', `${path} of ${manifest.package} cannot be read`, hint, { cause: error });
  }
  const got = sha256Of(bytes);
  if (got === sha256) return bytes;
  throw new ModelError('asset-altered', `${path}: expected sha256 ${sha256}, got ${got}`, hint);
}
