import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { guardedSite, lin, wu } from '../../fixtures/guarded-site.ts';
import { type AccessPlay, digestPin, playAccess } from '../../fixtures/play-access.ts';

test('who went into the garage is not let in again until out; a door that was not opened counts for nothing', () => {
  const play = playAccess(guardedSite());
  play.card('garage-in', lin);
  play.settle('garage-c', false);
  play.card('garage-in', lin);
  play.settle('garage-c', true);
  play.card('garage-in', lin);
  play.card('garage-out', lin);
  play.settle('garage-c', true);
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['granted', 'granted', 'passback', 'granted', 'granted']);
  expect(play.alarms).toEqual([{ type: 'passback-violation', source: 'garage' }]);
});

test('where anti-passback is soft the guard is told and the resident goes in', () => {
  const play = playAccess(guardedSite());
  play.card('bikes-in', lin);
  play.settle('bikes-c', true);
  play.card('bikes-in', lin);
  expect(play.reasons()).toEqual(['granted', 'granted']);
  expect(play.alarms).toEqual([{ type: 'passback-violation', source: 'bikes' }]);
});

test('another controller’s word does not move anti-passback', () => {
  const play = playAccess(guardedSite());
  play.card('garage-in', lin);
  play.event('bikes-c', 'taken', { command: play.last('garage-c').id });
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['granted', 'granted']);
});

test('a guard forgives, and an outage of the controller forgives everybody of the area', () => {
  const play = playAccess(guardedSite());
  for (const card of [lin, wu]) {
    play.card('garage-in', card);
    play.settle('garage-c', true);
  }
  expect(play.room.doors.forgive('r-lin', 'guard', 'left through the fire door')).toBe(true);
  play.card('garage-in', lin);
  play.card('garage-in', wu);
  expect(play.reasons().slice(2)).toEqual(['granted', 'passback']);
  play.goAway('garage-c');
  play.comeBack('garage-c');
  play.card('garage-in', wu);
  expect(play.reasons().at(-1)).toBe('granted');
  expect(play.ledger.find({ action: 'passback', limit: 5 })).toMatchObject([
    { subject: 'r-lin', actor: { id: 'guard' } },
  ]);
});

test('of the two doors of an airlock one opens at a time, and the way out is never refused', () => {
  const play = playAccess(guardedSite());
  play.card('outer-in', lin);
  play.card('inner-in', wu);
  expect(play.reasons()).toEqual(['granted', 'interlock']);
  play.card('inner-out', wu);
  expect(play.reasons().at(-1)).toBe('granted');
  play.settle('inner-c', false);
  play.event('outer-c', 'opened');
  play.settle('outer-c', true);
  play.card('inner-in', wu);
  expect(play.reasons().at(-1)).toBe('interlock');
  play.event('outer-c', 'closed');
  play.card('inner-in', wu);
  expect(play.reasons().at(-1)).toBe('granted');
});

test('fire at one door of an airlock ends the interlock', () => {
  const play = playAccess(guardedSite());
  play.event('outer-c', 'fire-released');
  play.event('outer-c', 'opened');
  play.card('inner-in', wu);
  play.card('outer-in', wu);
  expect(play.reasons()).toEqual(['granted', 'fire-release']);
});

test('a guesser is shut out at one reader and told for how long; a resident at the other reader goes on', () => {
  const play = playAccess(guardedSite());
  for (const number of ['00000001', '00000002', '00000003']) play.card('garage-in', number);
  expect(play.alarms.map(({ type }) => type)).toContain('credential-guessing');
  expect(play.last('garage-in').args).toEqual({ result: 'denied', shutMs: 30_000 });
  play.card('garage-in', lin);
  expect(play.reasons().at(-1)).toBe('locked-out');
  play.card('garage-out', lin);
  expect(play.reasons().at(-1)).toBe('granted');
  play.clock.advance(30_000);
  play.card('garage-in', lin);
  expect(play.reasons().at(-1)).toBe('granted');
});

test('under duress the door opens as ever, and only the guard’s alarm knows', () => {
  const play = playAccess(guardedSite());
  play.change(
    {
      kind: 'credential',
      put: { id: 'pin-1', kind: 'pin', person: 'r-lin', value: digestPin('4711'), state: 'active' },
    },
    {
      kind: 'credential',
      put: { id: 'pin-2', kind: 'pin', person: 'r-lin', value: digestPin('4712'), state: 'active', duress: true },
    },
  );
  play.event('garage-in', 'pin-entered', { pin: '4711' });
  const plain = {
    commands: play.sent.map(({ device, action, args }) => ({ device, action, args })),
    passage: play.passages[0],
  };
  play.sent.length = 0;
  play.event('garage-in', 'pin-entered', { pin: '4712' });
  expect(play.sent.map(({ device, action, args }) => ({ device, action, args }))).toEqual(plain.commands);
  expect(Object.keys(play.passages[1]!)).toEqual(Object.keys(plain.passage!));
  expect(play.passages[1]).toMatchObject({ outcome: 'granted', reason: 'granted', method: 'pin' });
  expect(JSON.stringify(play.room.doors.explain(play.passages[1]!.id, 'guard'))).not.toContain('duress');
  expect(play.alarms).toEqual([{ type: 'duress', source: 'garage' }]);
});

test('a resident who needs more time has it', () => {
  const play = playAccess(guardedSite());
  const person = play.register.get('person', 'r-lin')!;
  play.change({ kind: 'person', put: { ...person, extendedTimes: true } });
  play.card('garage-in', lin);
  expect(play.last('garage-c').args).toEqual({ releaseMs: 15_000, openMs: 60_000 });
  play.card('garage-in', wu);
  expect(play.last('garage-c').args).toEqual({ releaseMs: 5000, openMs: 20_000 });
});

test('a household that moves out between the card and the relay gets no relay', () => {
  const play = playAccess(guardedSite(), { away: ['garage-c'] });
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['granted']);
  for (const residency of play.register.residenciesOf('r-lin'))
    play.change({ kind: 'residency', put: { ...residency, toMs: play.clock.wallMs() } });
  play.clock.advance(500);
  play.comeBack('garage-c');
  expect(play.actions('garage-c')).toEqual([]);
  expect(play.decisions.get(play.passages[0]!.id)?.taken).toBe(false);
  play.card('garage-in', lin);
  expect(play.reasons().at(-1)).toBe('no-residency');
});

test('a household that still lives there is let in when the controller is back in time', () => {
  const play = playAccess(guardedSite(), { away: ['garage-c'] });
  play.card('garage-in', lin);
  play.clock.advance(500);
  play.comeBack('garage-c');
  expect(play.actions('garage-c')).toEqual(['access']);
});

test('a guard opens a door with a reason, which is in the ledger; what outranks him says no', () => {
  const play = playAccess(guardedSite());
  expect(play.room.doors.open('garage', 'wang', 'ambulance crew')).toMatchObject({ ok: true });
  expect(play.actions('garage-c')).toEqual(['access']);
  expect(play.ledger.find({ action: 'door', limit: 5 })).toMatchObject([
    { action: 'door.opened', subject: 'garage', reason: 'ambulance crew', actor: { kind: 'user', id: 'wang' } },
  ]);
  play.room.modes.apply({ kind: 'lockdown' }, 'wang', 'drill');
  expect(play.room.doors.open('garage', 'wang', 'again')).toEqual({ ok: false, code: 'refused', reason: 'lockdown' });
});

test('the exit button is a passage on record, in a lockdown too', () => {
  const play = playAccess(guardedSite());
  play.room.modes.apply({ kind: 'lockdown' }, 'wang', 'drill');
  play.sent.length = 0;
  play.event('garage-c', 'exit-requested');
  expect(play.passages).toMatchObject([{ method: 'exit-button', side: 'exit', outcome: 'granted', place: 'garage' }]);
  expect(play.sent).toEqual([]);
});

test('a blocked door takes no card until it is unblocked', () => {
  const play = playAccess(guardedSite());
  expect(play.room.doors.operate('garage', 'block', 'wang', 'broken glass')).toMatchObject({ ok: true });
  expect(play.actions('garage-c')).toEqual(['block']);
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['blocked']);
  play.ack(play.last('garage-c'));
  play.state('garage-c', { mode: 'Blocked', contact: 'closed', alarm: 'Normal' });
  play.room.doors.operate('garage', 'unblock', 'wang', 'repaired');
  play.state('garage-c', { mode: 'Locked', contact: 'closed', alarm: 'Normal' });
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['blocked', 'granted']);
});

test('an arm is never lowered onto a vehicle, nor where nobody knows whether one stands there', () => {
  const play = playAccess(guardedSite());
  const close = () => play.room.doors.operate('lane', 'close', 'wang', 'left open');
  expect(close()).toMatchObject({ ok: false, code: 'loop-unknown' });
  play.state('lane-barrier', { arm: 'open', approach: false, safety: true });
  expect(close()).toMatchObject({ ok: false, code: 'loop-occupied' });
  expect(play.actions('lane-barrier')).toEqual([]);
  play.event('lane-barrier', 'loop-cleared', { loop: 'safety' });
  expect(close()).toMatchObject({ ok: true });
  expect(play.actions('lane-barrier')).toEqual(['close']);
});

test('a car that a guard waved through does not, with its plate, open for the next one', () => {
  const play = playAccess(guardedSite());
  play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
  play.room.doors.open('lane', 'wang', 'delivery');
  play.seePlate('粤B12345', 'lane-camera');
  play.event('lane-barrier', 'loop-occupied', { loop: 'safety' });
  play.event('lane-barrier', 'loop-cleared', { loop: 'approach' });
  play.seePlate('粤B12345', 'lane-camera');
  play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
  expect(play.actions('lane-barrier')).toEqual(['open']);
});

test('a vehicle’s passage is taken when it drives under the arm', () => {
  const play = playAccess(guardedSite());
  play.event('lane-barrier', 'loop-occupied', { loop: 'approach' });
  play.seePlate('粤B12345', 'lane-camera');
  const [granted] = play.passages;
  expect(granted).toMatchObject({ outcome: 'granted', method: 'plate', holder: 'r-lin' });
  expect(play.decisions.get(granted!.id)?.taken).toBeUndefined();
  play.event('lane-barrier', 'loop-occupied', { loop: 'safety' });
  expect(play.decisions.get(granted!.id)?.taken).toBe(true);
});

/** A visitor of Mrs Lin with a pass for the garage that opens it once. */
function startVisit(play: AccessPlay) {
  const nowMs = play.clock.wallMs();
  const [fromMs, toMs] = [nowMs - 60_000, nowMs + 3_600_000];
  const home = play.register.residenciesOf('r-lin')[0]!.address;
  const visit = { id: 'v-1', host: 'r-lin', home, visitor: '客测试', fromMs, toMs, uses: 1, requestedBy: 'r-lin' };
  play.change({ kind: 'visit', put: { ...visit, state: 'requested' } });
  play.change(
    { kind: 'visit', put: { ...visit, state: 'approved', hostAgreedAtMs: nowMs } },
    { kind: 'credential', put: { id: 'p-1', kind: 'pass', visit: 'v-1', state: 'active', uses: 1, fromMs, toMs } },
  );
  const seconds = { nbf: Math.floor(fromMs / 1000), exp: Math.floor(toMs / 1000) };
  play.passes.set('the code', { jti: 'p-1', iss: 'linden', ...seconds, at: ['garage'], uses: 1 });
  return (reader = 'garage-in') => play.event(reader, 'pass-presented', { text: 'the code' });
}

test('a copy of a visitor’s code opens nothing, not even while the visitor is on the way through; unused it is not used up', () => {
  const play = playAccess(guardedSite());
  const show = startVisit(play);
  show();
  show();
  expect(play.reasons()).toEqual(['granted', 'pass-replayed']);
  play.settle('garage-c', false);
  show();
  play.settle('garage-c', true);
  show();
  expect(play.reasons().slice(2)).toEqual(['granted', 'pass-replayed']);
  expect(play.passages.map(({ holder }) => holder)).toEqual(['v-1', 'v-1', 'v-1', 'v-1']);
});

test('a pass whose relay command was never carried out is not used up, and one that the door took late is', () => {
  const play = playAccess(guardedSite());
  const show = startVisit(play);
  show();
  play.ack(play.last('garage-c'), 'refused', 'too many unused grants');
  show();
  expect(play.reasons()).toEqual(['granted', 'granted']);
  play.clock.advance(6000);
  play.tick();
  play.settle('garage-c', true);
  show();
  expect(play.reasons().at(-1)).toBe('pass-replayed');
});

test('uses of a pass outlive the gateway', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ringward-passes-')), 'site.db');
  const before = playAccess(guardedSite(), { file });
  startVisit(before)();
  before.store.close();
  const after = playAccess(guardedSite(), { file, clock: before.clock });
  for (const [text, pass] of before.passes) after.passes.set(text, pass);
  after.event('garage-in', 'pass-presented', { text: 'the code' });
  expect(after.reasons()).toEqual(['pass-replayed']);
});

test('while the clock cannot be believed visitors wait and residents pass', () => {
  const play = playAccess(guardedSite());
  const show = startVisit(play);
  play.tick();
  play.clock.jumpWall(-3 * 3_600_000);
  show();
  play.card('garage-in', lin);
  expect(play.reasons()).toEqual(['clock-unknown', 'granted']);
  expect(play.room.modes.clock()).toMatchObject({ known: false });
  play.room.modes.confirmClock('wang');
  expect(play.room.modes.clock()).toEqual({ known: true });
});

test('why a card was refused shows every rule in order, and the look is in the ledger', () => {
  const play = playAccess(guardedSite());
  play.card('u1-reader', wu);
  const why = play.room.doors.explain(play.passages[0]!.id, 'wang')!;
  expect(why).toMatchObject({ outcome: 'denied', reason: 'no-rights', source: 'u1-door', method: 'card' });
  expect(why.rules.map(({ rule }) => rule).slice(0, 3)).toEqual(['fire', 'lockdown', 'blocked']);
  expect(why.rules.find(({ answer }) => answer === 'failed')).toEqual({
    rule: 'zone',
    answer: 'failed',
    reason: 'no-rights',
  });
  expect(JSON.stringify(why)).not.toContain('r-wu');
  expect(play.ledger.find({ action: 'passage.explained', limit: 1 })).toMatchObject([{ actor: { id: 'wang' } }]);
  expect(play.room.doors.explain('nothing', 'wang')).toBeUndefined();
});

test('every decision is in the ledger with its holder’s id, and no card number is anywhere', () => {
  const play = playAccess(guardedSite());
  play.card('garage-in', lin);
  expect(play.ledger.find({ action: 'access', limit: 2 })).toMatchObject([
    { action: 'access.decided', subject: 'r-lin', detail: { place: 'garage', method: 'card', outcome: 'granted' } },
  ]);
  const everything = [play.ledger.find({ limit: 100 }), play.passages, play.sent, play.outbox.peek('event', 100)];
  expect(JSON.stringify(everything)).not.toContain(lin);
});
