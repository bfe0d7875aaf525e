import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createMessagePace, type MessagePace } from '../../../gateway/ingest/message-pace.ts';

let pace: MessagePace;
let heard: string[];
let told: string[];
const [line, otherLine] = [{}, {}];
const say = (device: string, count: number, on: object = line, from = 0) => {
  for (let n = from; n < from + count; n += 1) pace.pass(device, on, () => heard.push(`${device}-${n}`));
};

beforeEach(() => {
  vi.useFakeTimers();
  [heard, told] = [[], []];
  pace = createMessagePace({
    clock: { monotonicMs: () => Date.now() },
    held: () => {},
    babbles: (device) => told.push(device),
    ...{ burst: 5, perSecond: 10 },
  });
});
afterEach(() => {
  pace.close();
  vi.useRealTimers();
});

test('what a device had to keep is heard at once, and more than that as fast as it may speak for long, in order', () => {
  say('bay-1', 20);
  expect(heard).toHaveLength(5);
  vi.advanceTimersByTime(1000);
  expect(heard).toHaveLength(15);
  vi.advanceTimersByTime(500);
  say('bay-1', 1, line, 20);
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual(Array.from({ length: 21 }, (_, n) => `bay-1-${n}`));
});

test('a device that says too much delays no other', () => {
  say('bay-1', 1000);
  say('reader', 1);
  expect(heard.at(-1)).toBe('reader-0');
});

test('it is told once a minute for as long as it goes on, and not of a device that rests', () => {
  say('bay-1', 5);
  expect(told).toEqual([]);
  for (let second = 0; second < 61; second += 1) {
    say('bay-1', 15);
    vi.advanceTimersByTime(1000);
  }
  expect(told).toEqual(['bay-1', 'bay-1']);
});

test('what waits of a line that ends is forgotten, however often a device comes back, and what it says anew is heard', () => {
  say('bay-1', 8);
  pace.left(line);
  say('bay-1', 3, otherLine, 5);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual(Array.from({ length: 8 }, (_, n) => `bay-1-${n}`));
});
