import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where `npm start` and `npm test` leave the prepared models, and the photos that came with them. */
export const modelsDir = fileURLToPath(new URL('../../../var/models', import.meta.url));
export const peopleDir = fileURLToPath(new URL('../../../var/assets/people', import.meta.url));

const missing = [`${modelsDir}/models.json`, `${peopleDir}/sample1.jpg`].filter((path) => !existsSync(path));

/** What keeps tests with real models from running here, for `describe.skipIf`. With REQUIRE_ALL=1 that is a failure. */
export const cannotSee: boolean = missing.length > 0;
if (cannotSee) {
  const what = `real models or photos are missing (${missing.join(', ')}): run npm test, which fetches them`;
  if (process.env.REQUIRE_ALL === '1') throw new Error(what);
  console.warn(`SKIPPED: ${what}`);
}
