import { join } from 'node:path';
import { objectDetect } from '../../models/manifests/object-models.ts';
import type { Log } from '../kernel/log.ts';
import { layOverModel, preparedHashOf } from '../perception/models/lay-over-model.ts';
import { modelFile, readChosenModel } from '../update/model-target.ts';

/** The one model that rollouts replace: its boxes are compared without people's data, and nothing that is stored depends on it. */
export const replaceableModel = objectDetect.id;

/** With which models this run looks at its cameras. */
export interface ModelsInUse {
  /** Where perception finds them. */
  dir: string;
  /** As they were installed. */
  installedDir: string;
  /** Where rollouts keep theirs. */
  folder: string;
  /** SHA-256 of the one that a rollout has brought; undefined where all are as installed. */
  brought: string | undefined;
}

/** Never throws: where what a rollout has brought cannot be used, the installed ones are. */
export function openModelsInUse(updates: string, installedDir: string, log: Log): ModelsInUse {
  const folder = join(updates, 'models');
  const installed = { dir: installedDir, installedDir, folder, brought: undefined };
  try {
    const brought = readChosenModel(folder, replaceableModel, preparedHashOf(installedDir, replaceableModel));
    if (brought === undefined) return installed;
    const dir = join(folder, 'in-use');
    const file = modelFile(folder, brought);
    layOverModel({ modelsDir: installedDir, into: dir, id: replaceableModel, file, sha256: brought });
    return { ...installed, dir, brought };
  } catch (err) {
    log.error({ err }, 'a model that a rollout has brought cannot be used; the installed one is');
    return installed;
  }
}
