import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { modelCatalogue, preparedName } from '../../../models/catalogue.ts';
import { parsePreparedList, preparedListName } from '../../../models/prepared-model.ts';

/** SHA-256 of the prepared file that lies there; undefined where there is none of this id. */
export function preparedHashOf(modelsDir: string, id: string): string | undefined {
  const path = join(modelsDir, preparedListName);
  if (!existsSync(path)) return undefined;
  return parsePreparedList(readFileSync(path, 'utf8')).models[id]?.prepared;
}

export interface LaidOver {
  /** Prepared models as they were installed. */
  modelsDir: string;
  /** Made anew: the installed ones, and in the place of one of them another. */
  into: string;
  id: string;
  file: string;
  /** Of `file`, in hex. */
  sha256: string;
}

/** A folder of prepared models in which one is another one. Throws where the id is no model that can be replaced. */
export function layOverModel({ modelsDir, into, id, file, sha256 }: LaidOver): void {
  const list = parsePreparedList(readFileSync(join(modelsDir, preparedListName), 'utf8'));
  const entry = list.models[id];
  const manifest = modelCatalogue.find((one) => one.id === id);
  if (!entry || manifest?.kind !== 'onnx') throw new Error(`${id} is no model that can be replaced`);
  const fresh = `${into}.fresh`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true, mode: 0o700 });
  for (const one of modelCatalogue) {
    const name = preparedName(one);
    if (one.id === id) copyFileSync(file, join(fresh, name));
    else if (existsSync(join(modelsDir, name))) symlinkSync(resolve(modelsDir, name), join(fresh, name));
  }
  const models = { ...list.models, [id]: { ...entry, prepared: sha256 } };
  writeFileSync(join(fresh, preparedListName), JSON.stringify({ ...list, models }));
  rmSync(into, { recursive: true, force: true });
  renameSync(fresh, into);
}
