// @gutenye/ocr-node: the same PP-OCRv4 models through the package's own pipeline, with its defaults.
import Ocr from '@gutenye/ocr-node';
import { answer, readInput } from './read-input.mjs';

const { photos } = await readInput();
const ocr = await Ocr.create();
await ocr.detect(photos[0]);
const read = [];
for (const path of photos) {
  const startedAt = performance.now();
  const lines = await ocr.detect(path);
  read.push({ path, ms: performance.now() - startedAt, lines: lines.map(({ text }) => text) });
}
answer({ photos: read });
process.exit(0);
