import { beforeEach, expect, test } from 'vitest';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { keptRepeats } from '../../../gateway/alarms/sqlite-alarm-history.ts';
import { createRecordingLog, type RecordingLog } from '../../../gateway/alarms/sqlite-recording-log.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';

const startMs = 1_790_000_000_000;
const minute = 60_000;
const hour = 60 * minute;
const guard = { kind: 'user', id: 'wang' } as const;
const smoke = { type: 'smoke', source: 'smoke-1', ring: 3 } as const;
let store: Store;
let book: AlarmBook;
let recording: RecordingLog;

beforeEach(() => {
  store = openStore(':memory:');
  book = createAlarmBook(store, () => {});
  recording = createRecordingLog(store);
});

function atWork(fromMs: number, forMs: number): void {
  for (let ms = 0; ms <= forMs; ms += 1000) recording.mark(fromMs + ms);
}

test('alarms an hour are of the hours in which the gateway was at work, and the answer says how many those were', () => {
  atWork(startMs, hour);
  for (let n = 0; n < 6; n += 1) book.raise({ type: 'tamper', source: `t-${n}`, ring: 1, atMs: startMs + n * minute });
  atWork(startMs + 9 * hour, hour);
  expect(book.figures(startMs - 100 * hour, startMs + 100 * hour)).toMatchObject({ recordedMs: 2 * hour, perHour: 3 });
  expect(book.figures(startMs, startMs + hour / 2)).toMatchObject({ recordedMs: hour / 2, perHour: 12 });
  expect(book.figures(startMs + 2 * hour, startMs + 3 * hour)).toMatchObject({ recordedMs: 0, perHour: 0 });
});

test('a restart of a minute is no gap, and a clock that was set back counts no hour twice', () => {
  atWork(startMs, hour);
  recording = createRecordingLog(store);
  atWork(startMs + hour + 90_000, hour);
  atWork(startMs, hour);
  expect(recording.recordedMs(startMs, startMs + 9 * hour)).toBe(2 * hour + 90_000);
});

test('what repeats for weeks keeps its first and last repeats, counts all of them, and says how many are folded', () => {
  const { id } = book.raise({ ...smoke, atMs: startMs })!;
  for (let n = 1; n <= 1000; n += 1) book.raise({ ...smoke, atMs: startMs + n * 1000 });
  const history = book.history(id);
  const repeats = history.filter(({ step }) => step === 'repeated');
  expect(book.get(id)!.count).toBe(1001);
  expect(repeats).toHaveLength(keptRepeats.first + keptRepeats.last);
  expect(repeats.map(({ data }) => data.folded ?? 0).reduce((sum: number, each) => sum + Number(each), 0)).toBe(
    1000 - repeats.length,
  );
  expect(repeats[0]!.atMs).toBe(startMs + 1000);
  expect(repeats[keptRepeats.first]!.data.folded).toBe(1000 - repeats.length);
  expect(repeats.at(-1)!.atMs).toBe(startMs + 1_000_000);
  const rows = store.prepare('SELECT (SELECT count(*) FROM alarm_history) + (SELECT count(*) FROM alarm_late_repeats)');
  expect(rows.pluck().get()).toBeLessThan(50);
});

test('what a guard does amid the repeats stands where it was done, and nothing of it can be changed', () => {
  const { id, incident } = book.raise({ ...smoke, atMs: startMs })!;
  for (let n = 1; n <= 100; n += 1) book.raise({ ...smoke, atMs: startMs + n * 1000 });
  book.act(id, { kind: 'acknowledge' }, guard, startMs + 100_500);
  for (let n = 101; n <= 105; n += 1) book.raise({ ...smoke, atMs: startMs + n * 1000 });
  for (const history of [book.history(id), book.incident(incident!)!.timeline]) {
    expect(history.slice(-6).map(({ step }) => step)).toEqual(['acknowledged', ...Array(5).fill('repeated')]);
    const listed = history.filter(({ step }) => step === 'repeated').length;
    const folded = history.reduce((sum, { data }) => sum + Number(data.folded ?? 0), 0);
    expect(listed + folded).toBe(105);
  }
  expect(() => store.prepare('UPDATE alarm_late_repeats SET at_ms = 0').run()).toThrow(/only ever added/);
  expect(() =>
    store.prepare("INSERT INTO alarm_history VALUES (?, 50, 'noted', 1, 'gateway', NULL, NULL, '{}')").run(id),
  ).toThrow(/only ever added/);
});

test('of two acknowledgements that meet later the earlier one says how fast it was answered', () => {
  atWork(startMs, hour);
  const { id } = book.raise({ ...smoke, atMs: startMs })!;
  book.act(id, { kind: 'acknowledge' }, guard, startMs + 10 * minute);
  const now = { nowMs: startMs + 20 * minute, clockKnown: true };
  book.acknowledgeFrom({ kind: 'cloud', id: 'duty' }, id, startMs + 2 * minute, now);
  expect(book.figures(startMs, startMs + hour).response[2]!.acknowledged.medianMs).toBe(2 * minute);
});
