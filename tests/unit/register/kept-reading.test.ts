import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptReading } from '../../../gateway/register/site/kept-reading.ts';

let dir: string;
let reads: string[];
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'ringward-kept-')), 'v24.21.0-x64');
  reads = [];
});
afterEach(() => rmSync(dirname(dir), { recursive: true }));

const read = (text: string) => {
  reads.push(text);
  return { text, ages: [Number.NaN, -0] };
};
const files = () => readdirSync(join(dir, 'site-file')).map((name) => join(dir, 'site-file', name));

test('a site file that has not changed is not read again, and one that has is', () => {
  const first = keptReading('one', read, dir);
  expect(keptReading('one', read, dir)).toEqual(first);
  expect(reads).toEqual(['one']);
  keptReading('two', read, dir);
  expect(reads).toEqual(['one', 'two']);
});

test('who has left the site file does not stay in what is kept of it, and nobody else may read that', () => {
  keptReading('one', read, dir);
  keptReading('two', read, dir);
  expect(files()).toHaveLength(1);
  expect(readFileSync(files()[0]!, 'latin1')).not.toContain('one');
  expect(statSync(files()[0]!).mode & 0o077).toBe(0);
});

test('what another version of Node kept goes with the next start', () => {
  const former = join(dirname(dir), 'v22.1.0-x64', 'site-file');
  mkdirSync(former, { recursive: true });
  keptReading('one', read, dir);
  expect(existsSync(former)).toBe(false);
  expect(files()).toHaveLength(1);
});

test('what is kept and torn, changed, or cannot be written is read anew', () => {
  keptReading('one', read, dir);
  const [file] = files();
  const whole = readFileSync(file!);
  for (const bad of [whole.subarray(0, 40), Buffer.alloc(0), Buffer.from(whole).fill(7, 50, 51)]) {
    writeFileSync(file!, bad);
    expect(keptReading('one', read, dir)).toEqual({ text: 'one', ages: [Number.NaN, -0] });
  }
  expect(reads).toHaveLength(4);
  writeFileSync(join(dir, 'no-folder'), '');
  expect(keptReading('one', read, join(dir, 'no-folder'))).toMatchObject({ text: 'one' });
  expect(reads).toHaveLength(5);
});

test('what cannot be read is not kept', () => {
  const refuse = () => {
    throw new Error('not YAML');
  };
  expect(() => keptReading('one', refuse, dir)).toThrow('not YAML');
  keptReading('one', read, dir);
  expect(reads).toEqual(['one']);
});
