import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AlarmCause, AlarmDeed } from '../../../gateway/alarms/alarm.ts';
import { type AlarmBook, createAlarmBook } from '../../../gateway/alarms/alarm-book.ts';
import { type AlarmGround, bareGround } from '../../../gateway/alarms/alarm-keeper.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const guard = { kind: 'user', id: 'wang' } as const;
let store: Store;
let clock: ReturnType<typeof fakeClock>;
let book: AlarmBook;
const open = (ground: Partial<AlarmGround> = {}) => {
  book = createAlarmBook(store, () => undefined, { ...bareGround, ...ground }, clock);
};
beforeEach(() => {
  store = openStore(':memory:');
  clock = fakeClock();
  open();
});
afterEach(() => store.close());

const raise = (type: AlarmCause['type'], source: string, more: Partial<AlarmCause> = {}) =>
  book.raise({ type, source, ring: 2, atMs: clock.wallMs(), ...more })!;
const clear = (type: AlarmCause['type'], source: string) => book.clear(type, source, clock.wallMs());
const act = (id: string, deed: AlarmDeed) =>
  book.act(id, deed, guard, clock.wallMs(), { note: 'seen', shelveUrgent: true });
const tick = () => book.tick(clock.wallMs());
const listed = () => book.list({ open: true, limit: 99 }).map(({ source }) => source);
const closeAsNuisance = (id: string) => {
  act(id, { kind: 'acknowledge' });
  act(id, { kind: 'verify', verdict: 'false' });
  expect(act(id, { kind: 'close', disposition: 'nuisance' })).toMatchObject({ kind: 'done' });
};

test('a fire that was closed as nuisance calls again when one more detector finds it, and not when the same says it again', () => {
  const { id } = raise('fire', 'smoke-1', { grows: true, detail: { detectors: 2 } });
  closeAsNuisance(id);
  clock.advance(minute);
  raise('fire', 'smoke-1', { detail: { detectors: 2 } });
  expect(listed()).toEqual([]);
  raise('fire', 'smoke-1', { grows: true, detail: { detectors: 3 } });
  expect(book.get(id)).toMatchObject({ state: 'raised', closed: false, detail: { detectors: 3 }, count: 3 });
  expect(listed()).toEqual(['smoke-1']);
  clear('fire', 'smoke-1');
  expect(book.get(id)).toMatchObject({ active: false });
});

test('a fire that was set aside comes back when one more detector finds it', () => {
  const { id } = raise('fire', 'smoke-1', { grows: true });
  act(id, { kind: 'shelve', untilMs: clock.wallMs() + hour });
  raise('fire', 'smoke-1');
  expect(listed()).toEqual([]);
  raise('fire', 'smoke-1', { grows: true });
  expect(book.get(id)).toMatchObject({ hidden: undefined });
});

test('the bell rings for what was gone for ten minutes, though the clock was set back meanwhile', () => {
  const { id } = raise('gas', 'g-1');
  act(id, { kind: 'acknowledge' });
  clear('gas', 'g-1');
  clock.advance(10 * minute);
  clock.jumpWall(-9 * minute - 30 * second);
  raise('gas', 'g-1');
  expect(book.get(id)).toMatchObject({ state: 'raised' });
});

test('what was closed as nuisance a quarter of an hour ago calls anew, though the clock says six minutes', () => {
  const { id } = raise('door-held', 'gate');
  closeAsNuisance(id);
  clock.advance(9 * minute);
  raise('door-held', 'gate');
  expect(listed()).toEqual([]);
  clock.advance(6 * minute);
  clock.jumpWall(-9 * minute);
  expect(raise('door-held', 'gate').id).not.toBe(id);
  expect(listed()).toEqual(['gate']);
});

test('a clock that is set ahead does not make a nuisance of a minute ago call again', () => {
  const { id } = raise('door-held', 'gate');
  closeAsNuisance(id);
  clock.advance(minute);
  clock.jumpWall(day);
  raise('door-held', 'gate');
  expect(listed()).toEqual([]);
});

test('after a restart with a clock that lost a day nothing that was closed tomorrow silences a cause', () => {
  const { id } = raise('door-held', 'gate');
  closeAsNuisance(id);
  clock.jumpWall(-day);
  open();
  expect(raise('door-held', 'gate').id).not.toBe(id);
  expect(listed()).toEqual(['gate']);
});

test('a device that is lost an hour after the network is not put down to that, though the clock was set back by an hour', () => {
  for (let n = 0; n < 5; n += 1) raise('device-lost', `d-${n}`);
  expect(listed()).toEqual(['gateway']);
  clock.advance(hour);
  clock.jumpWall(-hour);
  raise('device-lost', 'd-9');
  expect(listed()).toEqual(['gateway', 'd-9']);
  clock.jumpWall(-day);
  open();
  raise('device-lost', 'd-10');
  expect(listed()).toContain('d-10');
});

test('four that were lost through the day and one now are no lost network, though the clock was set back', () => {
  for (let n = 0; n < 4; n += 1) {
    raise('device-lost', `d-${n}`);
    clock.advance(minute);
  }
  clock.jumpWall(-hour);
  raise('device-lost', 'd-4');
  expect(listed()).toHaveLength(5);
  open();
  raise('device-lost', 'd-5');
  expect(listed()).toHaveLength(6);
});

test('those behind a hub that is back come back on the list, though the clock was set back by a day', () => {
  open({ via: (source) => (source === 'hub' ? undefined : 'hub') });
  raise('device-lost', 'hub');
  raise('device-lost', 'd-1');
  clear('device-lost', 'hub');
  clock.advance(10 * second);
  clock.jumpWall(-day);
  tick();
  expect(listed()).toEqual(['hub']);
  clock.advance(5 * second);
  tick();
  expect(listed()).toContain('d-1');
});

test('what was set aside for four hours, and work that was to take as long, are over after four, though the clock was set back', () => {
  const { id } = raise('manhole', 'm-1');
  act(id, { kind: 'shelve', untilMs: clock.wallMs() + 4 * hour });
  const sinceMs = clock.wallMs() - hour;
  book.takeOutOfService(
    { source: 'm-2', untilMs: clock.wallMs() + 4 * hour, by: 'wang', reason: 'new', sinceMs },
    guard,
  );
  raise('manhole', 'm-2');
  tick();
  clock.advance(hour);
  clock.jumpWall(-2 * hour);
  clock.advance(3 * hour - second);
  tick();
  expect(listed()).toEqual([]);
  clock.advance(second);
  tick();
  expect(listed().sort()).toEqual(['m-1', 'm-2']);
});

test('a fire stays on the list when the detector at which it stands is taken out of service, and the others still call', () => {
  const { id } = raise('fire', 'smoke-1', { grows: true });
  const smoke = raise('smoke', 'smoke-1');
  book.takeOutOfService(
    { source: 'smoke-1', untilMs: clock.wallMs() + hour, by: 'wang', reason: 'it is burnt', sinceMs: clock.wallMs() },
    guard,
  );
  expect(book.get(smoke.id)!.hidden).toMatchObject({ kind: 'out-of-service' });
  expect(book.get(id)!.hidden).toBeUndefined();
  act(id, { kind: 'acknowledge' });
  clear('fire', 'smoke-1');
  clock.advance(20 * minute);
  raise('fire', 'smoke-1', { grows: true });
  expect(book.get(id)).toMatchObject({ state: 'raised', hidden: undefined });
});

test('a breach comes back when one more sensor bears it out, though work on its first sensor had hidden it', () => {
  const { id } = raise('perimeter-breach', 'fence-1', { grows: true });
  const source = 'fence-1';
  book.takeOutOfService(
    { source, untilMs: clock.wallMs() + hour, by: 'wang', reason: 'its wire is slack', sinceMs: clock.wallMs() },
    guard,
  );
  raise('perimeter-breach', source);
  expect(listed()).toEqual([]);
  raise('perimeter-breach', source, { grows: true });
  expect(book.get(id)).toMatchObject({ hidden: undefined });
  expect(listed()).toEqual([source]);
});

test('an alarm of a type that only a newer release knows stands on the list and can be acknowledged', () => {
  const { id } = raise('smoke', 'smoke-1');
  store.prepare("UPDATE alarms SET type = 'of-tomorrow'").run();
  expect(listed()).toEqual(['smoke-1']);
  expect(act(id, { kind: 'acknowledge' })).toMatchObject({ kind: 'done' });
  tick();
});

test('what somebody is on the way to stays on the list when a hub or the network is found to be the cause', () => {
  open({ via: (source) => (source.startsWith('s-') ? 'hub' : undefined) });
  const sent = raise('device-lost', 's-1');
  act(sent.id, { kind: 'acknowledge' });
  act(sent.id, { kind: 'dispatch', to: 'li' });
  raise('device-lost', 's-2');
  raise('device-lost', 'hub');
  expect(listed()).toEqual(['s-1', 'hub']);
  const there = raise('camera-lost', 'c-0');
  act(there.id, { kind: 'acknowledge' });
  act(there.id, { kind: 'dispatch', to: 'li' });
  act(there.id, { kind: 'arrive' });
  for (let n = 1; n < 6; n += 1) raise('camera-lost', `c-${n}`);
  expect(listed()).toEqual(expect.arrayContaining(['s-1', 'c-0', 'gateway']));
  expect(listed()).not.toContain('c-5');
});

test('an alarm off the list to which somebody is sent is on the list, and is not closed unseen', () => {
  open({ via: (source) => (source === 'hub' ? undefined : 'hub') });
  raise('device-lost', 'hub');
  const { id } = raise('device-lost', 's-1');
  expect(book.get(id)!.hidden).toMatchObject({ kind: 'suppressed' });
  act(id, { kind: 'acknowledge' });
  act(id, { kind: 'dispatch', to: 'li' });
  expect(book.get(id)).toMatchObject({ state: 'dispatched', hidden: undefined });
  expect(book.history(id).map(({ step }) => step)).toEqual([
    'raised',
    'suppressed',
    'acknowledged',
    'unsuppressed',
    'dispatched',
  ]);
  clear('device-lost', 's-1');
  expect(book.get(id)).toMatchObject({ closed: false });
});

test('an incident ends with the last of its alarms, also where the gateway closes that by itself', () => {
  const ground = { zoneOf: () => 'b1', via: (source: string) => (source === 'hub' ? undefined : 'hub') };
  open(ground);
  const [first] = [raise('device-lost', 's-1'), raise('device-lost', 's-2')];
  const { incident } = book.get(first!.id)!;
  expect(book.incident(incident!)).toMatchObject({ incident: { alarms: 2 } });
  clock.advance(11 * minute);
  const hub = raise('device-lost', 'hub');
  expect(book.get(hub.id)!.incident).not.toBe(incident);
  clear('device-lost', 's-1');
  clear('device-lost', 's-2');
  expect(book.incident(incident!)).toMatchObject({ incident: { openAlarms: 0, closedAtMs: clock.wallMs() } });
});

test('an incident ends when the work on its last device does', () => {
  open({ zoneOf: () => 'b1' });
  const order = { source: 's-1', untilMs: clock.wallMs() + hour, by: 'wang', reason: 'new', sinceMs: clock.wallMs() };
  const smoke = raise('smoke', 's-1');
  expect(smoke.incident).toBeDefined();
  book.takeOutOfService(order, guard);
  clear('smoke', 's-1');
  clock.advance(minute);
  book.returnToService('s-1', guard, clock.wallMs());
  expect(book.get(smoke.id)).toMatchObject({ closed: true, disposition: 'test' });
  expect(book.incident(smoke.incident!)).toMatchObject({ incident: { closedAtMs: clock.wallMs() } });
});
