// tesseract.js with its Chinese and English data from npm, page segmentation "a single line" for crops.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, PSM } from 'tesseract.js';
import { answer, readInput } from './read-input.mjs';

const require = createRequire(import.meta.url);
const { photos, singleLine = false } = await readInput();
const langPath = join(dirname(require.resolve('@tesseract.js-data/chi_sim/package.json')), '4.0.0_best_int');
const worker = await createWorker('chi_sim', 1, { langPath, cacheMethod: 'none', gzip: true });
await worker.setParameters({ tessedit_pageseg_mode: singleLine ? PSM.SINGLE_LINE : PSM.SPARSE_TEXT });
await worker.recognize(photos[0]);
const read = [];
for (const path of photos) {
  const startedAt = performance.now();
  const { data } = await worker.recognize(path);
  read.push({
    path,
    ms: performance.now() - startedAt,
    lines: data.text.split('\n').filter((line) => line.trim() !== ''),
  });
}
await worker.terminate();
answer({ photos: read });
