import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './source-tree.ts';

const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const sections = text
  .split(/^## /m)
  .map((section) => ({ title: section.split('\n')[0]!, rows: section.match(/^\| [STRIDE ]+ \|.*$/gm) ?? [] }))
  .filter(({ rows }) => rows.length > 0);

test('each wire and room has a threat of every kind, and each threat names what proves that it is met', () => {
  expect(sections.length).toBeGreaterThan(8);
  for (const { title, rows } of sections) {
    const kinds = new Set(rows.flatMap((row) => row.split('|')[1]!.trim().split(' ')));
    expect(
      [...'STRIDE'].filter((kind) => !kinds.has(kind)),
      title,
    ).toEqual([]);
    expect(
      rows.filter((row) => !/\| `tests\/[^|]*\.test\.ts` \|$/.test(row)),
      title,
    ).toEqual([]);
  }
});

test('every test that the threat model names is there', () => {
  const named = new Set([...text.matchAll(/`(tests\/[^`]+)`/g)].map(([, path]) => path!));
  expect(named.size).toBeGreaterThan(40);
  expect([...named].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
