import { beforeEach, expect, test } from 'vitest';
import type { AlarmQuery } from '../../../gateway/alarms/alarm.ts';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { createRecordingLog } from '../../../gateway/alarms/sqlite-recording-log.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';

const startMs = 1_790_000_000_000;
const minute = 60_000;
const hour = 60 * minute;
const guard = { kind: 'user', id: 'wang' } as const;
let book: AlarmBook;

/** A day at three places: strangers at the gate, a lid, one fire, and a drill. */
beforeEach(() => {
  const store = openStore(':memory:');
  book = createAlarmBook(store, () => {});
  const recording = createRecordingLog(store);
  for (let n = 0; n <= 24 * 60; n += 1) recording.mark(startMs + n * minute);
  for (let n = 0; n < 12; n += 1) {
    const atMs = startMs + n * hour;
    const { id } = book.raise({ type: 'person-unknown', source: 'gate', ring: 1, zone: 'gate', atMs })!;
    book.act(id, { kind: 'acknowledge' }, guard, atMs + (n + 1) * minute);
    book.act(id, { kind: 'close', disposition: n < 3 ? 'no-cause-found' : 'real' }, guard, atMs + 20 * minute, {
      note: 'x',
    });
  }
  book.raise({ type: 'manhole', source: 'lid', ring: 2, zone: 'yard', atMs: startMs });
  const smoke = book.raise({ type: 'smoke', source: 's-1', ring: 3, zone: 'b1', atMs: startMs + hour })!;
  book.act(smoke.id, { kind: 'acknowledge' }, guard, startMs + hour + 20_000);
  book.act(smoke.id, { kind: 'dispatch', to: 'li' }, guard, startMs + hour + 30_000);
  book.act(smoke.id, { kind: 'arrive' }, guard, startMs + hour + 200_000);
  book.raise({ type: 'smoke', source: 's-1', ring: 3, zone: 'b1', atMs: startMs + 2 * hour, drill: true });
});

const found = (query: Omit<AlarmQuery, 'limit'>) => book.find({ ...query, limit: 100 }).alarms;

test('an alarm is found by everything that a guard may know of it', () => {
  expect(found({})).toHaveLength(15);
  expect(found({ types: ['manhole'] })).toMatchObject([{ source: 'lid' }]);
  expect(found({ types: ['manhole', 'smoke'], drill: false })).toHaveLength(2);
  expect(found({ priorities: [1], rings: [3] })).toHaveLength(2);
  expect(found({ zone: 'gate', disposition: 'no-cause-found' })).toHaveLength(3);
  expect(found({ source: 'gate', fromMs: startMs + hour, toMs: startMs + 3 * hour })).toHaveLength(2);
  expect(found({ state: 'open' }).map(({ type }) => type)).toEqual(['smoke', 'smoke', 'manhole']);
  expect(found({ state: 'on-scene' })).toHaveLength(1);
  expect(found({ state: 'closed', zone: 'yard' })).toEqual([]);
  expect(found({ drill: true })).toMatchObject([{ drill: true }]);
  expect(found({ hidden: true })).toEqual([]);
});

test('pages follow one another without a gap or a repeat, the newest first', () => {
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = book.find({ limit: 4, ...(before !== undefined && { before }) });
    seen.push(...page.alarms.map(({ id }) => id));
    before = page.next;
  } while (before !== undefined);
  expect(seen).toEqual(found({}).map(({ id }) => id));
  expect(new Set(seen).size).toBe(15);
});

test('the figures of a day leave the drill out', () => {
  const figures = book.figures(startMs, startMs + 24 * hour);
  expect(figures).toMatchObject({ raised: 14, occurrences: 14, perHour: 14 / 24, floodSlots: 0 });
  expect(figures.byPriority.map(({ raised }) => raised)).toEqual([1, 1, 12, 0]);
  expect(figures.byHour[0]).toEqual({ atMs: startMs - (startMs % hour), p1: 0, p2: 1, p3: 1, p4: 0 });
  const [gate, , building] = figures.response;
  // Taken after 1 to 12 minutes, all within the quarter of an hour that a P3 allows.
  expect(gate!.acknowledged).toEqual({
    count: 12,
    medianMs: 6 * minute,
    p90Ms: 11 * minute,
    p95Ms: 12 * minute,
    withinShare: 1,
  });
  expect(building!.acknowledged).toMatchObject({ count: 1, medianMs: 20_000, withinShare: 1 });
  // On the scene after 200 s; a P1 allows three minutes.
  expect(building!.arrived).toMatchObject({ count: 1, medianMs: 200_000, withinShare: 0 });
  expect(figures.badActors[0]).toEqual({ source: 'gate', type: 'person-unknown', occurrences: 12, noCause: 3 });
  expect(figures.reliability).toBe(0.75);
});

test('what was never on the list counts apart: in no figure, and at no source; what came on it later counts from then', () => {
  const fromMs = startMs + 72 * hour;
  const span = [fromMs, fromMs + hour] as const;
  const lost = (source: string, atMs: number) => book.raise({ type: 'device-lost', source, ring: 2, atMs })!;
  for (let n = 0; n < 8; n += 1) lost(`d-${n}`, fromMs + n * 1000);
  // Five were seen before the network was found to be the cause, three never.
  expect(book.figures(...span)).toMatchObject({ raised: 6, suppressed: 3 });
  const order = { source: 's-9', untilMs: fromMs + hour, by: 'wang', reason: 'new battery', sinceMs: fromMs };
  book.takeOutOfService(order, guard);
  for (let n = 0; n < 30; n += 1) {
    book.raise({ type: 'smoke', source: 's-9', ring: 3, atMs: fromMs + n * 1000 });
    book.clear('smoke', 's-9', fromMs + n * 1000 + 500);
  }
  book.tick(fromMs + 10 * minute);
  book.returnToService('s-9', guard, fromMs + 11 * minute);
  const figures = book.figures(...span);
  expect(figures).toMatchObject({ raised: 6, suppressed: 4, byDisposition: [] });
  expect(figures.badActors.map(({ source }) => source)).not.toContain('s-9');
  expect(figures.occurrences).toBe(figures.badActors.reduce((sum, { occurrences }) => sum + occurrences, 0));
  // The network is back, and d-7 is not.
  for (let n = 0; n < 7; n += 1) book.clear('device-lost', `d-${n}`, fromMs + 20 * minute);
  book.tick(fromMs + 21 * minute);
  const late = book.list({ open: true, limit: 99 }).find(({ source }) => source === 'd-7')!;
  book.act(late.id, { kind: 'acknowledge' }, guard, fromMs + 22 * minute);
  const after = book.figures(...span);
  expect(after).toMatchObject({ raised: 7, suppressed: 3 });
  expect(after.response[1]!.acknowledged).toMatchObject({ count: 1, medianMs: minute });
});

test('ten alarms in ten minutes are a flood', () => {
  for (let n = 0; n < 10; n += 1) {
    book.raise({ type: 'tamper', source: `t-${n}`, ring: 1, atMs: startMs + 48 * hour + n * minute });
  }
  expect(book.figures(startMs + 48 * hour, startMs + 49 * hour)).toMatchObject({ floodSlots: 1, raised: 10 });
});
