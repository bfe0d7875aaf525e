import { afterEach, expect, test } from 'vitest';
import type { SitePrivacy } from '../../../devices/contracts/site-privacy.ts';
import { createAlarmTable } from '../../../gateway/alarms/sqlite-alarms.ts';
import { createAlarmPurge } from '../../../gateway/alarms/sqlite-purge-alarms.ts';
import { createDecisionLog } from '../../../gateway/decision/sqlite-decisions.ts';
import { createPassagePurges } from '../../../gateway/decision/sqlite-purge-decisions.ts';
import { createDeviceEventLog } from '../../../gateway/ingest/sqlite-device-events.ts';
import { createDeviceEventPurge } from '../../../gateway/ingest/sqlite-purge-device-events.ts';
import { createMetrics } from '../../../gateway/kernel/metrics.ts';
import { createLedgerTrim } from '../../../gateway/ledger/sqlite-trim-ledger.ts';
import { verifyLedgerNow } from '../../../gateway/ledger/verify-ledger.ts';
import { openRetention } from '../../../gateway/privacy/open-retention.ts';
import { createRetentionPolicy, leastDays } from '../../../gateway/privacy/retention.ts';
import { entryOf, ledgerOf, tamper } from '../../fixtures/ledger-of.ts';
import { quietLog, trustOf } from '../../fixtures/quiet.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const day = 24 * 3_600_000;
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A gateway's tables with some weeks in them, and what takes them away. */
function keepingSite(privacy: SitePrivacy = {}, hasEvidence = (_: string) => false) {
  const { store, ledger, clock } = ledgerOf();
  const metrics = createMetrics();
  const site = smallSite({ privacy });
  const decisions = createDecisionLog(store);
  const events = createDeviceEventLog(store);
  const alarms = createAlarmTable(store);
  const trust = trustOf(store, clock);
  const judged = { clock, clockKnown: trust.known, unsure: trust.unsure };
  const retention = openRetention({ site, store, ledger, ...judged, log: quietLog, metrics });
  const sweeper = retention.start([
    ...createPassagePurges(store).map((purge) => ({ class: 'passages' as const, purge })),
    { class: 'device-events', purge: createDeviceEventPurge(store) },
    { class: 'alarms', purge: createAlarmPurge(store, hasEvidence) },
    { class: 'ledger', purge: createLedgerTrim(store, ledger, clock) },
  ]);
  closing.push(() => sweeper.close());
  const startMs = clock.wallMs();
  let seq = 0;
  const pass = (place: string, daysAgo: number) => {
    seq += 1;
    const id = `d${seq}`;
    store
      .prepare(
        "INSERT INTO decisions (id, at_ms, place, method, outcome, reason) VALUES (?, ?, ?, 'card', 'granted', 'resident')",
      )
      .run(id, startMs - daysAgo * day, place);
    return id;
  };
  const passages = () => store.prepare('SELECT id FROM decisions ORDER BY at_ms').pluck().all() as string[];
  const swept = (of: string) => ledger.find({ action: 'retention.swept', subject: of, limit: 9 });
  return {
    store,
    ledger,
    clock,
    trust,
    metrics,
    decisions,
    events,
    alarms,
    retention,
    sweeper,
    startMs,
    pass,
    passages,
    swept,
  };
}

const basis = 'decision of the owners’ assembly';

test('passages go after their time, those of a zone with a rule of its own after that', async () => {
  const site = keepingSite({
    retention: [
      { class: 'passages', days: 60, basis },
      { class: 'passages', days: 300, basis, zones: ['gate'] },
    ],
  });
  const kept = [site.pass('gate', 299), site.pass('u1-door', 59), site.pass('elsewhere', 1)];
  for (const [place, daysAgo] of [
    ['gate', 301],
    ['u1-door', 61],
    ['elsewhere', 200],
  ] as const)
    site.pass(place, daysAgo);
  await site.sweeper.sweep();
  expect(site.passages()).toEqual(kept);
  expect(site.swept('passages')).toMatchObject([{ detail: { deleted: 3, oldestMs: site.startMs - 299 * day } }]);
});

test('many records go in slices, between which doors have their turn', async () => {
  const site = keepingSite();
  site.store.transaction(() => {
    for (let n = 0; n < 3000; n += 1) site.pass('gate', 400 - (n % 7));
  });
  let turns = 0;
  const door = setInterval(() => {
    turns += 1;
  }, 0);
  await site.sweeper.sweep();
  clearInterval(door);
  expect(turns).toBeGreaterThan(2);
  expect(site.passages()).toEqual([]);
  expect(site.swept('passages')[0]!.detail!.deleted).toBe(3000);
});

test('a command that is still under way and an alarm that nobody has closed stay, whatever their age', async () => {
  const site = keepingSite({}, (alarm) => alarm === 'with-picture');
  const issue = (id: string) =>
    site.decisions.issue({
      ...{ id, device: 'gate-controller', action: 'open', args: {}, decision: undefined },
      ...{ issuedAtMs: site.startMs - 400 * day, ttlMs: 1000 },
    });
  issue('done');
  site.decisions.end('done', 'gate-controller', 'done');
  issue('pending');
  const alarm = {
    type: 'smoke',
    priority: 1,
    ring: 3,
    active: false,
    count: 1,
    camera: undefined,
    detail: {},
    ...({ state: 'closed', escalation: 0, drill: false } as const),
    ...{ zone: undefined, hidden: undefined, incident: undefined },
    ...{ chatteringSinceMs: undefined, verdict: undefined, assignee: undefined, disposition: undefined },
    closedAtMs: undefined,
  } as const;
  const never = { acknowledgedBy: undefined, acknowledgedAtMs: undefined, clearedAtMs: undefined };
  const at = { raisedAtMs: site.startMs - 400 * day, lastAtMs: site.startMs - 400 * day };
  for (const [id, closed] of [
    ['closed', true],
    ['open', false],
    ['with-picture', true],
  ] as const)
    site.alarms.save({ ...alarm, ...never, ...at, id, source: `smoke-${id}`, closed });
  await site.sweeper.sweep();
  expect(site.decisions.allPending().map(({ id }) => id)).toEqual(['pending']);
  expect(site.store.prepare('SELECT count(*) FROM commands').pluck().get()).toBe(1);
  expect(
    site.alarms
      .list({ open: false, limit: 9 })
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['open', 'with-picture']);
});

test('what devices said goes after half a year', async () => {
  const site = keepingSite();
  const event = (seq: number) => ({ boot: 'b1', seq, type: 'card-presented', data: {} });
  site.events.insert('gate-reader', event(1), site.startMs - 185 * day);
  site.events.insert('gate-reader', event(2), site.startMs - 183 * day);
  await site.sweeper.sweep();
  expect(site.store.prepare('SELECT seq FROM device_events').pluck().all()).toEqual([2]);
});

test('for want of room what devices said goes before its time, the oldest first, but not the last month nor what an order keeps', async () => {
  const site = keepingSite({ retention: [{ class: 'device-events', days: 184, basis }] });
  const ages = [180, 150, 100, 60, 31, 29];
  for (const [seq, age] of ages.entries())
    site.events.insert('gate-reader', { boot: 'b1', seq, type: 'card-presented', data: {} }, site.startMs - age * day);
  const left = () => site.store.prepare('SELECT seq FROM device_events ORDER BY seq').pluck().all();
  const span = { fromMs: site.startMs - 101 * day, toMs: site.startMs - 99 * day };
  site.retention.hold({ document: 'court 12/2026', ...span }, 'lead');
  expect(await site.sweeper.shed('device-events', () => left().length <= 4)).toBe(2);
  expect(left()).toEqual([2, 3, 4, 5]);
  expect(site.swept('device-events')).toMatchObject([{ detail: { deleted: 2, forRoom: 2 } }]);
  expect(await site.sweeper.shed('device-events', () => false)).toBe(2);
  expect(left()).toEqual([2, 5]);
});

test('for want of room nothing goes that the law asks for on which its rule rests', async () => {
  const event = (seq: number) => ({ boot: 'b1', seq, type: 'card-presented', data: {} });
  const leftOf = async (privacy: SitePrivacy) => {
    const site = keepingSite(privacy);
    for (const age of [250, 192, 183, 33]) site.events.insert('gate-reader', event(age), site.startMs - age * day);
    await site.sweeper.shed('device-events', () => false);
    return site.store.prepare('SELECT seq FROM device_events ORDER BY seq').pluck().all();
  };
  const rule = { class: 'device-events', days: 300 } as const;
  expect(await leftOf({ retention: [{ ...rule, basis: '网络安全法第二十三条' }] })).toEqual([33, 183]);
  expect(await leftOf({ retention: [{ ...rule, basis }] })).toEqual([33]);
  const usual = createRetentionPolicy(smallSite()).entries.find((entry) => entry.class === 'device-events')!;
  expect(leastDays(usual)).toBe(usual.days);
});

test('an order keeps what was recorded in its time until it is released', async () => {
  const site = keepingSite();
  const kept = [site.pass('gate', 410), site.pass('gate', 400)];
  site.pass('gate', 420);
  site.pass('gate', 390);
  const order = { document: 'court 12/2026', fromMs: site.startMs - 412 * day, toMs: site.startMs - 395 * day };
  const hold = site.retention.hold(order, 'lead');
  await site.sweeper.sweep();
  expect(site.passages()).toEqual(kept);
  expect(site.retention.report().find((line) => line.class === 'passages')).toMatchObject({
    overdue: false,
    days: 180,
  });
  expect(site.retention.release(hold.id, 'manager')).toBe(true);
  expect(site.retention.release(hold.id, 'manager')).toBe(false);
  await site.sweeper.sweep();
  expect(site.passages()).toEqual([]);
  expect(site.ledger.find({ action: 'hold', limit: 9 }).map(({ action, actor }) => [action, actor])).toEqual([
    ['hold.released', { kind: 'user', id: 'manager' }],
    ['hold.placed', { kind: 'user', id: 'lead' }],
  ]);
});

test('a clock that jumps two years ahead takes nothing away for an hour, and then only what its time has come for', async () => {
  const site = keepingSite();
  site.pass('gate', 1);
  site.clock.jumpWall(730 * day);
  await site.sweeper.sweep();
  site.clock.advance(1_800_000);
  await site.sweeper.sweep();
  expect(site.passages()).toHaveLength(1);
  site.clock.jumpWall(-730 * day);
  await site.sweeper.sweep();
  site.clock.advance(3_600_001);
  await site.sweeper.sweep();
  expect(site.passages()).toHaveLength(1);
  expect(await site.metrics.text()).toContain('ringward_retention_sweeps_total{outcome="clock-doubted"} 3');
});

test('what was written in 1970 is kept for its whole time from when the clock is right, and nothing else longer', async () => {
  const site = keepingSite({ retention: [{ class: 'passages', days: 60, basis }] });
  site.pass('gate', 59);
  const rightMs = site.clock.wallMs();
  site.clock.jumpWall(day - rightMs);
  site.trust.check();
  const early = site.pass('gate', rightMs / day - 1);
  site.ledger.append(entryOf(1, { atMs: day }));
  site.clock.jumpWall(rightMs - day);
  site.trust.confirm();
  site.trust.check();
  site.clock.advance(2 * day);
  await site.sweeper.sweep();
  expect(site.passages()).toEqual([early]);
  expect(site.ledger.find({ limit: 99 }).some(({ atMs }) => atMs === day)).toBe(true);
  expect(site.retention.report().filter(({ overdue }) => overdue)).toEqual([]);
  expect(site.retention.over('passages').some(({ fromMs, toMs }) => fromMs <= day && day < toMs)).toBe(false);
  site.clock.advance(57 * day);
  await site.sweeper.sweep();
  expect(site.passages()).toEqual([early]);
  site.clock.advance(2 * day);
  await site.sweeper.sweep();
  expect(site.passages()).toEqual([]);
});

test('that nothing had to go is put down once a day, not every hour', async () => {
  const site = keepingSite();
  for (let hour = 0; hour < 30; hour += 1) {
    await site.sweeper.sweep();
    site.clock.advance(3_600_000);
  }
  expect(site.swept('passages').map(({ detail }) => detail!.deleted)).toEqual([0, 0]);
});

test('the report names what is kept, for how long, why, since when, and what is late', async () => {
  const site = keepingSite({ retention: [{ class: 'clip', days: 60, basis, zones: ['yard'] }] });
  await site.sweeper.sweep();
  site.pass('gate', 190);
  const report = site.retention.report();
  const line = (of: string, zones?: string[]) =>
    report.find((each) => each.class === of && each.zones?.[0] === zones?.[0]);
  expect(line('passages')).toMatchObject({
    days: 180,
    basis: expect.stringContaining('DB11/T 2552'),
    oldestMs: site.startMs - 190 * day,
    deleted: 0,
    overdue: true,
  });
  expect(line('clip', ['yard'])).toMatchObject({ days: 60, basis });
  expect(line('clip')).toMatchObject({ days: 30, basis: expect.stringContaining('GB 55029') });
});

test('a zone’s rule comes before the site’s, that before the older setting, that before the usual time', () => {
  const site = smallSite({
    evidence: { keepDays: { picture: 200, export: 3 } },
    privacy: {
      retention: [
        { class: 'clip', days: 44, basis },
        { class: 'clip', days: 55, basis, zones: ['b1'] },
      ],
    },
  });
  const { keepMs } = createRetentionPolicy(site);
  const days = (...args: Parameters<typeof keepMs>) => keepMs(...args) / day;
  expect(days('clip', 'u1-reader')).toBe(55);
  expect(days('clip', 'gate-reader')).toBe(44);
  expect(days('clip')).toBe(44);
  expect(days('picture', 'gate-reader')).toBe(200);
  expect(days('export')).toBe(3);
  expect(days('alarms')).toBe(180);
});

test('a ledger gives up its oldest years and can still be verified to its new beginning', async () => {
  const site = keepingSite();
  site.store.transaction(() => {
    for (let n = 0; n < 700; n += 1) site.ledger.append(entryOf(n, { atMs: site.startMs - (1500 - n) * day }));
  });
  const early = { ...site.ledger.head(), atMs: site.startMs - 800 * day, gateway: 'gw-1', signature: 's' };
  await site.sweeper.sweep();
  const rows = site.store
    .prepare("SELECT min(seq) AS first, count(*) AS n FROM ledger WHERE action <> 'retention.swept'")
    .get();
  expect(rows).toEqual({ first: 405, n: 297 });
  expect(verifyLedgerNow(site.store, { anchors: [early] })).toMatchObject({
    ok: true,
    trimmedThrough: 404,
    anchors: 1,
  });
  expect(site.swept('ledger')[0]!.detail!.deleted).toBe(404);
  expect(() => site.store.prepare('DELETE FROM ledger WHERE seq = 405').run()).toThrow(/only ever added to/);
  tamper(site.store, 'DELETE FROM ledger WHERE seq = 405');
  expect(verifyLedgerNow(site.store)).toMatchObject({ ok: false, seq: 405 });
});

test('whoever takes last week away as if it were old is found: by its age, or by an anchor', () => {
  const trimmed = (beforeMs: number) => {
    const { store, ledger, clock, anchor } = ledgerOf(Array.from({ length: 9 }, (_, n) => entryOf(n)));
    const anchors = [anchor()];
    const detail = { throughSeq: 9, throughHash: ledger.head().hash, beforeMs };
    ledger.append({ atMs: clock.wallMs(), actor: { kind: 'gateway' }, action: 'ledger.trimmed', detail });
    store.prepare('DELETE FROM ledger WHERE seq <= 9').run();
    return verifyLedgerNow(store, { anchors });
  };
  expect(trimmed(1_790_000_000_000)).toMatchObject({ ok: false, problem: expect.stringContaining('half a year') });
  expect(trimmed(1_600_000_000_000)).toMatchObject({
    ok: false,
    seq: 9,
    problem: expect.stringContaining('was anchored at'),
  });
});
