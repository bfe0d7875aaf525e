import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { createAlarmHistory, keptRepeats } from '../../../gateway/alarms/sqlite-alarm-history.ts';
import { createPatrolTable } from '../../../gateway/duty/sqlite-patrols.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock } from '../../fixtures/quiet.ts';
import { lastRelease, openAllTables } from '../../fixtures/sql-of-gateway.ts';

/** A gateway that goes back to the release before works on the tables that this one leaves (docs/releases.md). */

test('whatever the release before prepares can be prepared on the tables of this one', async () => {
  const { store } = await openAllTables();
  onTestFinished(() => store.close());
  const old = JSON.parse(readFileSync(lastRelease, 'utf8')) as string[];
  const broken = old.flatMap((sql) => {
    try {
      store.prepare(sql);
      return [];
    } catch (error) {
      return [`${String(error)}: ${sql}`];
    }
  });
  expect(broken).toEqual([]);
  expect(old.length).toBeGreaterThan(250);
});

test('the release before adds to the history of an alarm that repeated more often than this one lists, and it goes on from there', () => {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  const clock = fakeClock();
  const book = createAlarmBook(store, () => undefined, undefined, clock);
  const { id } = book.raise({ type: 'smoke', source: 's-1', ring: 1, atMs: clock.wallMs() })!;
  const history = createAlarmHistory(store);
  const entry = { alarm: id, atMs: 5, by: { kind: 'gateway' }, note: undefined, data: {} } as const;
  for (let n = 0; n < keptRepeats.first + 60; n++) history.append({ ...entry, step: 'repeated' });
  const last = store.prepare('SELECT max(n) AS n FROM alarm_history WHERE alarm = ?').pluck();
  const n = (last.get(id) as number) + 1;
  const insert = store.prepare('INSERT INTO alarm_history VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  insert.run(id, n, 'cleared', 6, 'gateway', null, null, '{}');
  expect(() => insert.run(id, n - 1, 'cleared', 6, 'gateway', null, null, '{}')).toThrow('only ever added to');
  expect(history.of(id).map(({ step }) => step)).toContain('cleared');
  expect(history.append({ ...entry, step: 'raised-again' }).n).toBeGreaterThan(n);
});

test('what was noted on a patrol stands where the release before looks for it, too', () => {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  // Its tables, as far as this matters.
  store.migrate('duty-patrols', [
    `CREATE TABLE patrol_routes (id TEXT PRIMARY KEY, removed INTEGER, due_until_ms INTEGER, content TEXT) STRICT;
     CREATE TABLE patrol_runs (id TEXT PRIMARY KEY, route TEXT, live INTEGER, time_ms INTEGER, content TEXT) STRICT;
     CREATE TABLE patrol_photos (run TEXT, n INTEGER, checkpoint TEXT, at_ms INTEGER, jpeg BLOB) STRICT;`,
  ]);
  const run = {
    id: 'r1',
    by: 'an',
    scans: [{ checkpoint: 'gate', atMs: 7, note: 'dark' }],
    endedAtMs: 9,
    note: 'rain',
  };
  store.prepare("INSERT INTO patrol_runs VALUES ('r1', 'east', 0, 5, ?)").run(JSON.stringify(run));
  expect(createPatrolTable(store).notes('r1')).toMatchObject([
    { checkpoint: 'gate', note: 'dark' },
    { by: 'an', note: 'rain' },
  ]);
  expect(JSON.parse(store.prepare('SELECT content FROM patrol_runs').pluck().get() as string)).toEqual(run);
});
