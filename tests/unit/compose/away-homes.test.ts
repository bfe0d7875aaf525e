import { expect, onTestFinished, test } from 'vitest';
import { createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { createSitePlaces } from '../../../gateway/compose/site-places.ts';
import { createSensingFlow } from '../../../gateway/compose/watch/sensing-flow.ts';
import { dayMs } from '../../../gateway/kernel/clock.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { createLedger } from '../../../gateway/ledger/sqlite-ledger.ts';
import { fakeClock, quietLog } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const home = { unit: 'b1-u1', room: '101' };

function openFlow() {
  const store = openStore(':memory:');
  onTestFinished(() => store.close());
  const clock = fakeClock();
  const ledger = createLedger(store, clock);
  const site = smallSite();
  const trust = { known: true };
  const flow = createSensingFlow({
    ...{ site, store, clock, ledger, log: quietLog, metrics: createMetrics(), places: createSitePlaces(site) },
    trust: { known: () => trust.known, nowMs: clock.wallMs },
    alarms: { book: createAlarmBook(store, () => {}), raise: () => {}, deviceEvent: () => {} },
    issue: () => '',
    fire: () => {},
  });
  const rows = () => store.prepare('SELECT until_ms AS untilMs FROM sensing_away').all();
  const entries = () => ledger.find({ action: 'home', limit: 10 });
  return { clock, flow, trust, rows, entries };
}

test('the ledger names neither the home that is empty nor until when, and its row goes when that is over', () => {
  const { clock, flow, trust, rows, entries } = openFlow();
  const untilMs = clock.wallMs() + 14 * dayMs;
  expect(flow.setAway(home, untilMs, 'wang')).toBe(true);
  expect(entries()).toMatchObject([{ action: 'home.away', actor: { id: 'wang' } }]);
  expect(JSON.stringify(entries())).not.toMatch(new RegExp(`b1-u1|101/|/101|${untilMs}`));
  expect(entries()[0]!.subject).toMatch(/^[0-9a-z]{20}$/);
  clock.advance(16 * dayMs);
  flow.check();
  // Whoever has just come back has a whole span before anybody is called.
  expect(rows()).toHaveLength(1);
  clock.advance(2 * dayMs);
  trust.known = false;
  flow.check();
  expect(rows()).toHaveLength(1);
  trust.known = true;
  flow.check();
  expect(rows()).toEqual([]);
});

test('people who are back early are said to be back, under the same id', () => {
  const { clock, flow, rows, entries } = openFlow();
  flow.setAway(home, clock.wallMs() + 14 * dayMs, 'wang');
  clock.advance(dayMs);
  flow.setAway(home, clock.wallMs() - 1000, 'wang');
  const [back, away] = entries();
  expect([back!.action, back!.subject]).toEqual(['home.back', away!.subject]);
  expect(rows()).toEqual([{ untilMs: clock.wallMs() }]);
  expect(flow.setAway({ ...home, room: '102' }, clock.wallMs() - 1000, 'wang')).toBe(true);
  expect(entries()).toHaveLength(2);
});

test('nobody is away for more than half a year', () => {
  const { clock, flow, rows, entries } = openFlow();
  expect(flow.setAway(home, clock.wallMs() + 181 * dayMs, 'wang')).toBe(false);
  expect([rows(), entries()]).toEqual([[], []]);
});
