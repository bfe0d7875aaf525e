import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNamed, parseRange } from '../../../cloud/rollout/parse-range.ts';

const etag = '"abc"';
const ask = (range?: string, ifRange?: string) => parseRange({ range, ifRange }, 100, etag);

test.each([
  [undefined, 'whole'],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=40-59', { from: 40, to: 59 }],
  ['bytes=90-1000', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['Bytes=5-5', { from: 5, to: 5 }],
  ['bytes=100-', 'none'],
  ['bytes=-0', 'none'],
  ['bytes=9-5', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['lines=0-5', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=99999999999999999999-', 'whole'],
])('a download that asks for %s gets what the standard says', (range, expected) => {
  expect(ask(range)).toEqual(expected);
});

test('a download goes on only where it is still of the same bytes', () => {
  expect(ask('bytes=50-', etag)).toEqual({ from: 50, to: 99 });
  expect(ask('bytes=50-', '"other"')).toBe('whole');
  expect(ask('bytes=50-', 'W/"abc"')).toBe('whole');
  expect(ask('bytes=50-', 'Sun, 06 Nov 1994 08:49:37 GMT')).toBe('whole');
  expect(isNamed('"x", W/"abc"', etag)).toBe(true);
  expect(isNamed('"x"', etag)).toBe(false);
});

test('no header, however odd, gets bytes that there are not', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `bytes=${text}`),
      ),
      fc.nat(1000),
      (range, size) => {
        const part = parseRange({ range }, size, etag);
        if (typeof part === 'string') return;
        expect(part.from).toBeGreaterThanOrEqual(0);
        expect(part.from).toBeLessThanOrEqual(part.to);
        expect(part.to).toBeLessThan(size);
      },
    ),
  );
});
