import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PatrolRouteOrder } from '../../../gateway/duty/patrol.ts';
import { dueTimes } from '../../../gateway/duty/patrol-due.ts';
import { createSiteTime } from '../../../gateway/kernel/site-time.ts';
import { dutyRoom, type TestDuty } from '../../fixtures/duty-room.ts';

/** 2026-09-22 21:58 in Shanghai. */
const startMs = Date.parse('2026-09-22T13:58:00Z');
const title = (en: string) => ({ zh: `${en}点`, en });
const order: PatrolRouteOrder = {
  name: title('Night round'),
  times: ['22:00'],
  startToleranceS: 600,
  checkpoints: [
    { id: 'gate', name: title('Gate'), expectedAfterS: 60, toleranceS: 120 },
    { id: 'pond', name: title('Pond'), expectedAfterS: 300, toleranceS: 120 },
    { id: 'garage', name: title('Garage'), expectedAfterS: 600, toleranceS: 120 },
  ],
};

function nightRound(file?: string): TestDuty {
  const duty = dutyRoom(file === undefined ? {} : { file });
  duty.clock.jumpWall(startMs - duty.clock.wallMs());
  duty.patrols.setRoute('night', order, 'lu');
  return duty;
}

function pass(duty: TestDuty, seconds: number): void {
  for (let left = seconds; left > 0; left -= 30) {
    duty.clock.advance(Math.min(30, left) * 1000);
    duty.check();
  }
}

const codesOf = (duty: TestDuty) =>
  Object.fromEntries(duty.patrols.labels('night', 'lu')!.map(({ checkpoint, text }) => [checkpoint, text]));

function started(duty: TestDuty): string {
  const answer = duty.patrols.start('night', 'an');
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.value.id;
}

test('a round that is walked in order and in time raises nothing', () => {
  const duty = nightRound();
  const codes = codesOf(duty);
  pass(duty, 150);
  expect(duty.patrols.live()).toMatchObject([{ state: 'due', route: 'night' }]);
  const run = started(duty);
  pass(duty, 60);
  duty.patrols.scan(run, codes.gate!, 'an');
  pass(duty, 240);
  duty.patrols.scan(run, codes.pond!.replace('ringward:checkpoint:', ' ').toUpperCase(), 'an');
  pass(duty, 300);
  duty.patrols.scan(run, codes.garage!, 'an');
  expect(duty.patrols.finish(run, 'an')).toMatchObject({ value: { state: 'finished', deviations: [] } });
  pass(duty, 3600);
  expect(duty.deviations).toEqual([]);
});

test('a round that nobody starts raises one alarm after its tolerance', () => {
  const duty = nightRound();
  pass(duty, 120 + 590);
  expect(duty.deviations).toEqual([]);
  pass(duty, 60);
  expect(duty.deviations).toMatchObject([{ kind: 'not-started', route: 'night' }]);
  pass(duty, 3600);
  expect(duty.deviations).toHaveLength(1);
});

test('whoever begins a little early walks the round of that time', () => {
  const duty = nightRound();
  const run = started(duty);
  expect(duty.patrols.run(run)!.dueMs).toBe(startMs + 120_000);
  pass(duty, 300);
  expect(duty.patrols.live()).toHaveLength(1);
});

test('whatever goes wrong on one round raises one alarm, and the round keeps each deviation', () => {
  const duty = nightRound();
  const codes = codesOf(duty);
  const run = started(duty);
  duty.patrols.scan(run, codes.pond!, 'an');
  pass(duty, 900);
  duty.patrols.scan(run, codes.gate!, 'an');
  const ended = duty.patrols.finish(run, 'an');
  expect(ended).toMatchObject({
    value: {
      deviations: [
        { kind: 'wrong-order', checkpoint: 'pond' },
        { kind: 'late', checkpoint: 'gate' },
        { kind: 'late', checkpoint: 'garage' },
        { kind: 'missed', checkpoint: 'garage' },
      ],
    },
  });
  expect(duty.deviations).toHaveLength(1);
  expect(duty.deviations[0]).toMatchObject({ kind: 'wrong-order', run });
});

test('a gateway that was off meanwhile still tells, once, of a round that was late and of one that nobody started', () => {
  const root = mkdtempSync(join(tmpdir(), 'ringward-duty-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const file = join(root, 'site.db');
  const before = nightRound(file);
  before.patrols.setRoute('fence', { ...order, name: title('Fence') }, 'lu');
  const run = started(before);
  before.check();
  before.store.close();

  const after = dutyRoom({ file, clock: before.clock });
  after.clock.advance(20 * 60_000);
  after.check();
  expect(after.patrols.run(run)!.deviations.map(({ kind }) => kind)).toEqual(['late', 'late', 'late']);
  const kinds = after.deviations.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['late', 'not-started']);
  after.store.close();

  const again = dutyRoom({ file, clock: before.clock });
  again.check();
  expect(again.deviations).toEqual([]);
});

test('nobody is late while the clock cannot be believed', () => {
  const clock = nightRound().clock;
  const duty = dutyRoom({ clock, clockKnown: () => false });
  duty.patrols.setRoute('night', order, 'lu');
  pass(duty, 3600);
  expect(duty.deviations).toEqual([]);
});

/** A round whose clock the test believes or not. */
function doubtedRound() {
  const trust = { known: true };
  const duty = dutyRoom({ clockKnown: () => trust.known });
  duty.clock.jumpWall(startMs - duty.clock.wallMs());
  duty.patrols.setRoute('night', order, 'lu');
  const codes = codesOf(duty);
  duty.check();
  const jump = (ms: number) => {
    trust.known = false;
    duty.clock.jumpWall(ms);
    duty.check();
  };
  const believe = (ms: number) => {
    duty.clock.jumpWall(ms);
    trust.known = true;
    duty.check();
  };
  const walk = (run: string, point: string, afterS: number) => {
    pass(duty, afterS);
    duty.patrols.scan(run, codes[point]!, 'an');
  };
  return { duty, jump, believe, walk };
}

test('a round walked in time while the clock is hours ahead raises nothing, then or when the clock is right again', () => {
  const { duty, jump, believe, walk } = doubtedRound();
  pass(duty, 150);
  const run = started(duty);
  walk(run, 'gate', 60);
  jump(5 * 3_600_000);
  walk(run, 'pond', 240);
  expect(duty.patrols.run(run)!.scans.map(({ clockUnsure }) => clockUnsure)).toEqual([undefined, true]);
  believe(-5 * 3_600_000);
  walk(run, 'garage', 300);
  duty.patrols.finish(run, 'an');
  pass(duty, 3600);
  expect(duty.deviations).toEqual([]);
  const { scans, startedAtMs } = duty.patrols.run(run)!;
  expect(scans.map(({ atMs, clockUnsure }) => [atMs - startedAtMs!, clockUnsure])).toEqual([
    [60_000, undefined],
    [300_000, undefined],
    [600_000, undefined],
  ]);
});

test('a round walked too slowly while the clock was not believed is told, once, when it is believed again', () => {
  const { duty, jump, believe, walk } = doubtedRound();
  jump(-30 * 86_400_000);
  pass(duty, 150);
  const run = started(duty);
  walk(run, 'gate', 60);
  walk(run, 'pond', 900);
  walk(run, 'garage', 10);
  duty.patrols.finish(run, 'an');
  expect(duty.deviations).toEqual([]);
  believe(30 * 86_400_000);
  expect(duty.deviations).toMatchObject([{ kind: 'late', checkpoint: 'pond', run }]);
  pass(duty, 3600);
  expect(duty.deviations).toHaveLength(1);
  // It was the round of ten o'clock, and nobody is called for that a second time.
  expect(duty.patrols.run(run)).toMatchObject({ dueMs: startMs + 120_000, state: 'finished' });
  expect(duty.patrols.runs({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 9 })).toHaveLength(1);
});

test('a checkpoint out of order is told even then: that is no matter of the clock', () => {
  const { duty, jump, walk } = doubtedRound();
  const run = started(duty);
  jump(5 * 3_600_000);
  walk(run, 'pond', 900);
  expect(duty.deviations).toMatchObject([{ kind: 'wrong-order', checkpoint: 'pond' }]);
});

test('whoever begins at two by a clock that is four hours ahead walks the round of ten, and that of two is still called', () => {
  const { duty, jump, believe } = doubtedRound();
  duty.patrols.setRoute('night', { ...order, times: ['22:00', '02:00'] }, 'lu');
  jump(4 * 3_600_000);
  const run = started(duty);
  duty.patrols.finish(run, 'an');
  believe(-4 * 3_600_000);
  expect(duty.patrols.run(run)!.dueMs).toBe(startMs + 120_000);
  pass(duty, 3 * 3600);
  expect(duty.deviations.filter(({ kind }) => kind === 'not-started')).toEqual([]);
  pass(duty, 2 * 3600);
  expect(duty.deviations.filter(({ kind }) => kind === 'not-started')).toHaveLength(1);
});

test('a round begun or a route made by a clock years ahead keeps no later round from being called', () => {
  const { duty, jump, believe } = doubtedRound();
  const years = 3 * 365 * 86_400_000;
  jump(years);
  duty.patrols.setRoute('fence', { ...order, name: title('Fence') }, 'lu');
  const run = started(duty);
  duty.patrols.finish(run, 'an', { note: 'the clock is wrong' });
  believe(-years);
  pass(duty, 3600);
  expect(duty.deviations.filter(({ route }) => route === 'fence')).toMatchObject([{ kind: 'not-started' }]);
});

test('a route made by a clock that was set back is not called for rounds of the day before it was made', () => {
  const { duty, jump, believe } = doubtedRound();
  jump(-30 * 86_400_000);
  duty.patrols.setRoute('fence', { ...order, times: ['21:00'] }, 'lu');
  believe(30 * 86_400_000);
  expect(duty.deviations).toEqual([]);
  pass(duty, 60);
  expect(duty.patrols.runs({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 9 })).toEqual([]);
});

test('after a restart amid the doubt nobody is called late for times that nobody knows any more', () => {
  const root = mkdtempSync(join(tmpdir(), 'ringward-doubt-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const file = join(root, 'site.db');
  const before = dutyRoom({ file, clockKnown: () => false });
  before.patrols.setRoute('night', { ...order, times: [] }, 'lu');
  const codes = codesOf(before);
  const run = started(before);
  before.patrols.scan(run, codes.gate!, 'an');
  before.store.close();
  const after = dutyRoom({ file, clock: before.clock });
  after.clock.jumpWall(20 * 365 * 86_400_000);
  pass(after, 60);
  after.patrols.scan(run, codes.pond!, 'an');
  expect(after.deviations).toEqual([]);
  expect(after.patrols.run(run)!.scans).toMatchObject([
    { checkpoint: 'gate', clockUnsure: true },
    { checkpoint: 'pond' },
  ]);
  pass(after, 3 * 3600);
  expect(after.patrols.run(run)!.state).toBe('abandoned');
});

test('every note of a round is kept, in order, and cannot be changed or taken away before the round is', () => {
  const duty = nightRound();
  const codes = codesOf(duty);
  const run = started(duty);
  duty.patrols.scan(run, codes.gate!, 'an');
  duty.patrols.note(run, 'gate', 'the lamp is out', 'an');
  duty.patrols.note(run, 'gate', 'the lamp is on again', 'an');
  duty.patrols.note(run, undefined, 'rain', 'an');
  duty.patrols.finish(run, 'an', { note: 'called away' });
  expect(duty.patrols.run(run)!.notes).toMatchObject([
    { n: 1, checkpoint: 'gate', by: 'an', note: 'the lamp is out' },
    { n: 2, checkpoint: 'gate', note: 'the lamp is on again' },
    { n: 3, note: 'rain' },
    { n: 4, note: 'called away' },
  ]);
  const { store } = duty;
  expect(() => store.prepare("UPDATE patrol_notes SET note = ''").run()).toThrow('notes are only added');
  expect(() => store.prepare('DELETE FROM patrol_notes').run()).toThrow('notes are only added');
  duty.clock.advance(400 * 86_400_000);
  duty.check();
  expect(store.prepare('SELECT count(*) FROM patrol_notes').pluck().get()).toBe(0);
});

test('a label of elsewhere, somebody else’s round and a second scan change nothing', () => {
  const duty = nightRound();
  duty.patrols.setRoute('day', { ...order, checkpoints: [order.checkpoints[0]!] }, 'lu');
  const other = duty.patrols.labels('day', 'lu')![0]!.text;
  const codes = codesOf(duty);
  const run = started(duty);
  expect(duty.patrols.scan(run, other, 'an')).toMatchObject({ code: 'other-route' });
  expect(duty.patrols.scan(run, 'ringward:checkpoint:nonsense', 'an')).toMatchObject({ code: 'unknown-code' });
  expect(duty.patrols.scan(run, codes.gate!, 'bo')).toMatchObject({ code: 'not-yours' });
  duty.patrols.scan(run, codes.gate!, 'an');
  expect(duty.patrols.scan(run, codes.gate!, 'an')).toMatchObject({ value: { already: true } });
  expect(duty.patrols.run(run)!.scans).toHaveLength(1);
  expect(duty.patrols.start('night', 'bo')).toMatchObject({ code: 'already-running' });
  expect(duty.patrols.start('day', 'an')).toMatchObject({ code: 'busy' });
});

test('the list of routes shows no codes, and a changed route keeps the labels that hang there', () => {
  const duty = nightRound();
  const before = codesOf(duty);
  expect(JSON.stringify(duty.patrols.routes())).not.toContain(before.gate!.split(':')[2]);
  duty.patrols.setRoute('night', { ...order, times: ['23:00'] }, 'lu');
  expect(codesOf(duty)).toEqual(before);
});

test('a picture is kept with the checkpoint that was passed, and goes when its time is over', () => {
  const duty = nightRound();
  const codes = codesOf(duty);
  const run = started(duty);
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
  expect(duty.patrols.addPhoto(run, 'gate', jpeg, 'an')).toMatchObject({ code: 'not-passed' });
  duty.patrols.scan(run, codes.gate!, 'an');
  expect(duty.patrols.addPhoto(run, 'gate', Buffer.from('<svg onload=alert(1)>'), 'an')).toMatchObject({
    code: 'no-picture',
  });
  expect(duty.patrols.addPhoto(run, 'gate', jpeg, 'an')).toEqual({ kind: 'done', value: 1 });
  expect(Buffer.from(duty.patrols.photo(run, 1)!)).toEqual(jpeg);
  duty.clock.advance(31 * 86_400_000);
  duty.check();
  expect(duty.patrols.photo(run, 1)).toBeUndefined();
  expect(duty.patrols.run(run)).toBeDefined();
});

test('two times that are one moment in the night of a clock change are one round', () => {
  const siteTime = createSiteTime('Europe/Berlin');
  const fromMs = siteTime.toMs('2026-03-29');
  const due = dueTimes({ times: ['02:00', '03:00', '23:30'] }, siteTime, fromMs, fromMs + 23 * 3_600_000);
  expect(due.map((ms) => new Date(ms).toISOString())).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-29T21:30:00.000Z']);
});

test('a round over midnight and over a restart is one round, and raises nothing when it is walked in time', () => {
  const root = mkdtempSync(join(tmpdir(), 'ringward-round-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const file = join(root, 'site.db');
  const before = dutyRoom({ file });
  before.clock.jumpWall(Date.parse('2026-09-22T15:54:00Z') - before.clock.wallMs());
  before.patrols.setRoute('night', { ...order, times: ['23:55'] }, 'lu');
  const codes = codesOf(before);
  pass(before, 90);
  const run = started(before);
  pass(before, 60);
  before.patrols.scan(run, codes.gate!, 'an');
  before.store.close();
  const after = dutyRoom({ file, clock: before.clock });
  pass(after, 240);
  after.patrols.scan(run, codes.pond!, 'an');
  pass(after, 300);
  after.patrols.scan(run, codes.garage!, 'an');
  expect(after.patrols.finish(run, 'an')).toMatchObject({ value: { state: 'finished', deviations: [] } });
  expect(after.patrols.runs({ beforeMs: Number.MAX_SAFE_INTEGER, limit: 9 })).toHaveLength(1);
});
