import { expect, test } from 'vitest';
import type { Delivered } from '../../../cloud/exports/export-adapter.ts';
import type { ShareProgress } from '../../../cloud/exports/exports-store.ts';
import { type Attempt, exportLimits, settleAttempt } from '../../../cloud/exports/settle-attempt.ts';

const day = 86_400_000;
const progress: ShareProgress = {
  ...{ share: 'a1', cursor: 10, holder: 'me', beat: 1, delivered: 0, batches: 0, leftOut: 0, setAside: 0 },
  ...{ refusals: 0, streak: 0, carefulUntil: 0, failures: 0 },
  ...{ failingSinceMs: null, nextTryMs: null, lastTakenMs: null, lastWhy: null, waitingMs: null },
};
const sent = [11, 14, 17].map((place) => ({ id: `id-${place}`, place, receivedAtMs: place * 100 }));
const settle = (delivered: Delivered, change: Partial<Attempt> = {}) =>
  settleAttempt(
    { progress, sent, reached: 30, delivered, exact: true, atMs: 1000, tookMs: 5, ...change },
    exportLimits,
    () => 1,
  );
const failed = (taken = 0) => ({ taken, leftOut: 0, trouble: { kind: 'failed', why: 'HTTP 503' } }) as const;
const refused = (taken = 0) => ({ taken, leftOut: 0, trouble: { kind: 'refused', why: 'HTTP 422' } }) as const;

test('all taken: the cursor passes what nobody asked for too', () => {
  const { progress: after, delivery } = settle({ taken: 3, leftOut: 1 });
  expect(after).toMatchObject({ cursor: 30, delivered: 2, leftOut: 1, lastTakenMs: 1000 });
  expect(delivery).toMatchObject({ outcome: 'taken', events: 2 });
});

test('a recipient that fails half-way has what it took, and the rest waits longer each time, up to ten minutes', () => {
  const first = settle(failed(2)).progress;
  expect(first).toMatchObject({ cursor: 14, delivered: 2, failures: 1, failingSinceMs: 1000, waitingMs: 1700 });
  expect(first.nextTryMs).toBe(2000);
  const tenth = settle(failed(), { progress: { ...progress, failures: 9, failingSinceMs: 1 } }).progress;
  expect(tenth.nextTryMs! - 1000).toBe(512_000);
  const late = settle(failed(), { progress: { ...progress, failures: 40, failingSinceMs: 1 } }).progress;
  expect(late.nextTryMs! - 1000).toBe(600_000);
});

test('a recipient that says when to come back is left alone until then, but not for longer than an hour', () => {
  const asked = (retryAfterMs: number) =>
    settle({ taken: 0, leftOut: 0, trouble: { kind: 'failed', why: 'HTTP 429', retryAfterMs } }).progress.nextTryMs;
  expect(asked(20_000)).toBe(21_000);
  expect(asked(day)).toBe(3_601_000);
});

test('after three days of failures the share pauses and says so', () => {
  const since = { ...progress, failures: 5, failingSinceMs: 0 };
  expect(settle(failed(), { progress: since, atMs: 3 * day - 1 }).pause).toBeUndefined();
  expect(settle(failed(), { progress: since, atMs: 3 * day }).pause).toBe('failing');
});

test('an event that the recipient refuses five times is set aside and the next one follows', () => {
  const fourth = settle(refused(), { progress: { ...progress, refusals: 3 } });
  expect(fourth.progress).toMatchObject({ cursor: 10, refusals: 4, setAside: 0 });
  const fifth = settle(refused(), { progress: fourth.progress });
  expect(fifth.progress).toMatchObject({ cursor: 11, refusals: 0, setAside: 1, streak: 1, nextTryMs: null });
  expect(fifth.aside).toEqual({ id: 'id-11', place: 11, why: 'HTTP 422', atMs: 1000 });
});

test('a whole batch that is refused goes one by one from there, and only the event at fault is set aside', () => {
  const { progress: after, aside } = settle(refused(), { exact: false });
  expect(after).toMatchObject({ cursor: 10, carefulUntil: 17, refusals: 0, nextTryMs: null });
  expect(aside).toBeUndefined();
});

test('a recipient that refuses twenty in a row refuses everything: the share pauses before more is passed by', () => {
  const nearly = { ...progress, refusals: 4, streak: 19 };
  expect(settle(refused(), { progress: nearly }).pause).toBe('refuses-all');
  expect(settle(refused(), { progress: { ...nearly, streak: 18 } }).pause).toBeUndefined();
});

test('a recipient that is gone for good pauses the share at once', () => {
  expect(settle({ taken: 0, leftOut: 0, trouble: { kind: 'gone', why: 'HTTP 410' } }).pause).toBe('gone');
});
