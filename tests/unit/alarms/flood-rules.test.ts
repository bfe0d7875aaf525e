import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { AlarmCause, AlarmEntry } from '../../../gateway/alarms/alarm.ts';
import { createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { type AlarmGround, bareGround } from '../../../gateway/alarms/alarm-keeper.ts';
import { createAlarmPurge } from '../../../gateway/alarms/sqlite-purge-alarms.ts';
import { createAlarmGround } from '../../../gateway/compose/watch/alarm-ground.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { smallSite } from '../../fixtures/small-site.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const startMs = 1_790_000_000_000;
const guard = { kind: 'user', id: 'wang' } as const;
const opened: Store[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** The alarms of a site with a clock that a test moves; `restart` opens the same file anew. */
function openSite(ground: Partial<AlarmGround> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-flood-'));
  folders.push(folder);
  const open = () => {
    const store = openStore(join(folder, 'site.db'));
    opened.push(store);
    return {
      store,
      book: createAlarmBook(store, (_alarm, entry) => entries.push(entry), { ...bareGround, ...ground }),
    };
  };
  const entries: AlarmEntry[] = [];
  let { store, book } = open();
  let nowMs = startMs;
  const raise = (type: AlarmCause['type'], source: string, more: Partial<AlarmCause> = {}) =>
    book.raise({ type, source, ring: 2, atMs: nowMs, ...more });
  return {
    entries,
    raise,
    clear: (type: AlarmCause['type'], source: string) => book.clear(type, source, nowMs),
    /** Time passes in seconds, as the gateway's does. */
    pass: (ms: number) => {
      for (let left = ms; left > 0; left -= second) {
        nowMs += Math.min(left, second);
        book.tick(nowMs);
      }
    },
    /** The gateway was away. */
    restart: (awayMs = 0) => {
      store.close();
      opened.splice(opened.indexOf(store), 1);
      ({ store, book } = open());
      nowMs += awayMs;
    },
    now: () => nowMs,
    store: () => store,
    book: () => book,
    queue: () => book.list({ open: true, limit: 100 }),
  };
}

test('a cause that stands for a moment only is no alarm', () => {
  const site = openSite({ delays: new Map([['smoke', { onS: 30 }]]) });
  expect(site.raise('smoke', 's-1')).toBeUndefined();
  site.pass(20 * second);
  site.clear('smoke', 's-1');
  site.pass(minute);
  expect(site.queue()).toEqual([]);
  site.raise('smoke', 's-1');
  site.pass(29 * second);
  site.raise('smoke', 's-1');
  expect(site.queue()).toEqual([]);
  site.pass(second);
  expect(site.queue()).toMatchObject([{ type: 'smoke', raisedAtMs: site.now() }]);
});

test('a gateway that is killed forgets no cause that waits', () => {
  const site = openSite({ delays: new Map([['smoke', { onS: 30 }]]) });
  site.raise('smoke', 's-1');
  site.restart(10 * second);
  site.pass(second);
  expect(site.queue()).toEqual([]);
  site.restart(hour);
  site.pass(second);
  expect(site.queue()).toMatchObject([{ type: 'smoke' }]);
});

test('an alarm outlasts its cause for as long as the site wants, and a return in that time is no new one', () => {
  const site = openSite({ delays: new Map([['water-level', { offS: 60 }]]) });
  site.raise('water-level', 'pond');
  site.clear('water-level', 'pond');
  site.pass(30 * second);
  site.raise('water-level', 'pond');
  site.pass(2 * minute);
  expect(site.queue()).toMatchObject([{ active: true, count: 2 }]);
  site.clear('water-level', 'pond');
  site.pass(59 * second);
  expect(site.queue()).toMatchObject([{ active: true }]);
  site.restart();
  site.pass(second);
  expect(site.queue()).toMatchObject([{ active: false }]);
});

test('a detector that comes and goes is one alarm with a count, and stands until it is quiet for five minutes', () => {
  const site = openSite();
  for (let n = 0; n < 20; n += 1) {
    site.raise('door-held', 'gate');
    site.pass(5 * second);
    site.clear('door-held', 'gate');
    site.pass(5 * second);
  }
  const [alarm, ...others] = site.queue();
  expect(others).toEqual([]);
  expect(alarm).toMatchObject({ count: 20, active: true, chatteringSinceMs: startMs + 20 * second });
  // It comes and goes, but rings once, and goes on ringing for nobody.
  expect(site.entries.filter(({ step }) => step === 'raised' || step === 'raised-again')).toHaveLength(3);
  site.restart(4 * minute);
  site.pass(40 * second);
  expect(site.queue()).toMatchObject([{ active: true }]);
  site.pass(30 * second);
  expect(site.queue()).toMatchObject([{ id: alarm!.id, active: false, chatteringSinceMs: undefined }]);
});

test('a stranger who rings again and again is one alarm, though a guard has taken it', () => {
  const site = openSite();
  const first = site.raise('person-unknown', 'gate')!;
  site.raise('person-unknown', 'gate');
  site.raise('person-unknown', 'gate');
  site.book().act(first.id, { kind: 'acknowledge' }, guard, site.now());
  for (let n = 0; n < 10; n += 1) {
    site.pass(minute);
    site.raise('person-unknown', 'gate');
  }
  expect(site.queue()).toMatchObject([{ id: first.id, count: 13 }]);
  site.pass(6 * minute);
  expect(site.raise('person-unknown', 'gate')!.id).not.toBe(first.id);
});

test('a lost gateway of sensors hides the sensors behind it, which come back if they stay away', () => {
  const via = (source: string) => (source.startsWith('s-') ? 'hub' : undefined);
  const site = openSite({ via });
  site.raise('device-lost', 's-1');
  site.pass(3 * second);
  const hub = site.raise('device-lost', 'hub')!;
  site.raise('device-lost', 's-2');
  site.raise('smoke', 's-2');
  expect(site.queue().map(({ type, source }) => `${type} ${source}`)).toEqual(['smoke s-2', 'device-lost hub']);
  expect(site.book().get(hub.id)!.detail).toMatchObject({ children: 2 });
  expect(site.book().hidden()).toMatchObject([
    { source: 's-1', hidden: { kind: 'suppressed', parent: hub.id } },
    { source: 's-2', hidden: { kind: 'suppressed', parent: hub.id } },
  ]);
  site.clear('device-lost', 'hub');
  site.pass(5 * second);
  site.clear('device-lost', 's-1');
  site.pass(20 * second);
  // One came back with it, which nobody has to see; the other has not.
  expect(site.book().hidden()).toEqual([]);
  const lost = site.queue().filter(({ type }) => type === 'device-lost');
  expect(lost).toMatchObject([
    { source: 'hub', active: false },
    { source: 's-2', active: true },
  ]);
  const one = site.book().find({ source: 's-1', limit: 5 }).alarms[0]!;
  expect(one).toMatchObject({ closed: true, disposition: 'duplicate' });
  expect(
    site
      .book()
      .history(one.id)
      .map(({ step }) => step),
  ).toEqual(['raised', 'suppressed', 'cleared', 'closed']);
});

test('five devices that fall silent together are one lost network; singly they are not', () => {
  const site = openSite({ gateway: 'gw-1' });
  for (let n = 1; n <= 4; n += 1) {
    site.raise('device-lost', `d-${n}`);
    site.pass(20 * second);
  }
  expect(site.queue()).toHaveLength(4);
  for (let n = 5; n <= 12; n += 1) {
    site.raise(n % 2 ? 'device-lost' : 'camera-lost', `d-${n}`);
    site.pass(second);
  }
  const seen = site.queue().filter(({ source }) => !/^d-[1-4]$/.test(source));
  expect(seen).toMatchObject([{ type: 'network-lost', source: 'gw-1', detail: { children: 8 } }]);
  expect(site.book().hidden()).toHaveLength(8);
  for (let n = 5; n <= 10; n += 1) {
    site.clear(n % 2 ? 'device-lost' : 'camera-lost', `d-${n}`);
    site.pass(second);
  }
  site.pass(20 * second);
  expect(
    site
      .queue()
      .filter(({ active }) => active)
      .map(({ source }) => source),
  ).toEqual(expect.arrayContaining(['d-11', 'd-12']));
  expect(site.queue().find(({ type }) => type === 'network-lost')).toMatchObject({ active: false });
});

test('alarms of one family in one zone or the next are one incident, which ends with the last of them', () => {
  const zones: Record<string, string> = { 'f-1': 'north', 'f-2': 'north-east', 'f-3': 'south', 'p-1': 'north' };
  const site = openSite({
    zoneOf: (source) => zones[source],
    nextTo: (zone) => (zone === 'north' ? ['north-east'] : zone === 'north-east' ? ['north'] : []),
  });
  const cut = site.raise('fence-cut', 'f-1')!;
  site.pass(minute);
  const shaken = site.raise('vibration', 'f-2')!;
  const far = site.raise('fence-cut', 'f-3')!;
  const other = site.raise('water-level', 'p-1')!;
  expect(shaken.incident).toBe(cut.incident ?? site.book().get(cut.id)!.incident);
  expect(far.incident).not.toBe(shaken.incident);
  expect(other.incident).toBeUndefined();
  const [incident] = site
    .book()
    .incidents({ open: true, limit: 10 })
    .filter(({ id }) => id === shaken.incident);
  expect(incident).toMatchObject({ priority: 1, alarms: 2, openAlarms: 2, zone: 'north', first: cut.id });
  for (const { id } of [cut, shaken]) {
    site.book().act(id, { kind: 'acknowledge' }, guard, site.now());
    site.book().act(id, { kind: 'verify', verdict: 'false' }, guard, site.now());
    site.book().act(id, { kind: 'close', disposition: 'nuisance' }, guard, site.now(), { note: 'a storm' });
  }
  expect(site.book().incident(shaken.incident!)).toMatchObject({
    incident: { openAlarms: 0, closedAtMs: site.now() },
    alarms: [{ id: cut.id }, { id: shaken.id }],
  });
  // After ten minutes it is another story.
  site.pass(11 * minute);
  expect(site.raise('vibration', 'f-1')!.incident).not.toBe(shaken.incident);
});

test('whatever happens in a building that burns is part of the fire', () => {
  const name = { zh: '区', en: 'Zone' };
  const lay = createAlarmGround(
    smallSite({
      zones: [
        { id: 'f1', ring: 3, name, next: ['f2', 'yard'] },
        { id: 'f2', ring: 3, name, next: ['f3'] },
        { id: 'f3', ring: 3, name },
        { id: 'yard', ring: 2, name },
      ],
    }),
  );
  const site = openSite(lay);
  const fire = site.raise('fire', 'a', { zone: 'f1' })!;
  expect(site.raise('door-forced', 'b', { zone: 'f3' })!.incident).toBe(fire.incident);
  expect(site.raise('loitering', 'c', { zone: 'yard' })!.incident).toBeUndefined();
});

test('a drill never joins a real incident and hides nothing', () => {
  const site = openSite({ zoneOf: () => 'b1', via: (source) => (source === 'hub' ? undefined : 'hub') });
  const real = site.raise('smoke', 's-1')!;
  const drill = site.raise('smoke', 's-2', { drill: true })!;
  expect(drill.incident).not.toBe(real.incident);
  site.raise('device-lost', 'hub', { drill: true });
  expect(site.raise('device-lost', 's-1')!.hidden).toBeUndefined();
});

test('an alarm is set aside for eight hours at most, with a reason, and comes back by itself, also over a restart', () => {
  const site = openSite();
  const { id } = site.raise('manhole', 'm-1')!;
  const shelve = (ms: number, note?: string) =>
    site.book().act(id, { kind: 'shelve', untilMs: site.now() + ms }, guard, site.now(), { note });
  expect(shelve(8 * hour + 1, 'x')).toEqual({ kind: 'refused', code: 'too-long' });
  expect(shelve(0, 'x')).toEqual({ kind: 'refused', code: 'in-the-past' });
  expect(shelve(hour)).toEqual({ kind: 'refused', code: 'note-needed' });
  expect(shelve(8 * hour, 'the lid is being replaced')).toMatchObject({ kind: 'done' });
  expect(shelve(hour, 'x')).toEqual({ kind: 'refused', code: 'already-hidden' });
  expect(site.queue()).toEqual([]);
  site.raise('manhole', 'm-1');
  expect(site.queue()).toEqual([]);
  site.restart(8 * hour - second);
  expect(site.book().hidden()).toMatchObject([
    { count: 2, hidden: { reason: 'the lid is being replaced', by: 'wang' } },
  ]);
  site.pass(second);
  expect(site.queue()).toMatchObject([{ id, hidden: undefined, count: 2 }]);
});

test('what was set aside as a lesser matter calls the guards again when it hits somebody', () => {
  const site = openSite();
  const { id } = site.raise('falling-object', 'cam-1', { priority: 2 })!;
  const aside = { kind: 'shelve', untilMs: site.now() + hour } as const;
  expect(site.book().act(id, aside, guard, site.now(), { note: 'leaves' })).toMatchObject({ kind: 'done' });
  site.raise('falling-object', 'cam-1', { priority: 2 });
  expect(site.queue()).toEqual([]);
  site.raise('falling-object', 'cam-1', { priority: 1 });
  expect(site.queue()).toMatchObject([{ id, priority: 1, hidden: undefined, count: 3 }]);
});

test('a guard does not set a P1 aside, a lead may', () => {
  const site = openSite();
  const { id } = site.raise('smoke', 's-1')!;
  const shelve = (shelveUrgent: boolean) =>
    site
      .book()
      .act(id, { kind: 'shelve', untilMs: site.now() + hour }, guard, site.now(), { note: 'dust', shelveUrgent });
  expect(shelve(false)).toEqual({ kind: 'refused', code: 'not-shelvable' });
  expect(shelve(true)).toMatchObject({ kind: 'done' });
});

test('a device that is worked on calls nobody; what stands in the end comes back', () => {
  const site = openSite();
  const before = site.raise('tamper', 'door')!;
  const order = { source: 'door', untilMs: site.now() + hour, by: 'chen', reason: 'new lock', sinceMs: site.now() };
  site.book().takeOutOfService(order, { kind: 'user', id: 'chen' });
  site.raise('door-held', 'door');
  site.raise('door-forced', 'door');
  site.clear('door-held', 'door');
  expect(site.queue()).toEqual([]);
  expect(site.book().outOfService()).toEqual([order]);
  site.restart(hour);
  site.pass(second);
  expect(site.queue()).toMatchObject([{ type: 'door-forced' }, { id: before.id }]);
  expect(site.book().find({ types: ['door-held'], limit: 1 }).alarms).toMatchObject([{ disposition: 'test' }]);
  expect(site.book().outOfService()).toEqual([]);
});

test('five thousand messages a minute that share a cause are a handful of alarms, and none is lost', () => {
  const site = openSite();
  const say = (n: number) => {
    if (n % 3 === 2) site.clear('vibration', `fence-${n % 4}`);
    else site.raise('vibration', `fence-${n % 4}`);
    if (n % 83 === 0) site.pass(second);
  };
  site.store().transaction(() => {
    for (let n = 0; n < 5000; n += 1) say(n);
  });
  const alarms = site.queue();
  expect(alarms.length).toBeLessThanOrEqual(10);
  const raised = Array.from({ length: 5000 }, (_, n) => n).filter((n) => n % 3 !== 2).length;
  expect(alarms.reduce((sum, { count }) => sum + count, 0)).toBe(raised);
  const told = site.entries.filter(({ step }) => ['raised', 'raised-again', 'reopened'].includes(step));
  expect(told.length).toBeLessThanOrEqual(12);
});

test('retention takes a closed alarm with its whole history, and an incident with its last alarm', () => {
  const site = openSite();
  const { id } = site.raise('smoke', 's-1')!;
  const open = site.raise('gas', 'g-1')!;
  site.book().act(id, { kind: 'acknowledge' }, guard, site.now());
  site.book().act(id, { kind: 'verify', verdict: 'false' }, guard, site.now());
  site.book().act(id, { kind: 'close', disposition: 'test' }, guard, site.now(), { note: 'test gas' });
  createAlarmPurge(site.store(), () => false).slice({ fromMs: 0, toMs: startMs + hour }, 100);
  expect(site.book().get(id)).toBeUndefined();
  expect(site.book().history(id)).toEqual([]);
  expect(site.book().incidents({ limit: 9 })).toMatchObject([{ first: open.id }]);
  expect(site.book().history(open.id)).toHaveLength(2);
});
