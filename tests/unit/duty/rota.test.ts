import { expect, test } from 'vitest';
import { findGaps } from '../../../gateway/duty/find-gaps.ts';
import { makeShifts } from '../../../gateway/duty/make-shifts.ts';
import type { RotaPattern } from '../../../gateway/duty/shift.ts';
import { createSiteTime } from '../../../gateway/kernel/site-time.ts';
import { dutyRoom } from '../../fixtures/duty-room.ts';

const hourMs = 3_600_000;
const threeShifts = (fromDay: string, days = 8, lead: string[][] = [['lu']]): RotaPattern => ({
  ...{ fromDay, days },
  slots: [
    { from: '06:00', to: '14:00', role: 'guard', groups: [['an'], ['bo'], ['chen']] },
    { from: '14:00', to: '22:00', role: 'guard', groups: [['bo'], ['chen'], ['an']] },
    { from: '22:00', to: '06:00', role: 'guard', groups: [['chen'], ['an'], ['bo']] },
    { from: '00:00', to: '12:00', role: 'lead', groups: lead },
    { from: '12:00', to: '00:00', role: 'lead', groups: [['ma']] },
  ],
});
/** 2026-09-22 06:13:20 in Shanghai: within the early shift. */
const startMs = Date.parse('2026-09-21T22:13:20Z');
const today = '2026-09-22';

test('three shifts in turn leave no minute of the week uncovered and say who is on duty now', () => {
  const { rota, clock } = dutyRoom();
  expect(clock.wallMs()).toBeGreaterThan(0);
  clock.jumpWall(startMs - clock.wallMs());
  const answer = rota.publish(threeShifts(today), 'lu');
  expect(answer.kind).toBe('done');
  expect(rota.gaps()).toEqual([]);
  expect(rota.onDuty('guard', startMs)).toEqual(['an']);
  expect(rota.onDuty('guard', startMs + 8 * hourMs)).toEqual(['bo']);
  expect(rota.onDuty('lead', startMs)).toEqual(['lu']);
});

test('a rota with uncovered minutes is refused with the gaps, and published only with a reason that then stands there', () => {
  const { rota, clock, ledger } = dutyRoom();
  clock.jumpWall(startMs - clock.wallMs());
  const pattern: RotaPattern = { ...threeShifts(today), slots: threeShifts(today).slots.slice(0, 3) };
  const refused = rota.publish(pattern, 'lu');
  expect(refused).toMatchObject({ kind: 'refused', code: 'gaps', gaps: [{ role: 'lead', have: 0, need: 1 }] });
  expect(rota.list(startMs, startMs + 24 * hourMs)).toEqual([]);

  expect(rota.publish(pattern, 'lu', { reason: 'No lead before October' }).kind).toBe('done');
  expect(rota.gaps()).toMatchObject([{ role: 'lead', accepted: { by: 'lu', reason: 'No lead before October' } }]);
  expect(ledger.find({ action: 'rota.published', limit: 5 })).toMatchObject([{ reason: 'No lead before October' }]);
});

test('a rota cannot begin on a day that the calendar has not', () => {
  const { rota } = dutyRoom();
  expect(rota.preview(threeShifts('2027-02-31'))).toEqual({ kind: 'refused', code: 'no-such-day' });
});

test('nobody is guard and lead at the same time', () => {
  const { rota, clock } = dutyRoom();
  clock.jumpWall(startMs - clock.wallMs());
  expect(rota.publish(threeShifts(today, 8, [['an']]), 'lu', { reason: 'whatever' })).toMatchObject({
    ...{ kind: 'refused', code: 'two-roles' },
    found: { user: 'an' },
  });
});

test('whoever stands in two shifts in a row for sixteen hours is warned about', () => {
  const { rota, clock } = dutyRoom();
  clock.jumpWall(startMs - clock.wallMs());
  rota.publish(threeShifts(today), 'lu');
  const late = rota
    .list(startMs, startMs + 24 * hourMs)
    .find(({ fromMs, role }) => fromMs > startMs && role === 'guard')!;
  const early = rota.list(startMs, startMs + 1).find(({ role }) => role === 'guard')!;
  const changed = rota.change({ shift: early.id, kind: 'swap', out: 'an', in: 'bo' }, 'lu');
  expect(changed).toMatchObject({ kind: 'done', value: { longDuty: [{ user: 'bo' }] } });
  expect(late.users).toEqual(['bo']);
});

test('somebody who is absent leaves a gap that everybody sees, and the ledger does not say why', () => {
  const { rota, clock, ledger } = dutyRoom();
  clock.jumpWall(startMs - clock.wallMs());
  rota.publish(threeShifts(today), 'lu');
  const [early] = rota.list(startMs, startMs + 1).filter(({ role }) => role === 'guard');
  expect(rota.change({ shift: early!.id, kind: 'absent', out: 'an' }, 'lu')).toMatchObject({
    ...{ kind: 'done' },
    value: { gaps: [{ role: 'guard', fromMs: startMs, toMs: early!.toMs }] },
  });
  expect(rota.gaps()).toHaveLength(1);
  expect(rota.gaps()[0]).not.toHaveProperty('accepted');
  expect(ledger.find({ action: 'rota.changed', limit: 1 })[0]).toMatchObject({ detail: { kind: 'absent', out: 'an' } });
  clock.advance(9 * hourMs);
  expect(rota.change({ shift: early!.id, kind: 'swap', in: 'bo' }, 'lu')).toMatchObject({ code: 'shift-is-over' });
});

test('publishing the same days anew keeps the shifts that stay, and replaces the others', () => {
  const { rota, clock } = dutyRoom();
  clock.jumpWall(startMs - clock.wallMs());
  rota.publish(threeShifts(today), 'lu');
  const before = rota.list(startMs, startMs + 48 * hourMs);
  rota.publish(threeShifts(today, 8, [['su']]), 'lu');
  const after = rota.list(startMs, startMs + 48 * hourMs);
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  expect(rota.onDuty('lead', startMs)).toEqual(['su']);
});

test('no minute is lost or double when the clocks change in spring and autumn', () => {
  const siteTime = createSiteTime('Europe/Berlin');
  for (const day of ['2026-03-28', '2026-10-24']) {
    const slots = [
      ['02:30', '10:30'],
      ['10:30', '18:30'],
      ['18:30', '02:30'],
    ].map(([from, to]) => ({ from: from!, to: to!, role: 'guard' as const, groups: [['an']] }));
    const made = makeShifts({ fromDay: day, days: 3, slots }, siteTime).map((shift, n) => ({ id: `s${n}`, ...shift }));
    expect(findGaps(made, made[0]!.fromMs, made.at(-1)!.toMs, { guard: 1 })).toEqual([]);
    for (const [n, shift] of made.entries()) if (n > 0) expect(shift.fromMs).toBe(made[n - 1]!.toMs);
  }
});

test('a slot of the hour that spring takes away has no shift on that day, which nobody would have to hand over', () => {
  const slots = [
    { from: '02:00', to: '03:00', role: 'guard' as const, groups: [['an']] },
    { from: '03:00', to: '02:00', role: 'guard' as const, groups: [['bo']] },
  ];
  const made = makeShifts({ fromDay: '2026-03-28', days: 3, slots }, createSiteTime('Europe/Berlin'));
  expect(made).toHaveLength(5);
  expect(made.every(({ fromMs, toMs }) => toMs > fromMs)).toBe(true);
});

test('shifts that ended a year ago go, later ones stay', () => {
  const { rota, clock, check } = dutyRoom();
  clock.jumpWall(startMs - clock.wallMs());
  rota.publish(threeShifts(today), 'lu');
  const left = () => rota.list(startMs - 24 * hourMs, startMs + 240 * hourMs).map(({ toMs }) => toMs);
  const all = left().length;
  clock.advance((365 + 4) * 24 * hourMs);
  check();
  expect(left().length).toBeLessThan(all);
  expect(Math.min(...left())).toBeGreaterThanOrEqual(clock.wallMs() - 365 * 24 * hourMs);
});
