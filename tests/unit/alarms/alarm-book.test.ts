import { beforeEach, expect, test } from 'vitest';
import type { AlarmCause, AlarmDeed } from '../../../gateway/alarms/alarm.ts';
import { type AlarmBook, createAlarmBook, type DeedSetting } from '../../../gateway/alarms/alarm-book.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';

let store: Store;
let book: AlarmBook;
let steps: string[];
const minute = 60_000;
const smoke: AlarmCause = { type: 'smoke', source: 'smoke-1', ring: 3, atMs: 1000 };
const stranger: AlarmCause = { type: 'person-unknown', source: 'gate', ring: 1, atMs: 1000 };
const guard = { kind: 'user', id: 'wang' } as const;

beforeEach(() => {
  steps = [];
  store = openStore(':memory:');
  book = createAlarmBook(store, (alarm, { step }) => {
    if (step !== 'joined-incident') steps.push(`${alarm.type} ${step}`);
  });
});

const raise = (cause: AlarmCause) => book.raise(cause)!;
const act = (id: string, deed: AlarmDeed, atMs = 2000, setting: DeedSetting = {}) =>
  book.act(id, deed, guard, atMs, setting);
const queue = () => book.list({ open: true, limit: 10 });
/** Everything that smoke asks for before it can be closed as real. */
function handle(id: string, atMs = 2000): void {
  act(id, { kind: 'acknowledge' }, atMs);
  act(id, { kind: 'verify', verdict: 'real' }, atMs);
  act(id, { kind: 'dispatch', to: 'li' }, atMs);
  act(id, { kind: 'arrive' }, atMs);
  act(id, { kind: 'resolve' }, atMs);
}

test('the same cause at the same place is one alarm with a count', () => {
  const first = raise(smoke);
  const second = raise({ ...smoke, atMs: 2000 });
  expect(second.id).toBe(first.id);
  expect(queue()).toMatchObject([{ count: 2, raisedAtMs: 1000, lastAtMs: 2000, active: true }]);
  expect(steps).toEqual(['smoke raised', 'smoke repeated']);
});

test('an alarm is closed by a person who says what it was, not by its cause going away', () => {
  const { id } = raise(smoke);
  handle(id);
  book.clear('smoke', 'smoke-1', 3000);
  expect(book.get(id)).toMatchObject({ state: 'resolved', active: false, closed: false });
  expect(act(id, { kind: 'close', disposition: 'real' }, 4000)).toMatchObject({
    kind: 'done',
    alarm: { state: 'closed', closed: true, closedAtMs: 4000, disposition: 'real' },
  });
  expect(queue()).toEqual([]);
});

test('a real alarm is closed only after every step that its type asks for', () => {
  const { id } = raise(smoke);
  book.clear('smoke', 'smoke-1', 1500);
  const close = () => act(id, { kind: 'close', disposition: 'real' });
  expect(close()).toEqual({ kind: 'refused', code: 'acknowledge-first' });
  expect(act(id, { kind: 'verify', verdict: 'real' })).toEqual({ kind: 'refused', code: 'acknowledge-first' });
  act(id, { kind: 'acknowledge' });
  expect(close()).toEqual({ kind: 'refused', code: 'verify-first' });
  act(id, { kind: 'verify', verdict: 'real' });
  expect(close()).toEqual({ kind: 'refused', code: 'dispatch-first' });
  expect(act(id, { kind: 'resolve' })).toEqual({ kind: 'refused', code: 'dispatch-first' });
  expect(act(id, { kind: 'arrive' })).toEqual({ kind: 'refused', code: 'dispatch-first' });
  act(id, { kind: 'dispatch', to: 'li' });
  act(id, { kind: 'arrive' });
  expect(close()).toEqual({ kind: 'refused', code: 'resolve-first' });
  act(id, { kind: 'resolve' });
  expect(close()).toMatchObject({ kind: 'done' });
});

test('what was false is closed after a look, without sending anybody', () => {
  const { id } = raise(smoke);
  book.clear('smoke', 'smoke-1', 1500);
  act(id, { kind: 'acknowledge' });
  act(id, { kind: 'verify', verdict: 'false' });
  expect(act(id, { kind: 'close', disposition: 'real' })).toEqual({ kind: 'refused', code: 'verified-otherwise' });
  expect(act(id, { kind: 'close', disposition: 'real-false-cause' })).toMatchObject({ kind: 'done' });
});

test('what was verified as a drill is not closed as real, and the refusal says so instead of asking for a look', () => {
  const { id } = raise(smoke);
  book.clear('smoke', 'smoke-1', 1500);
  act(id, { kind: 'acknowledge' });
  act(id, { kind: 'verify', verdict: 'drill' });
  expect(act(id, { kind: 'close', disposition: 'real' })).toEqual({ kind: 'refused', code: 'verified-otherwise' });
  act(id, { kind: 'verify', verdict: 'real' });
  expect(act(id, { kind: 'close', disposition: 'real' })).toEqual({ kind: 'refused', code: 'dispatch-first' });
});

test('a cause that stands keeps its alarm open, unless somebody says why it is no matter', () => {
  const { id } = raise(smoke);
  handle(id);
  expect(act(id, { kind: 'close', disposition: 'real' })).toEqual({ kind: 'refused', code: 'still-active' });
  expect(act(id, { kind: 'close', disposition: 'nuisance' })).toEqual({ kind: 'refused', code: 'note-needed' });
  expect(act(id, { kind: 'close', disposition: 'nuisance' }, 2000, { note: 'steam' })).toMatchObject({ kind: 'done' });
  // The detector goes on saying the same thing: nobody is called again for it, and it is counted.
  expect(raise({ ...smoke, atMs: 3000 })).toMatchObject({ id, closed: true, count: 2 });
  expect(queue()).toEqual([]);
  // Half an hour later it still does.
  expect(raise({ ...smoke, atMs: 31 * minute })).toMatchObject({ state: 'raised' });
  expect(queue()).toHaveLength(1);
});

test('nobody is sent who is not there', () => {
  const { id } = raise(smoke);
  act(id, { kind: 'acknowledge' });
  const mayBeSent = (user: string) => user === 'li';
  expect(act(id, { kind: 'dispatch', to: 'zhao' }, 2000, { mayBeSent })).toMatchObject({ code: 'nobody-of-this-name' });
  expect(act(id, { kind: 'dispatch', to: 'li' }, 2000, { mayBeSent })).toMatchObject({
    alarm: { state: 'dispatched', assignee: 'li' },
  });
});

test('an alarm that returns before anybody took it keeps its id and says so', () => {
  const { id } = raise(smoke);
  book.clear('smoke', 'smoke-1', 1500);
  expect(raise({ ...smoke, atMs: 2000 })).toMatchObject({ id, active: true, clearedAtMs: undefined });
  expect(steps.at(-1)).toBe('smoke raised-again');
});

test('the bell rings again only for a cause that was gone for more than a minute', () => {
  const { id } = raise(smoke);
  act(id, { kind: 'acknowledge' });
  book.clear('smoke', 'smoke-1', 10_000);
  expect(raise({ ...smoke, atMs: 40_000 })).toMatchObject({ id, state: 'acknowledged' });
  book.clear('smoke', 'smoke-1', 50_000);
  expect(raise({ ...smoke, atMs: 50_000 + minute + 1 })).toMatchObject({
    ...{ id, state: 'raised', acknowledgedBy: undefined, acknowledgedAtMs: undefined },
  });
});

test('who is on the way is not called back because the cause came again', () => {
  const { id } = raise(smoke);
  act(id, { kind: 'acknowledge' });
  act(id, { kind: 'dispatch', to: 'li' });
  book.clear('smoke', 'smoke-1', 10_000);
  expect(raise({ ...smoke, atMs: 5 * minute })).toMatchObject({ id, state: 'dispatched', assignee: 'li' });
});

test('a cause that returns within ten minutes opens the closed alarm, after that a new one', () => {
  const { id } = raise(smoke);
  handle(id);
  book.clear('smoke', 'smoke-1', 3000);
  act(id, { kind: 'close', disposition: 'real' }, 4000);
  const again = raise({ ...smoke, atMs: 4000 + 9 * minute });
  expect(again).toMatchObject({ id, state: 'raised', closed: false, disposition: undefined, count: 2 });
  // It is handled from the beginning.
  act(id, { kind: 'acknowledge' }, 10 * minute);
  act(id, { kind: 'verify', verdict: 'real' }, 10 * minute);
  book.clear('smoke', 'smoke-1', 10 * minute);
  expect(act(id, { kind: 'close', disposition: 'real' }, 10 * minute)).toMatchObject({ code: 'dispatch-first' });
  handle(id, 10 * minute);
  act(id, { kind: 'close', disposition: 'real' }, 11 * minute);
  expect(raise({ ...smoke, atMs: 22 * minute }).id).not.toBe(id);
});

test('somebody may open a closed alarm again under its id, and says why', () => {
  const { id } = raise(stranger);
  expect(act(id, { kind: 'reopen' }, 2000, { note: 'x' })).toEqual({ kind: 'refused', code: 'not-closed' });
  act(id, { kind: 'acknowledge' });
  act(id, { kind: 'close', disposition: 'referred' });
  expect(act(id, { kind: 'acknowledge' })).toEqual({ kind: 'refused', code: 'already-closed' });
  expect(act(id, { kind: 'reopen' })).toEqual({ kind: 'refused', code: 'note-needed' });
  expect(act(id, { kind: 'reopen' }, 2000, { note: 'she is back' })).toMatchObject({
    alarm: { id, state: 'acknowledged', closed: false, disposition: undefined },
  });
});

test('a stranger who comes back after a guard has taken it is another alarm', () => {
  const first = raise(stranger);
  expect(raise({ ...stranger, atMs: 1500 }).id).toBe(first.id);
  act(first.id, { kind: 'acknowledge' });
  const second = raise({ ...stranger, atMs: 90_000 });
  expect(second.id).not.toBe(first.id);
  expect(queue()).toHaveLength(2);
});

test('of two guards the first counts and the second is told', () => {
  const { id } = raise(smoke);
  expect(act(id, { kind: 'acknowledge' })).toMatchObject({ kind: 'done' });
  expect(book.act(id, { kind: 'acknowledge' }, { kind: 'user', id: 'li' }, 2001)).toMatchObject({
    kind: 'already',
    alarm: { acknowledgedBy: 'wang', acknowledgedAtMs: 2000 },
  });
  expect(act('nothing', { kind: 'acknowledge' })).toEqual({ kind: 'refused', code: 'no-alarm' });
});

test('site and cloud both took it: the earlier one stands, and both are kept', () => {
  const { id } = raise(smoke);
  act(id, { kind: 'acknowledge' }, 5000);
  const cloud = { kind: 'cloud', id: 'duty-3' } as const;
  const late = (atMs: number, clockKnown: boolean) =>
    book.acknowledgeFrom(cloud, id, atMs, { nowMs: 9000, clockKnown });
  expect(late(3000, false)).toMatchObject({ kind: 'already', alarm: { acknowledgedBy: 'wang' } });
  // The same one once more, from a link that broke off: nothing is added.
  late(3000, false);
  expect(late(4000, true)).toMatchObject({
    kind: 'done',
    alarm: { acknowledgedBy: 'cloud:duty-3', acknowledgedAtMs: 4000 },
  });
  expect(book.history(id).map(({ step, by }) => `${step} ${'id' in by ? by.id : by.kind}`)).toEqual([
    'raised gateway',
    'joined-incident gateway',
    'acknowledged wang',
    'acknowledged-too duty-3',
    'acknowledged duty-3',
    'acknowledged-too wang',
  ]);
});

test('the queue is sorted by priority, then age', () => {
  raise({ ...stranger, atMs: 1 });
  raise({ type: 'manhole', source: 'm-1', ring: 2, atMs: 2 });
  raise({ ...smoke, atMs: 9 });
  raise({ type: 'gas', source: 'g-1', ring: 3, atMs: 5 });
  expect(queue().map(({ type }) => type)).toEqual(['gas', 'smoke', 'manhole', 'person-unknown']);
});

test('a drill has its own alarm beside the real one', () => {
  const real = raise(smoke);
  const drill = raise({ ...smoke, drill: true });
  expect(drill.id).not.toBe(real.id);
  expect(drill.incident).not.toBe(real.incident);
  book.clear('smoke', 'smoke-1', 2000, true);
  expect(book.get(real.id)!.active).toBe(true);
  expect(book.get(drill.id)!.active).toBe(false);
});

test('what has happened to an alarm cannot be changed or taken away', () => {
  const { id } = raise(smoke);
  act(id, { kind: 'note' }, 2000, { note: 'looked at it' });
  expect(() => store.prepare("UPDATE alarm_history SET note = 'x'").run()).toThrow(/only ever added/);
  expect(() => store.prepare('DELETE FROM alarm_history').run()).toThrow(/only ever added/);
  expect(() =>
    store.prepare("INSERT INTO alarm_history VALUES (?, 9, 'noted', 1, 'gateway', NULL, NULL, '{}')").run(id),
  ).toThrow(/only ever added/);
  expect(() => store.prepare('DELETE FROM alarms').run()).toThrow(/open alarm/);
  expect(book.history(id)).toMatchObject([{ n: 1 }, { n: 2 }, { n: 3, step: 'noted', note: 'looked at it' }]);
});

test('a step that fails half-way leaves neither alarm nor history', () => {
  expect(() =>
    store.transaction(() => {
      raise(smoke);
      throw new Error('disk full');
    }),
  ).toThrow('disk full');
  expect(book.open()).toEqual([]);
  expect(store.prepare('SELECT count(*) FROM alarm_history').pluck().get()).toBe(0);
});

test('alarms that are open for more than a day are on a list of their own', () => {
  const { id } = raise(smoke);
  const day = 24 * 60 * minute;
  expect(book.stale(1000 + day)).toEqual([]);
  expect(book.stale(1001 + day)).toMatchObject([{ id }]);
});
