import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { timesFromNode, timesToNode, translateTimes } from '../../../gateway/perception/node/message-times.ts';

const source = readFileSync(new URL('../../../gateway/perception/messages.ts', import.meta.url), 'utf8');
const table: Record<string, readonly string[]> = { ...timesFromNode, ...timesToNode };

/** The bodies of everything in messages.ts that has a `kind`: `kind: 'x'; … }`. */
const bodies = [...source.matchAll(/^.*\bkind: '([\w-]+)'([^}]*)/gm)].map(([, kind, body]) => ({
  kind: kind!,
  body: body!,
}));

test('every message between the processes says which of its fields are points in time', () => {
  const messages = bodies.filter(({ kind }) => kind in table);
  expect(new Set(messages.map(({ kind }) => kind))).toEqual(new Set(Object.keys(table)));
  for (const { kind, body } of messages) {
    const times = [...body.matchAll(/\b(\w*AtMs|fromMs|toMs|untilMs|sinceMs)\??:/g)].map(([, field]) => field!);
    expect(table[kind], kind).toEqual(expect.arrayContaining(times));
  }
});

test('only those are translated', () => {
  const end = { kind: 'clip-end', request: 7, fromMs: 1000, toMs: 2000 } as const;
  expect(translateTimes(end, timesFromNode['clip-end'], (ms) => ms - 500)).toEqual({ ...end, fromMs: 500, toMs: 1500 });
});
