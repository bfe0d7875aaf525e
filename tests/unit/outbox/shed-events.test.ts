import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { createOutbox, type Outbox } from '../../../gateway/outbox/sqlite-outbox.ts';

let store: Store;
let outbox: Outbox;
beforeEach(() => {
  store = openStore(join(mkdtempSync(join(tmpdir(), 'ringward-shed-')), 'site.db'));
  outbox = createOutbox(store, { site: 'linden', gateway: 'gw-1', bootId: 'b', hasCloud: true }, () => {});
});
afterEach(() => store.close());

const append = (lane: 'alarm' | 'event', count: number, atMs = 1) => {
  for (let n = 0; n < count; n += 1) outbox.append({ lane, type: 'ringward.alarm.raised', atMs, data: { n } });
};
const numbers = (lane: 'alarm' | 'event') => outbox.peek(lane, 1000).map(({ seq }) => seq);

test('for want of room the oldest events go, alarms never do, and numbers are not given twice', () => {
  append('alarm', 5);
  append('event', 20);
  const each = outbox.weight('event') / 20;
  const gone = outbox.shed('event', each * 8, 10);
  expect(gone.count).toBeGreaterThanOrEqual(7);
  expect(gone.count).toBeLessThanOrEqual(9);
  expect(numbers('event')[0]).toBe(gone.count + 1);
  expect(outbox.waiting('event')).toBe(20 - gone.count);
  expect(outbox.weight('event')).toBeCloseTo(each * (20 - gone.count), -3);
  append('event', 1);
  expect(numbers('event').at(-1)).toBe(21);
  expect([outbox.waiting('alarm'), numbers('alarm')]).toEqual([5, [1, 2, 3, 4, 5]]);
  expect(outbox.progress().event).toEqual({ issued: 21, acked: 0 });
});

test('what a cloud that is there may take in a moment stays, and a lane that is empty weighs nothing', () => {
  append('event', 3, 100);
  expect(outbox.shed('event', 1_000_000, 100)).toEqual({ count: 0, bytes: 0 });
  expect(outbox.shed('event', 1_000_000, 101).count).toBe(3);
  expect([outbox.waiting('event'), outbox.weight('event')]).toEqual([0, 0]);
});

test('what a clock that jumped has put between old events is counted, too, and without an age all may go', () => {
  append('event', 2, 1);
  append('event', 3, 500);
  append('event', 1, 1);
  append('event', 1, 500);
  const weight = outbox.weight('event');
  expect(outbox.shed('event', 1_000_000, 100)).toEqual({ count: 6, bytes: expect.closeTo((weight * 6) / 7, -2) });
  expect(numbers('event')).toEqual([7]);
  expect(outbox.shed('event', 1_000_000).count).toBe(1);
});
