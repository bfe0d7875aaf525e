import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readPlanImage } from '../../../gateway/register/site/plan-image.ts';

function fileOf(bytes: string | Uint8Array, name = 'plan.png'): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-plan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]);

test.each([
  ['PNG', png, 'image/png'],
  ['JPEG', jpeg, 'image/jpeg'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'image/svg+xml'],
  [
    'SVG after a mark, a declaration and a comment',
    '\uFEFF<?xml version="1.0"?>\n<!-- ours -->\n<svg></svg>',
    'image/svg+xml',
  ],
])('a drawing that is %s is known by its bytes, whatever its name says', (_, bytes, type) => {
  expect(readPlanImage(fileOf(bytes, 'plan.txt')).type).toBe(type);
});

test.each([
  ['an HTML page', '<!DOCTYPE html><html><script>alert(1)</script></html>'],
  ['an HTML page with a drawing in it', '<html><svg></svg></html>'],
  ['an XML file of something else', '<?xml version="1.0"?><rss></rss>'],
  ['nothing', ''],
  ['a program', '#!/bin/sh\necho <svg'],
  ['a picture of another kind', 'GIF89a'],
  ['the first half of a PNG’s mark', png.subarray(0, 4)],
])('%s is no drawing', (_, bytes) => {
  expect(() => readPlanImage(fileOf(bytes))).toThrow(/neither PNG, JPEG nor SVG/);
});

test('a file that is too large is not read, and one that is not there or a folder is said plainly', () => {
  const path = fileOf(png);
  truncateSync(path, 5 * 1024 * 1024 + 1);
  expect(() => readPlanImage(path)).toThrow(/at most 5242880/);
  expect(() => readPlanImage(`${path}-gone`)).toThrow(/plan\.image: cannot read/);
  expect(() => readPlanImage(tmpdir())).toThrow(/plan\.image: cannot read/);
});
