import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmCause } from '../../../gateway/alarms/alarm.ts';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { bareGround } from '../../../gateway/alarms/alarm-keeper.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const startMs = 1_790_000_000_000;
const guard = { kind: 'user', id: 'wang' } as const;
let store: Store;
let book: AlarmBook;
beforeEach(() => {
  store = openStore(':memory:');
  book = createAlarmBook(store, () => undefined, { ...bareGround, delays: new Map([['intrusion', { onS: 30 }]]) });
});
afterEach(() => store.close());

const raise = (type: AlarmCause['type'], source: string, atMs = startMs, more: Partial<AlarmCause> = {}) =>
  book.raise({ type, source, ring: 2, atMs, ...more })!;
const shelve = (id: string, untilMs: number) =>
  book.act(id, { kind: 'shelve', untilMs }, guard, startMs, { note: 'the painters', shelveUrgent: true });

test('eight hours are the longest that an alarm is set aside, and a millisecond more is refused', () => {
  const { id } = raise('manhole', 'm-1');
  expect(shelve(id, startMs + 8 * hour + 1)).toEqual({ kind: 'refused', code: 'too-long' });
  expect(shelve(id, startMs)).toEqual({ kind: 'refused', code: 'in-the-past' });
  expect(shelve(id, startMs + 8 * hour)).toMatchObject({ kind: 'done' });
});

test('a clock that is put back by a day keeps nothing set aside for another day', () => {
  const { id } = raise('manhole', 'm-1');
  shelve(id, startMs + 4 * hour);
  book.tick(startMs + minute);
  expect(book.get(id)!.hidden).toMatchObject({ kind: 'shelved' });
  book.tick(startMs - day);
  expect(book.get(id)!.hidden).toBeUndefined();
});

test('a clock that leaps ahead brings back what was set aside sooner, never later', () => {
  const { id } = raise('manhole', 'm-1');
  shelve(id, startMs + 4 * hour);
  book.tick(startMs + day);
  expect(book.list({ open: true, limit: 9 })).toMatchObject([{ id }]);
});

test('work on a device that began in the future ends, as nobody knows any more how long it has been', () => {
  book.takeOutOfService(
    { source: 'm-1', untilMs: startMs + 2 * hour, by: 'lu', reason: 'new cover', sinceMs: startMs },
    guard,
  );
  const { id } = raise('manhole', 'm-1', startMs + 1000);
  book.tick(startMs + 2000);
  expect(book.get(id)!.hidden).toMatchObject({ kind: 'out-of-service' });
  book.tick(startMs - day);
  expect(book.get(id)!.hidden).toBeUndefined();
  expect(book.outOfService()).toEqual([]);
});

test('a device that chattered before the clock was put back can become quiet after it', () => {
  let alarm = raise('manhole', 'm-1');
  for (let n = 1; n < 4; n += 1) {
    book.clear('manhole', 'm-1', startMs + n * 5000);
    alarm = raise('manhole', 'm-1', startMs + n * 5000 + 1000);
  }
  expect(alarm.chatteringSinceMs).toBeDefined();
  book.tick(startMs - day);
  book.clear('manhole', 'm-1', startMs - day);
  book.tick(startMs - day + 10 * minute);
  expect(book.get(alarm.id)).toMatchObject({ active: false, chatteringSinceMs: undefined });
});

test('an alarm that was found real is not closed as nothing without having sent anybody', () => {
  const { id } = raise('smoke', 's-1');
  const act = (deed: Parameters<AlarmBook['act']>[1]) => book.act(id, deed, guard, startMs, { note: 'steam' });
  act({ kind: 'acknowledge' });
  act({ kind: 'verify', verdict: 'real' });
  for (const disposition of ['nuisance', 'test', 'no-cause-found', 'real-false-cause'] as const) {
    expect(act({ kind: 'close', disposition })).toEqual({ kind: 'refused', code: 'dispatch-first' });
  }
  act({ kind: 'dispatch', to: 'li' });
  act({ kind: 'arrive' });
  act({ kind: 'resolve' });
  expect(act({ kind: 'close', disposition: 'nuisance' })).toMatchObject({ kind: 'done' });
});

test('opening and closing again fifty times keeps one alarm with one history without gaps', () => {
  const { id } = raise('person-unknown', 'cam-1');
  const act = (deed: Parameters<AlarmBook['act']>[1]) => book.act(id, deed, guard, startMs, { note: 'once more' });
  act({ kind: 'acknowledge' });
  act({ kind: 'verify', verdict: 'false' });
  for (let n = 0; n < 50; n += 1) {
    expect(act({ kind: 'close', disposition: 'no-cause-found' }).kind).toBe('done');
    expect(act({ kind: 'reopen' }).kind).toBe('done');
  }
  const history = book.history(id);
  expect(history.map(({ n }) => n)).toEqual(history.map((_, at) => at + 1));
  expect(history.filter(({ step }) => step === 'reopened')).toHaveLength(50);
  expect(book.list({ open: true, limit: 9 })).toHaveLength(1);
});

test('an acknowledgement that comes late does not silence a cause that has come back since', () => {
  const { id } = raise('gas', 'g-1');
  book.act(id, { kind: 'acknowledge' }, guard, startMs + 5000);
  book.clear('gas', 'g-1', startMs + minute);
  raise('gas', 'g-1', startMs + 10 * minute);
  expect(book.get(id)).toMatchObject({ state: 'raised', acknowledgedBy: undefined });
  const cloud = { kind: 'cloud', id: 'duty-3' } as const;
  const late = (atMs: number) =>
    book.acknowledgeFrom(cloud, id, atMs, { nowMs: startMs + 11 * minute, clockKnown: true });
  expect(late(startMs + 10_000)).toMatchObject({ kind: 'already' });
  expect(book.get(id)).toMatchObject({ state: 'raised', acknowledgedBy: undefined });
  expect(book.history(id).at(-1)).toMatchObject({ step: 'acknowledged-too', by: cloud });
  expect(late(startMs + 10 * minute + 30_000)).toMatchObject({ kind: 'done' });
  expect(book.get(id)).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'cloud:duty-3' });
});

test('a drill that follows another within minutes has alarms of its own, at once, whatever delay the site gives their type', () => {
  const first = raise('intrusion', 'fence-1', startMs, { drill: true });
  book.act(first.id, { kind: 'acknowledge' }, guard, startMs + 1000);
  book.clear('intrusion', 'fence-1', startMs + 2000, true);
  book.act(first.id, { kind: 'verify', verdict: 'drill' }, guard, startMs + 2000);
  book.act(first.id, { kind: 'close', disposition: 'test' }, guard, startMs + 2000);
  const second = raise('intrusion', 'fence-1', startMs + minute, { drill: true });
  expect(second.id).not.toBe(first.id);
  expect(book.history(second.id).map(({ step }) => step)).not.toContain('acknowledged');
  book.clear('intrusion', 'fence-1', startMs + 2 * minute, true);
  book.tick(startMs + 10 * minute);
  expect(book.list({ open: true, limit: 9 }).map(({ id }) => id)).toEqual([second.id]);
});

test('a real fire while the same fire is practised is an alarm of its own and outlasts the drill', () => {
  const drilled = raise('smoke', 's-1', startMs, { drill: true });
  const real = raise('smoke', 's-1', startMs + 1000);
  expect(real.id).not.toBe(drilled.id);
  expect(real.incident).not.toBe(drilled.incident);
  book.clear('smoke', 's-1', startMs + 2000, true);
  expect(book.get(real.id)).toMatchObject({ active: true, drill: false });
  book.clear('smoke', 's-1', startMs + 3000);
  expect(book.get(real.id)).toMatchObject({ active: false });
});

test('thirty devices that fall silent at once are one alarm, which ends as they come back one by one', () => {
  const silent = Array.from({ length: 30 }, (_, n) => `d-${n}`);
  for (const [n, source] of silent.entries()) raise('device-lost', source, startMs + n * 100);
  const queue = () => book.list({ open: true, limit: 99 });
  expect(queue()).toMatchObject([{ type: 'network-lost', detail: { children: 30 } }]);
  for (const [n, source] of silent.slice(0, 28).entries())
    book.clear('device-lost', source, startMs + minute + n * 500);
  book.tick(startMs + 3 * minute);
  const open = queue();
  expect(open.map(({ type, active }) => `${type} ${active}`).sort()).toEqual([
    'device-lost true',
    'device-lost true',
    'network-lost false',
  ]);
  for (const { history } of book.find({ limit: 99 }).alarms.map(({ id }) => ({ history: book.history(id) }))) {
    expect(history.map(({ n }) => n)).toEqual(history.map((_, at) => at + 1));
  }
});

test('a device that flaps for an hour is one alarm on the list', () => {
  for (let ms = 0; ms < hour; ms += 10_000) {
    raise('manhole', 'm-1', startMs + ms);
    book.clear('manhole', 'm-1', startMs + ms + 4000);
    book.tick(startMs + ms + 5000);
  }
  expect(book.list({ open: true, limit: 9 })).toMatchObject([{ count: 360 }]);
  expect(book.find({ limit: 9 }).alarms).toHaveLength(1);
});

test('a storm at fifty stretches of one fence is a handful of alarms on the list, with every shake counted', () => {
  const fence = createAlarmBook(store, () => undefined, { ...bareGround, zoneOf: () => 'north' });
  const shake = (type: AlarmCause['type'], n: number, atMs: number) =>
    fence.raise({ type, source: `fence-${n}`, ring: 1, atMs, detail: { with: 'fence-0' } });
  for (let round = 0; round < 8; round += 1) {
    for (let n = 0; n < 50; n += 1) {
      const atMs = startMs + round * 10_000 + n * 20;
      shake('vibration', n, atMs);
      if (n > 0) shake('perimeter-breach', 1, atMs);
    }
    for (let n = 0; n < 50; n += 1) fence.clear('vibration', `fence-${n}`, startMs + round * 10_000 + 5000);
    fence.tick(startMs + round * 10_000 + 6000);
  }
  const list = fence.list({ open: true, limit: 99 });
  expect(list.length).toBeLessThanOrEqual(3);
  expect(list.filter(({ type }) => type === 'perimeter-breach')).toHaveLength(1);
  const all = fence.find({ types: ['vibration'], limit: 99 }).alarms;
  expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(400);
  // Those that outlast the breach are seen again.
  shake('vibration', 7, startMs + 300_000);
  fence.clear('perimeter-breach', 'fence-1', startMs + 301_000);
  fence.tick(startMs + 330_000);
  expect(fence.list({ open: true, limit: 99 }).map(({ source }) => source)).toContain('fence-7');
});

test('an alarm to which somebody was sent stays on the list, whatever explains it now', () => {
  const fence = createAlarmBook(store, () => undefined, { ...bareGround, zoneOf: () => 'north' });
  const shake = (type: AlarmCause['type'], atMs: number) =>
    fence.raise({ type, source: 'fence-1', ring: 1, atMs, detail: {} })!;
  const { id } = shake('vibration', startMs);
  fence.act(id, { kind: 'acknowledge' }, guard, startMs);
  fence.act(id, { kind: 'verify', verdict: 'real' }, guard, startMs);
  fence.act(id, { kind: 'dispatch', to: 'li' }, guard, startMs);
  fence.clear('vibration', 'fence-1', startMs + 1000);
  shake('perimeter-breach', startMs + 2000);
  shake('vibration', startMs + 90_000);
  expect(fence.get(id)).toMatchObject({ state: 'dispatched', hidden: undefined });
});
