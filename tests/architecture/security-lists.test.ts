import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wordsOfEveryPlace } from '../../devices/passwords/weak-password.ts';
import { root } from './source-tree.ts';

const text = readFileSync(join(root, 'docs/security-lists.md'), 'utf8');
const spans = (said: string) => [...said.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
const tables = text.split(/^## /m).filter((section) => /(Held|Made) by \|$/m.test(section));

test('what the security lists say stands in the file that they name', () => {
  expect(tables.map((section) => section.split('\n')[0])).toEqual([
    ...['Logs', 'Keys, certificates and secrets', 'Limits', 'Files that are taken', 'Costly work'],
  ]);
  const rows = tables.flatMap((section) => section.match(/^\| (?!What|File|Work).*$/gm) ?? []);
  expect(rows.length).toBeGreaterThan(80);
  const wrong = rows.flatMap((row) => {
    const [file = '', ...words] = spans(row.split(' | ').at(-1)!);
    if (words.length === 0 || !file.endsWith('.ts') || !existsSync(join(root, file))) return [row];
    const source = readFileSync(join(root, file), 'utf8');
    return words.filter((word) => !source.includes(word)).map((word) => `${file}: ${word}`);
  });
  expect(wrong).toEqual([]);
});

test('the words that are no password are those of the code', () => {
  const [, section] = text.split(/^## Passwords$/m);
  expect(spans(section!.split(/^## /m)[0]!)).toEqual(wordsOfEveryPlace);
});
