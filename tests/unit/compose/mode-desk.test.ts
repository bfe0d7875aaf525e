import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ModeOrder } from '../../../gateway/decision/site-modes.ts';
import { guardedSite, lin } from '../../fixtures/guarded-site.ts';
import { type AccessPlay, playAccess } from '../../fixtures/play-access.ts';

const evacuate = { kind: 'evacuate' } as const;
const lockdown = { kind: 'lockdown' } as const;
function apply(play: AccessPlay, order: ModeOrder, user: string, reason: string) {
  const outcome = play.room.modes.apply(order, user, reason);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.mode;
}
const answerAll = (play: AccessPlay, device: string) => {
  for (const command of play.sentTo(device)) play.ack(command);
};
const placeOf = (play: AccessPlay, place: string) =>
  play.room.modes.list().standing[0]?.places.find((one) => one.place === place);

test('an evacuation opens every way out and holds the arm up; its end takes both back', () => {
  const play = playAccess(guardedSite());
  const mode = apply(play, evacuate, 'wang', 'gas in the yard');
  for (const controller of ['gate-controller', 'u1-controller', 'garage-c']) {
    expect(play.actions(controller)).toEqual(['lock-open']);
    answerAll(play, controller);
  }
  expect(play.actions('lane-barrier')).toEqual(['lock-open']);
  for (const device of ['lane-barrier', 'bikes-c', 'outer-c', 'inner-c']) answerAll(play, device);
  expect(play.room.modes.list().standing[0]!.places.every(({ state }) => state === 'done')).toBe(true);
  play.card('u1-reader', '00000009');
  expect(play.reasons()).toEqual(['fire-release']);
  expect(play.room.modes.end(mode.id, 'li', 'all clear')).toBe(true);
  expect(play.actions('garage-c')).toEqual(['lock-open', 'lock-open-release']);
  expect(play.actions('lane-barrier')).toEqual(['lock-open', 'lock-open-release']);
  expect(play.room.modes.end(mode.id, 'li', 'all clear')).toBe(false);
  expect(play.room.modes.list()).toMatchObject({ standing: [], ended: [{ endedBy: 'li', endReason: 'all clear' }] });
  expect(play.ledger.find({ action: 'mode', limit: 5 })).toMatchObject([
    { action: 'mode.ended', actor: { id: 'li' }, reason: 'all clear' },
    { action: 'mode.applied', actor: { id: 'wang' }, reason: 'gas in the yard' },
  ]);
  const told = play.outbox.peek('event', 100).filter(({ event }) => event.type === 'ringward.mode.changed');
  expect(told.map(({ event }) => event.data)).toMatchObject([{ state: 'applied' }, { state: 'ended' }]);
});

test('a lockdown keeps residents out, and a restart of the gateway does not end it', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-modes-')), 'site.db');
  const before = playAccess(guardedSite(), { file });
  before.room.modes.apply(lockdown, 'wang', 'armed person');
  expect(before.actions('garage-c')).toEqual(['lock-down']);
  before.room.doors.operate('bikes', 'block', 'wang', 'broken');
  before.store.close();
  const after = playAccess(guardedSite(), { file, clock: before.clock, away: ['garage-c'] });
  after.card('garage-in', lin);
  expect(after.reasons()).toEqual(['lockdown']);
  expect(placeOf(after, 'garage')).toMatchObject({ state: 'offline' });
  after.comeBack('garage-c');
  expect(after.actions('garage-c')).toEqual(['lock-down']);
  expect(placeOf(after, 'garage')).toMatchObject({ state: 'pending' });
  after.ack(after.last('garage-c'));
  after.state('garage-c', { mode: 'LockedDown', contact: 'closed', alarm: 'Normal' });
  expect(placeOf(after, 'garage')).toMatchObject({ state: 'done' });
  after.room.modes.end(after.room.modes.list().standing[0]!.id, 'wang', 'over');
  expect(after.actions('garage-c')).toEqual(['lock-down', 'lock-down-release']);
  after.card('bikes-in', lin);
  expect(after.reasons().at(-1)).toBe('blocked');
});

test('a door that was away when an evacuation ended is shut when it is back, after a restart too', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-modes-')), 'site.db');
  const before = playAccess(guardedSite(), { file });
  const mode = apply(before, evacuate, 'wang', 'drill');
  answerAll(before, 'garage-c');
  before.goAway('garage-c');
  before.room.modes.end(mode.id, 'wang', 'over');
  before.store.close();
  const after = playAccess(guardedSite(), { file, clock: before.clock, away: ['garage-c'] });
  after.comeBack('garage-c');
  expect(after.actions('garage-c')).toEqual(['lock-open-release']);
  answerAll(after, 'garage-c');
  after.goAway('garage-c');
  after.comeBack('garage-c');
  expect(after.actions('garage-c')).toEqual(['lock-open-release']);
});

test('evacuation outranks a lockdown: the doors are released, opened, and locked down again after it', () => {
  const play = playAccess(guardedSite());
  play.room.modes.apply(lockdown, 'wang', 'armed person');
  answerAll(play, 'garage-c');
  const mode = apply(play, evacuate, 'wang', 'fire, too');
  expect(play.actions('garage-c')).toEqual(['lock-down', 'lock-down-release', 'lock-open']);
  answerAll(play, 'garage-c');
  play.room.modes.end(mode.id, 'wang', 'fire out');
  expect(play.actions('garage-c').slice(3)).toEqual(['lock-open-release', 'lock-down']);
});

test('a door that refuses is shown with its reason and asked again', () => {
  const play = playAccess(guardedSite());
  play.room.modes.apply(evacuate, 'wang', 'drill');
  play.ack(play.last('garage-c'), 'refused', 'bolt jammed');
  play.state('garage-c', { mode: 'Locked', contact: 'closed', alarm: 'Normal' });
  expect(placeOf(play, 'garage')).toMatchObject({ state: 'refused', reason: 'bolt jammed' });
  play.tick();
  expect(play.actions('garage-c')).toEqual(['lock-open']);
  play.clock.advance(15_000);
  play.tick();
  expect(play.actions('garage-c')).toEqual(['lock-open', 'lock-open']);
});

test('what somebody locked by hand is opened again while an evacuation stands', () => {
  const play = playAccess(guardedSite());
  play.room.modes.apply(evacuate, 'wang', 'drill');
  answerAll(play, 'garage-c');
  play.state('garage-c', { mode: 'LockedOpen', contact: 'open', alarm: 'Normal' });
  play.clock.advance(20_000);
  play.state('garage-c', { mode: 'Locked', contact: 'closed', alarm: 'Normal' });
  expect(play.actions('garage-c')).toEqual(['lock-open', 'lock-open']);
});

test('a door released by its fire input is not told anything before the fire is over', () => {
  const play = playAccess(guardedSite());
  play.event('garage-c', 'fire-released');
  play.state('garage-c', { mode: 'LockedOpen', contact: 'open', alarm: 'Normal', fire: true });
  play.room.modes.apply(lockdown, 'wang', 'looters');
  expect(play.actions('garage-c')).toEqual([]);
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['fire-release']);
  expect(placeOf(play, 'garage')).toMatchObject({ state: 'refused', reason: expect.stringContaining('fire') });
  play.event('garage-c', 'fire-ended');
  play.state('garage-c', { mode: 'Locked', contact: 'closed', alarm: 'Normal', fire: false });
  expect(play.actions('garage-c')).toEqual(['lock-down']);
});

test('fire at two doors within a minute evacuates the site by itself; at one door, or an hour ago, it does not', () => {
  const play = playAccess(guardedSite());
  play.event('garage-c', 'fire-released');
  play.event('garage-c', 'fire-released');
  play.event('bikes-c', 'fire-released', {}, play.clock.wallMs() - 3_600_000);
  play.clock.advance(61_000);
  play.event('outer-c', 'fire-released');
  expect(play.room.modes.list().standing).toEqual([]);
  play.clock.advance(30_000);
  play.event('inner-c', 'fire-released');
  const { standing } = play.room.modes.list();
  expect(standing).toMatchObject([{ order: { kind: 'evacuate' }, reason: expect.stringContaining('fire') }]);
  expect(standing[0]).not.toHaveProperty('startedBy');
  expect(play.actions('gate-controller')).toEqual(['lock-open']);
});

/** The gateway is back after an hour of which it knows nothing. */
function restarted(site = guardedSite()) {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-modes-')), 'site.db');
  let play = playAccess(site, { file });
  return {
    play: () => play,
    back: () => {
      play.store.close();
      play.clock.advance(3_600_000);
      play = playAccess(site, { file, clock: play.clock });
      return play;
    },
  };
}
const burning = (play: AccessPlay, ...controllers: string[]) => {
  for (const controller of controllers)
    play.state(controller, { mode: 'LockedOpen', contact: 'open', alarm: 'Normal', fire: true });
};
const looks = (play: AccessPlay, seconds: number) => {
  for (let second = 0; second < seconds; second += 1) {
    play.clock.advance(1000);
    play.tick();
  }
};
const evacuated = (play: AccessPlay) => play.room.modes.list().standing.map(({ order }) => order.kind);

test('two doors whose fire inputs stand when the gateway is back evacuate the site, however long they have', () => {
  const site = restarted();
  const play = site.back();
  const anHourAgo = play.clock.wallMs() - 3_600_000;
  play.event('garage-c', 'fire-released', {}, anHourAgo);
  play.event('bikes-c', 'fire-released', {}, anHourAgo + 30_000);
  expect(evacuated(play)).toEqual([]);
  burning(play, 'garage-c');
  looks(play, 8 * 60);
  expect(evacuated(play)).toEqual([]);
  burning(play, 'bikes-c');
  looks(play, 1);
  expect(evacuated(play)).toEqual(['evacuate']);
  expect(play.actions('gate-controller')).toEqual(['lock-open']);
});

test('a fire input that began while the gateway was away, beside one that stood before, evacuates the site', () => {
  const site = restarted();
  site.play().event('garage-c', 'fire-released');
  burning(site.play(), 'garage-c');
  const play = site.back();
  burning(play, 'garage-c', 'bikes-c');
  looks(play, 6);
  expect(evacuated(play)).toEqual(['evacuate']);
});

test('whoever ended the evacuation is not overruled by fire inputs that nobody has reset, though the gateway restarts', () => {
  const site = restarted();
  const first = site.back();
  burning(first, 'garage-c', 'bikes-c');
  looks(first, 6);
  expect(first.room.modes.end(first.room.modes.list().standing[0]!.id, 'wang', 'false alarm')).toBe(true);
  burning(first, 'garage-c', 'bikes-c');
  looks(first, 20);
  expect(evacuated(first)).toEqual([]);
  const second = site.back();
  burning(second, 'garage-c', 'bikes-c');
  looks(second, 20);
  expect(evacuated(second)).toEqual([]);
  second.state('bikes-c', { mode: 'Locked', contact: 'closed', alarm: 'Normal', fire: false });
  const third = site.back();
  burning(third, 'garage-c', 'bikes-c');
  looks(third, 6);
  expect(evacuated(third)).toEqual(['evacuate']);
});

test('two fire inputs that began an hour apart, both heard, do not evacuate the site, nor does a restart', () => {
  const site = restarted();
  const first = site.play();
  first.event('garage-c', 'fire-released');
  burning(first, 'garage-c');
  first.clock.advance(3_600_000);
  // The report may overtake the event.
  burning(first, 'bikes-c');
  looks(first, 2);
  first.event('bikes-c', 'fire-released');
  looks(first, 10);
  expect(evacuated(first)).toEqual([]);
  const second = site.back();
  burning(second, 'garage-c', 'bikes-c');
  looks(second, 20);
  expect(evacuated(second)).toEqual([]);
});

test('what two controllers had reported while the gateway was away is no fire by itself', () => {
  const play = restarted().back();
  for (const id of ['garage-c', 'bikes-c']) {
    const times = { wallMs: play.clock.wallMs(), monotonicMs: play.clock.monotonicMs() };
    const device = play.site.devices.find((one) => one.id === id)!;
    const state = { boot: 'b1', values: { mode: 'LockedOpen', fire: true } };
    play.store.transaction(() => play.room.deviceState({ kind: 'state', device, state, ...times, waited: true }));
  }
  looks(play, 10);
  expect(evacuated(play)).toEqual([]);
});

test('one fire input that stands when the gateway is back opens its own door, and one more an hour later opens its own', () => {
  const play = restarted().back();
  burning(play, 'garage-c');
  looks(play, 11 * 60);
  play.event('bikes-c', 'fire-released');
  burning(play, 'bikes-c');
  looks(play, 10);
  expect(evacuated(play)).toEqual([]);
});

test('two fires of one minute evacuate the site though the line of the second was away until the minute was over', () => {
  const play = playAccess(guardedSite());
  const beganMs = play.clock.wallMs();
  play.event('garage-c', 'fire-released', {}, beganMs);
  play.clock.advance(65_000);
  play.tick();
  expect(evacuated(play)).toEqual([]);
  play.event('bikes-c', 'fire-released', {}, beganMs + 10_000);
  expect(evacuated(play)).toEqual(['evacuate']);
});

test('two fires of one minute evacuate the site though the gateway lost its power in between', () => {
  const site = guardedSite();
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-modes-')), 'site.db');
  const first = playAccess(site, { file });
  first.event('garage-c', 'fire-released');
  first.store.close();
  first.clock.advance(20_000);
  const second = playAccess(site, { file, clock: first.clock });
  burning(second, 'garage-c');
  second.event('bikes-c', 'fire-released');
  expect(evacuated(second)).toEqual(['evacuate']);
});

test('an evacuation that the disk does not take is ordered as soon as it does, and holds nothing else up', () => {
  const play = playAccess(guardedSite());
  const refusal = "BEGIN SELECT RAISE(ABORT, 'disk full'); END";
  play.store.prepare(`CREATE TRIGGER full BEFORE INSERT ON site_modes ${refusal}`).run();
  play.event('garage-c', 'fire-released');
  play.event('bikes-c', 'fire-released');
  // what came with it is on the disk
  expect(play.store.prepare('SELECT count(*) FROM fire_inputs').pluck().get()).toBe(2);
  // longer than what began is remembered
  looks(play, 180);
  expect(evacuated(play)).toEqual([]);
  play.store.prepare('DROP TRIGGER full').run();
  looks(play, 1);
  expect(evacuated(play)).toEqual(['evacuate']);
});

test('the fire input of a controller that somebody has taken out of the site counts no longer', () => {
  const play = restarted().back();
  burning(play, 'garage-c');
  play.store.transaction(() => play.room.deviceShut('garage-c'));
  burning(play, 'bikes-c');
  looks(play, 20);
  expect(evacuated(play)).toEqual([]);
});

test('fire at two doors evacuates the site though its clock was set ahead', () => {
  const play = playAccess(guardedSite());
  const now = play.clock.wallMs();
  for (const controller of ['garage-c', 'bikes-c']) play.state(controller, { fire: false }, now);
  play.clock.jumpWall(7_200_000);
  for (const controller of ['garage-c', 'bikes-c']) play.event(controller, 'fire-released', {}, now);
  expect(play.room.modes.list().standing).toMatchObject([{ order: { kind: 'evacuate' } }]);
});

test('an entry policy keeps visitors out until its date, then ends by itself; a new one takes the place of the old', () => {
  const play = playAccess(guardedSite());
  const untilMs = play.clock.wallMs() + 60_000;
  const policy = { untilMs, visitors: 'refused', staff: 'allowed' } as const;
  for (const [untilMs, code] of [
    [1, 'already-over'],
    [play.clock.wallMs() + 93 * 86_400_000, 'too-long'],
  ] as const) {
    const order = { kind: 'entry-policy', policy: { ...policy, untilMs } } as const;
    expect(play.room.modes.apply(order, 'wang', 'influenza')).toEqual({ ok: false, code });
  }
  play.room.modes.apply({ kind: 'entry-policy', policy }, 'wang', 'influenza');
  play.room.modes.apply({ kind: 'entry-policy', policy: { ...policy, visitors: 'ask-guard' } }, 'wang', 'milder');
  expect(play.room.modes.list().standing).toMatchObject([{ order: { policy: { visitors: 'ask-guard' } } }]);
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['granted']);
  play.clock.advance(60_000);
  play.tick();
  expect(play.room.modes.list().standing).toEqual([]);
});

test('a preview says what would open, which devices are away, what contradicts, and how many people it concerns', async () => {
  const play = playAccess(guardedSite(), { away: ['garage-c'] });
  play.room.doors.operate('bikes', 'block', 'wang', 'broken');
  play.sent.length = 0;
  const { ok: _ok, ...seen } = await play.room.modes.preview(evacuate);
  expect(seen).toEqual({
    preview: {
      opens: ['gate', 'u1-door', 'garage', 'bikes', 'outer', 'inner'],
      locks: [],
      rises: ['lane'],
      offline: ['garage'],
      contradicting: [{ place: 'bikes', by: 'blocked' }],
      people: { residents: 2, staff: 0, visits: 0 },
    },
  });
  expect(await play.room.modes.preview({ kind: 'lockdown', zones: ['b1'] })).toMatchObject({
    preview: { locks: expect.not.arrayContaining(['gate']) },
  });
  expect(await play.room.modes.preview({ kind: 'lockdown', zones: ['nowhere'] })).toEqual({
    ok: false,
    code: 'no-zone',
  });
  expect(play.sent).toEqual([]);
  expect(play.room.modes.list().standing).toEqual([]);
});

test('what a guard kept unlocked before a lockdown is unlocked again after it', () => {
  const play = playAccess(guardedSite());
  play.room.doors.operate('garage', 'unlock', 'wang', 'moving day');
  const mode = apply(play, lockdown, 'wang', 'drill');
  expect(play.room.doors.operate('garage', 'unlock', 'wang', 'moving day')).toMatchObject({
    ok: false,
    code: 'lockdown',
  });
  answerAll(play, 'garage-c');
  play.room.modes.end(mode.id, 'wang', 'over');
  expect(play.actions('garage-c')).toEqual(['unlock', 'lock-down', 'lock-down-release', 'unlock']);
});

test('who left through the open doors of an evacuation is let in again afterwards', () => {
  const play = playAccess(guardedSite());
  play.card('garage-in', lin);
  play.settle('garage-c', true);
  const mode = apply(play, evacuate, 'wang', 'drill');
  play.room.modes.end(mode.id, 'wang', 'over');
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['granted', 'granted']);
});

test('a lockdown that is called off before the door has said a word leaves no door locked down', () => {
  const play = playAccess(guardedSite());
  play.state('garage-c', { mode: 'Locked', contact: 'closed', alarm: 'Normal' });
  const mode = apply(play, lockdown, 'wang', 'mistaken');
  play.room.modes.end(mode.id, 'wang', 'mistaken');
  expect(play.actions('garage-c')).toEqual(['lock-down', 'lock-down-release']);
  play.state('garage-c', { mode: 'LockedDown', contact: 'closed', alarm: 'Normal' });
  play.ack(play.sentTo('garage-c')[0]!);
  play.ack(play.sentTo('garage-c')[1]!, 'refused', 'busy');
  play.clock.advance(15_000);
  play.state('garage-c', { mode: 'LockedDown', contact: 'closed', alarm: 'Normal' });
  expect(play.actions('garage-c').at(-1)).toBe('lock-down-release');
  expect(play.actions('garage-c')).toHaveLength(3);
});

test('somebody who leaves by the exit button does not end a lockdown, and is not taken for its end', () => {
  const play = playAccess(guardedSite());
  const mode = apply(play, lockdown, 'wang', 'armed person');
  answerAll(play, 'garage-c');
  play.state('garage-c', { mode: 'LockedDown', contact: 'closed', alarm: 'Normal' });
  play.state('garage-c', { mode: 'Accessed', contact: 'closed', alarm: 'Normal' });
  expect(placeOf(play, 'garage')).toMatchObject({ state: 'done' });
  play.goAway('garage-c');
  play.room.modes.end(mode.id, 'wang', 'over');
  play.comeBack('garage-c');
  expect(play.actions('garage-c')).toEqual(['lock-down', 'lock-down-release']);
});
