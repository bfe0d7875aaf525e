// @gutenye/ocr-node: the same PP-OCRv4 models through the package's own pipeline, with its defaults.
import Ocr from '@gutenye/ocr-node';
import { serve } from './serve.mjs';

const ocr = await Ocr.create();

await serve(async ({ photo }) => {
  const startedAt = performance.now();
  const lines = await ocr.detect(photo);
  return { ms: performance.now() - startedAt, lines: lines.map(({ text }) => text) };
});
