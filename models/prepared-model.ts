import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256Of } from './atomic-file.ts';
import { preparationOf, preparedName } from './catalogue.ts';
import type { ModelManifest } from './manifests/model-manifest.ts';
import { ModelError } from './model-error.ts';

export const preparedListName = 'models.json';

/** Goes up whenever the edits write other bytes than before. */
export const preparationVersion = 2;

/** `models.json`: what lies in a folder of prepared models. */
export interface PreparedList {
  version: number;
  models: Record<string, { source: string; prepared: string; preparation: string }>;
}

const hint = 'Run npm run build (or npm start): it fetches and prepares the models';
const sha256Pattern = /^[0-9a-f]{64}$/;

/** Throws ModelError when the text is no list of this version. */
export function parsePreparedList(text: string): PreparedList {
  const refuse = (why: string, cause?: unknown) =>
    new ModelError('model-altered', `${preparedListName} ${why}`, hint, { cause });
  let list: Partial<PreparedList> | null;
  try {
    list = JSON.parse(text) as Partial<PreparedList> | null;
  } catch (error) {
    throw refuse('is not JSON', error);
  }
  if (list?.version !== preparationVersion) throw refuse(`is not of version ${preparationVersion}`);
  const models = Object.values(list.models ?? {});
  const sound = models.every((one) => sha256Pattern.test(one?.source ?? '') && sha256Pattern.test(one?.prepared ?? ''));
  if (typeof list.models !== 'object' || list.models === null || !sound)
    throw refuse('has an entry without its sha256');
  return list as PreparedList;
}

export interface PreparedModel {
  bytes: Uint8Array;
  /** Of `bytes`, in hex: names the weights and their preparation. */
  sha256: string;
}

/**
 * Reads a prepared model and makes sure that it is the one that was prepared from the reviewed file. Throws ModelError
 * (missing, altered, or prepared from another source) naming the file and what to run.
 */
export async function loadPreparedModel(modelsDir: string, manifest: ModelManifest): Promise<PreparedModel> {
  const list = parsePreparedList((await readOr(join(modelsDir, preparedListName))).toString('utf8'));
  const path = join(modelsDir, preparedName(manifest));
  const entry = list.models[manifest.id];
  if (!entry || entry.source !== manifest.sha256 || entry.preparation !== preparationOf(manifest)) {
    throw new ModelError('model-missing', `${path} was not prepared for this version of the program`, hint);
  }
  const bytes = await readOr(path);
  const got = sha256Of(bytes);
  if (got !== entry.prepared) {
    throw new ModelError('model-altered', `${path}: expected sha256 ${entry.prepared}, got ${got}`, hint);
  }
  return { bytes, sha256: got };
}

async function readOr(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ModelError('model-missing', `${path} cannot be read`, hint, { cause: error });
  }
}
