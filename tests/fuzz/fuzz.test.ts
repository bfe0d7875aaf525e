import { expect, test } from 'vitest';
import { fuzz, fuzzTargets } from './fuzz-targets.ts';
import { type FuzzResult, fuzzInThread } from './loop/fuzz-thread.ts';

const planted = (name: string, inputs: number, hangMs = 20_000) =>
  fuzzInThread({
    ...{ folder: new URL('planted/', import.meta.url).href, name, inputs, guided: true },
    ...{ seed: 9, replay: [], hangMs },
  });
const kindsOf = ({ problems }: FuzzResult) => problems.map(({ kind }) => kind);

test.each(fuzzTargets)('%s: what broke it once and a hundred new inputs break nothing', async (name) => {
  const { problems, inputs } = await fuzz(name, { inputs: 100, seed: 1, guided: false });
  expect(problems.map(({ what, input }) => ({ what, input: Buffer.from(input).toString('latin1') }))).toEqual([]);
  expect(inputs).toBeGreaterThan(0);
});

test('a fault behind four conditions is found by following what runs, and its input is short', async () => {
  const { problems } = await planted('breaks', 40_000);
  expect(problems).toMatchObject([{ kind: 'crash', what: expect.stringContaining('opened') }]);
  expect(problems[0]!.input).toHaveLength(4);
});

test('an input that never ends is a hang and told with its bytes', async () => {
  const result = await planted('hangs', 5000, 3000);
  expect(kindsOf(result)).toEqual(['hang']);
  expect(Buffer.from(result.problems[0]!.input).toString()).toContain('stay');
});

test('a parser that keeps what it was given is noticed', async () => {
  expect(kindsOf(await planted('leaks', 1000))).toEqual(['memory']);
});
