// tesseract.js with its Chinese data from npm, looking for text anywhere in the picture.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, PSM } from 'tesseract.js';
import { serve } from './serve.mjs';

const require = createRequire(import.meta.url);
const langPath = join(dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0_best_int');
const worker = await createWorker('chi_sim', 1, { langPath, cacheMethod: 'none', gzip: true });
await worker.setParameters({ tessedit_pageseg_mode: PSM.SPARSE_TEXT });

await serve(async ({ photo }) => {
  const startedAt = performance.now();
  const { data } = await worker.recognize(photo);
  return { ms: performance.now() - startedAt, lines: data.text.split('\n').filter((line) => line.trim() !== '') };
});
