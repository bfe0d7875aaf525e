import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assetPath } from '../../../firmware-sims/assets/asset-path.ts';
import { simAssets } from '../../../firmware-sims/assets/manifest.ts';

export const modelsDir = fileURLToPath(new URL('../../../var/models', import.meta.url));

const needed = [...simAssets.flatMap(({ files }) => files.map(({ as }) => assetPath(as))), `${modelsDir}/models.json`];
const missing = needed.filter((path) => !existsSync(path));

/** What keeps tests with photos, fonts and models from running here, for `describe.skipIf`. */
export const cannotDraw: boolean = missing.length > 0;
if (cannotDraw) {
  const what = `photos, fonts or models are missing (${missing.join(', ')}): run npm test, which fetches them`;
  if (process.env.REQUIRE_ALL === '1') throw new Error(what);
  console.warn(`SKIPPED: ${what}`);
}
