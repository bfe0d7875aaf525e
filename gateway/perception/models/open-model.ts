import type { ModelManifest } from '../../../models/manifests/model-manifest.ts';
import { ModelError } from '../../../models/model-error.ts';
import { loadPreparedModel } from '../../../models/prepared-model.ts';
import { Fault } from '../../kernel/fault.ts';
import { createSession, type Session, type SessionOptions } from './onnx-inference.ts';

export interface OpenedModel {
  session: Session;
  /** Of the prepared file, in hex. */
  sha256: string;
}

/** Rejects with Fault `perception-failed` when the prepared file is missing, altered or cannot be run. */
export async function openModel(
  manifest: ModelManifest,
  options: SessionOptions & { modelsDir: string },
): Promise<OpenedModel> {
  const { bytes, sha256 } = await loadModelBytes(manifest, options.modelsDir);
  try {
    return { session: await createSession(bytes, options), sha256 };
  } catch (error) {
    throw new Fault('perception-failed', `the model ${manifest.id} cannot be run`, { cause: error });
  }
}

/** A prepared file's bytes. Rejects with Fault `perception-failed` naming file and sha256 when it is missing or altered. */
export async function loadModelBytes(manifest: ModelManifest, modelsDir: string) {
  try {
    return await loadPreparedModel(modelsDir, manifest);
  } catch (error) {
    if (error instanceof ModelError) throw new Fault('perception-failed', error.message, { cause: error });
    throw error;
  }
}

/** Reads a model's output; what is wrong with it becomes Fault `perception-failed`, so nobody is ever matched by it. */
export function modelFault<T>(manifest: ModelManifest, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Fault('perception-failed', `${manifest.id}: ${error.message}`, { cause: error });
  }
}
