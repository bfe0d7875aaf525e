import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { faultCatalogue } from '../../../gateway/kernel/fault.ts';
import { readSources } from '../../architecture/source-tree.ts';

const page = readFileSync(new URL('../../../docs/faults.md', import.meta.url), 'utf8');
const documented = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1]!);

test('an operator finds every fault code in docs/faults.md, and no code that does not exist', () => {
  expect(documented.toSorted()).toEqual(Object.keys(faultCatalogue).toSorted());
});

test('every fault code is used somewhere', () => {
  const text = readSources()
    .filter(({ path }) => /^(gateway|devices\/archive)\//.test(path) && path !== 'gateway/kernel/fault.ts')
    .map((source) => source.text)
    .join('\n');
  expect(Object.keys(faultCatalogue).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
});
