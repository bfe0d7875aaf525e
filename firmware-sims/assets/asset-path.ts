import { fileURLToPath } from 'node:url';

const assetsDir = new URL('../../var/assets/', import.meta.url);

/** Absolute path of a fetched asset, named as in `simAssets[].files[].as`. */
export function assetPath(as: string): string {
  return fileURLToPath(new URL(as, assetsDir));
}
