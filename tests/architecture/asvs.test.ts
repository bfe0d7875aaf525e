import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/asvs.md'), 'utf8');
const rows = text.split('\n').flatMap((line) => {
  const [, id, , gateway, cloud] = /^\| (V[\d.]+) \| (.*?) \| (.*?) \| (.*?) \|$/.exec(line) ?? [];
  return id ? [{ id, gateway: gateway!, cloud: cloud! }] : [];
});

/** ASVS 5.0.0: ids of levels 1 and 2, by section; the higher numbers of a section are of level 3. */
const sections: Record<string, string> = {
  ...{ V1: '1.1-2 2.1-9 3.1-11 4.1-3 5.1-2', V2: '1.1-3 2.1-3 3.1-4 4.1-1', V3: '2.1-2 3.1-4 4.1-6 5.1-5 7.1-2' },
  ...{ V4: '1.1-3 2.1-1 3.1-2 4.1-4', V5: '1.1-1 2.1-3 3.1-2 4.1-3', V6: '1.1-3 2.1-12 3.1-4 4.1-4 5.1-5 6.1-3 8.1-4' },
  ...{ V7: '1.1-3 2.1-4 3.1-2 4.1-5 5.1-2 6.1-2', V8: '1.1-2 2.1-3 3.1-1 4.1-1', V9: '1.1-3 2.1-4' },
  ...{ V10: '1.1-2 2.1-2 3.1-4 4.1-11 5.1-5 6.1-2 7.1-3', V11: '1.1-2 2.1-3 3.1-3 4.1-4 5.1-1 6.1-1' },
  ...{ V12: '1.1-3 2.1-2 3.1-4', V13: '1.1-1 2.1-5 3.1-2 4.1-5', V14: '1.1-2 2.1-4 3.1-3', V15: '1.1-3 2.1-3 3.1-7' },
  ...{ V16: '1.1-1 2.1-5 3.1-4 4.1-3 5.1-3', V17: '1.1-1 2.1-4 3.1-2' },
};
const expected = Object.entries(sections).flatMap(([chapter, said]) =>
  said.split(' ').flatMap((range) => {
    const [section, numbers] = range.split('.') as [string, string];
    const [first, last] = numbers.split('-').map(Number) as [number, number];
    return Array.from({ length: last - first + 1 }, (_, index) => `${chapter}.${section}.${first + index}`);
  }),
);

test('every requirement of ASVS level 2 stands in docs/asvs.md once, with an answer for the gateway and one for the cloud', () => {
  expect(rows.map(({ id }) => id)).toEqual(expected);
  const isAnswer = (said: string) => /^(met|part|no|n\/a)\b/.test(said);
  expect(rows.filter(({ gateway, cloud }) => !isAnswer(gateway) || !(cloud === '=' || isAnswer(cloud)))).toEqual([]);
});

test('every test that docs/asvs.md names is there', () => {
  const files = new Map(
    [...text.matchAll(/^\| ([a-z-]+) \| (tests\/\S+\.test\.ts) \|$/gm)].map(([, name, file]) => [name!, file!]),
  );
  const named = rows.flatMap(({ gateway, cloud }) => [
    ...`${gateway} ${cloud}`.matchAll(/`([a-z-]+-[gc]|two-clouds|releases|packaging)`/g),
  ]);
  expect(new Set(named.map(([, name]) => name!))).toEqual(new Set(files.keys()));
  expect([...files.values()].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});
