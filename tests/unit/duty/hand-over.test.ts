import { expect, test } from 'vitest';
import { checkItems } from '../../../gateway/duty/hand-over.ts';
import { hashOf } from '../../../gateway/duty/hand-over-desk.ts';
import { alarmOf, dutyRoom, type TestDuty } from '../../fixtures/duty-room.ts';

const minuteMs = 60_000;
/** 2026-09-22 06:13:20 in Shanghai. */
const startMs = Date.parse('2026-09-21T22:13:20Z');

/** An, then Bo; and where the clock stands five minutes before they change. */
function changingShift(): TestDuty {
  const duty = dutyRoom();
  duty.clock.jumpWall(startMs - duty.clock.wallMs());
  const slots = [
    { from: '06:00', to: '14:00', role: 'guard' as const, groups: [['an']] },
    { from: '14:00', to: '22:00', role: 'guard' as const, groups: [['bo']] },
  ];
  duty.rota.publish({ fromDay: '2026-09-22', days: 1, slots }, 'lu', { reason: 'a test' });
  duty.clock.jumpWall(Date.parse('2026-09-22T05:55:00Z') - duty.clock.wallMs());
  return duty;
}

function begun(duty: TestDuty): string {
  const answer = duty.handOvers.begin('an');
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.handOver.id;
}

function stateAll({ handOvers }: TestDuty, id: string): void {
  for (const item of checkItems) handOvers.note(id, { item, state: 'in-order' }, 'an');
}

test('a hand-over begins ten minutes before the end of the shift, and only by somebody of that shift', () => {
  const duty = changingShift();
  duty.clock.jumpWall(-6 * minuteMs);
  expect(duty.handOvers.begin('an')).toEqual({ kind: 'refused', code: 'too-early' });
  expect(duty.handOvers.next('an')).toMatchObject({ mayBeginMs: Date.parse('2026-09-22T05:50:00Z') });
  duty.clock.jumpWall(6 * minuteMs);
  expect(duty.handOvers.begin('chen')).toEqual({ kind: 'refused', code: 'not-on-duty' });
  expect(duty.handOvers.begin('an')).toMatchObject({
    ...{ kind: 'done' },
    handOver: { outgoing: ['an'], incoming: ['bo'], state: 'open' },
  });
});

test('one person cannot sign both sides', () => {
  const duty = changingShift();
  const id = begun(duty);
  stateAll(duty, id);
  expect(duty.handOvers.sign(id, 'an').kind).toBe('done');
  expect(duty.handOvers.sign(id, 'an')).toEqual({ kind: 'refused', code: 'same-person' });
  expect(duty.handOvers.sign(id, 'chen')).toEqual({ kind: 'refused', code: 'not-incoming' });
  expect(duty.handOvers.get(id)!.state).toBe('open');
});

test('nobody leaves while an urgent alarm is open that the incoming have not taken over', () => {
  const duty = changingShift();
  duty.open.push(alarmOf('a1', 1), alarmOf('a2', 2, 'dispatched'), alarmOf('a3', 3), alarmOf('a4', 1, 'resolved'));
  const id = begun(duty);
  stateAll(duty, id);
  duty.handOvers.sign(id, 'an');
  expect(duty.handOvers.sign(id, 'bo')).toEqual({ kind: 'refused', code: 'items-not-taken' });
  expect(duty.handOvers.take(id, 'a1', 'an')).toEqual({ kind: 'refused', code: 'not-incoming' });
  expect(duty.handOvers.take(id, 'a9', 'bo')).toEqual({ kind: 'refused', code: 'no-such-item' });
  duty.handOvers.take(id, 'a1', 'bo');
  expect(duty.handOvers.sign(id, 'bo')).toEqual({ kind: 'refused', code: 'items-not-taken' });
  duty.handOvers.take(id, 'a2', 'bo');
  expect(duty.handOvers.sign(id, 'bo')).toMatchObject({ kind: 'done', handOver: { state: 'signed' } });
});

test('what was signed stays as it was, and its hash stands in the ledger', () => {
  const duty = changingShift();
  duty.open.push(alarmOf('a1', 3));
  const id = begun(duty);
  stateAll(duty, id);
  duty.handOvers.sign(id, 'an');
  // The site moves on; what An signed does not.
  duty.open.splice(0);
  expect(duty.handOvers.get(id)!.snapshot.open).toMatchObject([{ alarm: 'a1' }]);
  expect(duty.handOvers.note(id, { item: 'keys', state: 'in-order' }, 'an')).toMatchObject({ code: 'already-signed' });
  duty.handOvers.sign(id, 'bo');
  const signed = duty.handOvers.get(id)!;
  const [entry] = duty.ledger.find({ action: 'shift.handed-over', limit: 1 });
  expect(entry).toMatchObject({ subject: id, detail: { sha256: signed.hash! } });
  expect(hashOf(signed)).toBe(signed.hash);
  expect(duty.handOvers.sign(id, 'bo')).toMatchObject({ code: 'already-handed-over' });
  expect(() => duty.store.prepare(`UPDATE hand_overs SET content = '{}' WHERE id = ?`).run(id)).toThrow(/not changed/);
});

test.each([
  ['an', 'bo'],
  ['bo', 'an'],
])('an urgent alarm between the signatures of %s and %s is taken over like the others', (first, second) => {
  const duty = changingShift();
  const id = begun(duty);
  stateAll(duty, id);
  expect(duty.handOvers.sign(id, first).kind).toBe('done');
  duty.open.push(alarmOf('a1', 1));
  expect(duty.handOvers.sign(id, second)).toEqual({ kind: 'refused', code: 'items-not-taken' });
  duty.handOvers.take(id, 'a1', 'bo');
  duty.open.splice(0);
  expect(duty.handOvers.sign(id, second)).toMatchObject({
    handOver: { state: 'signed', snapshot: { open: [{ alarm: 'a1' }] }, taken: [{ by: 'bo' }] },
  });
});

test('the outgoing state every item first, and a problem in words', () => {
  const duty = changingShift();
  const id = begun(duty);
  expect(duty.handOvers.sign(id, 'an')).toMatchObject({ code: 'checklist-open' });
  expect(duty.handOvers.note(id, { item: 'radios', state: 'problem' }, 'an')).toMatchObject({ code: 'note-needed' });
  expect(duty.handOvers.note(id, { item: 'radios', state: 'in-order' }, 'bo')).toMatchObject({ code: 'not-outgoing' });
  stateAll(duty, id);
  const problem = { item: 'radios' as const, state: 'problem' as const, note: 'one radio is being charged' };
  expect(duty.handOvers.note(id, problem, 'an').kind).toBe('done');
  expect(duty.handOvers.sign(id, 'an').kind).toBe('done');
});

test('a replacement put on the rota at the last minute can sign for the incoming', () => {
  const duty = changingShift();
  const id = begun(duty);
  const late = duty.rota
    .list(duty.clock.wallMs(), duty.clock.wallMs() + 3_600_000)
    .find(({ users }) => users.includes('bo'))!;
  duty.rota.change({ shift: late.id, kind: 'absent', out: 'bo', in: 'chen' }, 'lu');
  stateAll(duty, id);
  duty.handOvers.sign(id, 'an');
  expect(duty.handOvers.sign(id, 'bo')).toMatchObject({ code: 'not-incoming' });
  expect(duty.handOvers.sign(id, 'chen')).toMatchObject({ kind: 'done', handOver: { state: 'signed' } });
});

test('where nobody keeps a rota, whoever begins leaves, and anybody else takes over', () => {
  const duty = dutyRoom();
  const id = begun(duty);
  stateAll(duty, id);
  duty.handOvers.sign(id, 'an');
  expect(duty.handOvers.sign(id, 'an')).toMatchObject({ code: 'same-person' });
  expect(duty.handOvers.sign(id, 'bo')).toMatchObject({ handOver: { state: 'signed' } });
});
