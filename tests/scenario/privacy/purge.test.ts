import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import type { PurgePort } from '../../../gateway/privacy/purge-desk.ts';
import { guard, openPrivacySite, property } from '../../fixtures/privacy-site.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

function databaseFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-purge-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'site.db');
}

/** Places that note when they were asked; `down` ones refuse. */
function places(names: readonly string[], down: Set<string>, asked: string[]): PurgePort[] {
  return names.map((name) => ({
    name,
    holds: 'face',
    purge: () => {
      asked.push(name);
      if (down.has(name)) throw new Error('unreachable');
      return 1;
    },
  }));
}

test('a purge that was cut off between two places goes on after a restart and asks nobody twice', async () => {
  const file = databaseFile();
  const clock = fakeClock();
  const [down, asked] = [new Set(['node-1']), [] as string[]];
  const holdings = () => places(['templates', 'node-1', 'node-2'], down, asked);
  const before = openPrivacySite({ file, clock, holdings });
  before.desk.ports.consents.withdraw('f-lin', 'asked for it', guard);
  await expect.poll(() => asked).toEqual(['templates', 'node-1']);
  await before.stop();
  down.clear();

  const after = openPrivacySite({ file, clock, holdings });
  await after.desk.sweep();
  expect(asked).toEqual(['templates', 'node-1', 'node-1', 'node-2']);
  expect(after.desk.ports.subjects.receipts(10)).toMatchObject([
    { cause: 'consent-withdrawn', finishedMs: clock.wallMs(), what: { templates: 1, 'node-1': 1, 'node-2': 1 } },
  ]);
  await after.desk.sweep();
  expect(asked).toHaveLength(4);
  expect(after.actions().filter((action) => action === 'person.purged')).toHaveLength(1);
});

test('an erasure that was cut off before it began is worked off after a restart', async () => {
  const file = databaseFile();
  const clock = fakeClock();
  const before = openPrivacySite({ file, clock });
  before.passed({ holder: 'p-lin' });
  const { id } = before.desk.ports.subjects.erase('p-lin', { reason: 'asked for it', moveOut: true }, property);
  // The same moment: nothing but the records has gone.
  await before.stop();
  const after = openPrivacySite({ file, clock });
  await after.desk.sweep();
  expect(after.desk.ports.subjects.receipt(id)).toMatchObject({ finishedMs: clock.wallMs(), what: { passages: 1 } });
  expect(JSON.stringify(after.store.prepare('SELECT * FROM decisions').all())).not.toContain('p-lin');
});

test('a place that cannot be reached for a day is a problem that the guard’s page shows, until it is done', async () => {
  const clock = fakeClock();
  const [down, asked] = [new Set(['node-1']), [] as string[]];
  const { desk } = openPrivacySite({ clock, holdings: () => places(['node-1'], down, asked) });
  desk.ports.consents.withdraw('f-lin', 'asked for it', guard);
  await desk.sweep();
  expect(desk.problems()).toEqual([]);
  clock.advance(dayMs + 1);
  expect(desk.problems()).toEqual(['something of people should have been purged a day ago and is still kept']);
  down.clear();
  await desk.sweep();
  expect(desk.problems()).toEqual([]);
});

test('who consents again before anything was taken away keeps the face', async () => {
  const clock = fakeClock();
  const [down, asked] = [new Set(['templates']), [] as string[]];
  const { desk } = openPrivacySite({ clock, holdings: () => places(['templates'], down, asked) });
  const { consents, subjects } = desk.ports;
  consents.withdraw('f-lin', 'asked for it', guard);
  await desk.sweep();
  clock.advance(1000);
  const wish = { purpose: 'face', notice: 'v2', method: 'app', expiresAtMs: clock.wallMs() + 9 * dayMs } as const;
  consents.give('p-lin', wish, property);
  down.clear();
  const before = asked.length;
  await desk.sweep();
  expect(asked).toHaveLength(before);
  expect(subjects.receipts(10)).toEqual([]);
  clock.advance(10 * dayMs);
  await desk.sweep();
  expect(subjects.receipts(10)).toMatchObject([{ cause: 'consent-expired', what: { templates: 1 } }]);
});

test('nothing ends by time while the clock cannot be believed; a withdrawal holds all the same', async () => {
  const clock = fakeClock();
  const { desk, change, register } = openPrivacySite({ clock, more: { clockKnown: () => false } });
  clock.advance(1000 * dayMs);
  await desk.sweep();
  expect(desk.ports.subjects.receipts(10)).toEqual([]);
  const consent = { ...register.get('consent', 'f-lin')!, id: 'f-2', givenAtMs: clock.wallMs() - 1 };
  change({ kind: 'consent', put: { ...consent, expiresAtMs: clock.wallMs() + dayMs } });
  desk.ports.consents.withdraw('f-2', 'asked for it', guard);
  await desk.sweep();
  expect(desk.ports.subjects.receipts(10)).toMatchObject([{ cause: 'consent-withdrawn' }]);
});

test('a record that somebody takes out of the register takes everything of that person along', async () => {
  const { desk, change, templates } = openPrivacySite();
  change({ kind: 'person', put: { id: 'p-new', name: '新测试' } });
  templates.set('p-new', 2);
  change({ kind: 'person', remove: 'p-new' });
  await desk.sweep();
  expect(desk.ports.subjects.receipts(10)).toMatchObject([
    { person: 'p-new', cause: 'record-removed', what: { templates: 2, records: 0, passages: 0 } },
  ]);
});

test('somebody who never belonged anywhere is kept for the time of those who have left, and no longer', async () => {
  const clock = fakeClock();
  const { desk, change, register } = openPrivacySite({ clock });
  change({ kind: 'person', put: { id: 'p-new', name: '新测试' } });
  await desk.sweep();
  clock.advance(29 * dayMs);
  await desk.sweep();
  expect(register.get('person', 'p-new')).toBeDefined();
  clock.advance(2 * dayMs);
  await desk.sweep();
  expect(register.get('person', 'p-new')).toBeUndefined();
});

test('once the receipt of an erasure is complete, neither the database file nor its log knows the name, the phone or the card', async () => {
  const file = databaseFile();
  const { desk, passed, ledger } = openPrivacySite({ file });
  passed({ holder: 'p-lin', credential: 'card:c-lin' });
  const found = () =>
    [file, `${file}-wal`]
      .map((path) => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0)))
      .flatMap((bytes) => ['林测试', '13800000001', '0A1B2C3D', '粤B12345'].filter((text) => bytes.includes(text)));
  expect(found()).not.toEqual([]);
  const words = '林测试 (13800000001) asked for it at the desk';
  const { id } = desk.ports.subjects.erase('p-lin', { reason: words, moveOut: true }, property);
  await expect.poll(() => desk.ports.subjects.receipt(id)?.finishedMs).toBeDefined();
  expect(found()).toEqual([]);
  expect(ledger.find({ action: 'person.erased', limit: 1 })[0]!.reason).toBe('··· (···) asked for it at the desk');
});

test('what a camera read of a plate goes with the person whose plate it nearly is, and nobody else’s does', async () => {
  const clock = fakeClock();
  const { desk, passed, store } = openPrivacySite({ clock });
  const doubtful = { method: 'plate', outcome: 'ask-guard', reason: 'partial-plate' } as const;
  for (const plate of ['粤B123A5', '粤B12345', '粤C77777']) passed({ ...doubtful, reading: { plate, exact: false } });
  const kept = () =>
    store
      .prepare('SELECT reading FROM decisions WHERE reading IS NOT NULL')
      .all()
      .map((row) => JSON.stringify(row));
  expect(kept()).toHaveLength(3);
  desk.ports.subjects.erase('p-lin', { reason: 'asked for it', moveOut: true }, property);
  // At once, not when the purge comes to it: with the records goes the knowledge of whose plate it is.
  expect(kept()).toEqual([expect.stringContaining('粤C77777')]);
  await desk.sweep();
  expect(store.prepare('SELECT count(*) AS count FROM decisions').get()).toEqual({ count: 3 });
});

test('a reading goes with its person when the retention of somebody who moved out is over, too', async () => {
  const clock = fakeClock();
  const { desk, passed, store, register, change } = openPrivacySite({ clock });
  passed({
    method: 'plate',
    outcome: 'ask-guard',
    reason: 'partial-plate',
    reading: { plate: '粤B123A5', exact: false },
  });
  change({ kind: 'residency', put: { ...register.get('residency', 'r-lin')!, toMs: clock.wallMs() } });
  clock.advance(31 * dayMs);
  await desk.sweep();
  expect(register.get('person', 'p-lin')).toBeUndefined();
  expect(JSON.stringify(store.prepare('SELECT reading FROM decisions').all())).not.toContain('123A5');
});
