import { expect, test } from 'vitest';
import { systemClock } from '../../../gateway/kernel/clock.ts';
import { type ClockTrust, createClockTrust } from '../../../gateway/kernel/clock-trust.ts';
import { createClockMark } from '../../../gateway/kernel/sqlite-clock-mark.ts';
import { openStore } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock } from '../../fixtures/quiet.ts';

const minute = 60_000;
const hour = 60 * minute;
const noon = Date.parse('2026-11-02T12:00:00+08:00');

function startClock(startMs = noon, seenMs = 0) {
  const clock = fakeClock(startMs);
  const mark = createClockMark(openStore(':memory:'));
  const trust = createClockTrust({ clock, mark, seenMs });
  return { clock, mark, trust };
}

/** Lets time pass as the gateway does, which looks every second; here every half minute. */
function pass(clock: ReturnType<typeof fakeClock>, trust: ClockTrust, ms: number) {
  for (let left = ms; left > 0; left -= minute / 2) {
    clock.advance(Math.min(left, minute / 2));
    trust.check();
  }
}

test('a gateway that wakes up in 1970 does not believe its clock', () => {
  const { trust } = startClock(0);
  expect(trust.problem()).toBe('before-build');
});

test('a clock that was set back over a restart is not believed, and time goes on from what was seen last', () => {
  const { clock, trust } = startClock(noon - 3 * hour, noon);
  expect(trust.problem()).toBe('set-back');
  clock.advance(5000);
  expect(trust.nowMs()).toBe(noon + 5000);
});

test('the mark on disk is never more than a minute behind', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, 10 * minute);
  expect(clock.wallMs() - mark.read()).toBeLessThan(minute);
});

test('a gateway that was off for months believes its clock when it has been steady for an hour', () => {
  const { clock, trust } = startClock(noon + 200 * 24 * hour, noon);
  expect(trust.problem()).toBe('jumped');
  pass(clock, trust, hour + minute);
  expect(trust.known()).toBe(true);
});

test('a correction by NTP of some seconds disturbs nobody', () => {
  const { clock, trust } = startClock();
  pass(clock, trust, 5 * minute);
  clock.jumpWall(-20_000);
  expect(trust.known()).toBe(true);
});

test('a clock that jumps a day ahead is believed again when it has been steady for an hour', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.jumpWall(24 * hour);
  trust.check();
  expect(trust.problem()).toBe('jumped');
  expect(trust.nowMs()).toBeLessThan(noon + 2 * minute);
  expect(mark.read()).toBeLessThan(noon + 2 * minute);
  pass(clock, trust, 59 * minute);
  expect(trust.known()).toBe(false);
  pass(clock, trust, 2 * minute);
  expect(trust.known()).toBe(true);
});

test('a clock that was doubted for a jump ahead is doubted after a restart, too, and the right one is believed at once', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.jumpWall(400 * 24 * hour);
  trust.check();
  const seenMs = clock.wallMs();
  clock.advance(minute);
  const again = createClockTrust({ clock, mark, seenMs });
  expect(again.problem()).toBe('jumped');
  expect(again.nowMs()).toBeLessThan(noon + 3 * minute);
  clock.jumpWall(-400 * 24 * hour);
  expect(createClockTrust({ clock, mark, seenMs }).known()).toBe(true);
});

test('a jump during which nothing was written is doubted after a restart, too', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.jumpWall(20 * 24 * hour);
  trust.check();
  clock.advance(minute);
  expect(createClockTrust({ clock, mark, seenMs: noon }).problem()).toBe('jumped');
});

test('a ledger that goes on long after the mark, as after a restore or a short start, casts no doubt', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.advance(12 * hour);
  expect(createClockTrust({ clock, mark, seenMs: clock.wallMs() - 1000 }).known()).toBe(true);
});

test('a doubt that has ended does not come back with a restart', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.jumpWall(24 * hour);
  pass(clock, trust, 2 * hour);
  expect(createClockTrust({ clock, mark, seenMs: clock.wallMs() }).known()).toBe(true);
});

test('two hours ahead are doubted over a restart as a year is', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.jumpWall(2 * hour);
  trust.check();
  clock.advance(minute);
  expect(createClockTrust({ clock, mark, seenMs: clock.wallMs() - minute }).problem()).toBe('jumped');
});

test('a jump in steps of nine minutes is a jump, too', () => {
  const { clock, trust } = startClock();
  for (const _step of [1, 2, 3]) {
    clock.jumpWall(9 * minute);
    clock.advance(1000);
    trust.check();
  }
  expect(trust.known()).toBe(false);
});

test('times that a clock showed that was not believed are on disk, with the time at which the right one was known', () => {
  const { clock, mark, trust } = startClock(30 * hour);
  pass(clock, trust, minute);
  const year2026 = { fromMs: 0, toMs: Date.UTC(2026, 0, 1) };
  expect(trust.unsure()).toEqual([{ ...year2026, knownMs: Infinity }]);
  clock.jumpWall(noon - clock.wallMs());
  pass(clock, trust, minute);
  trust.confirm();
  trust.check();
  const knownMs = clock.wallMs();
  const [old, jumped] = trust.unsure();
  expect(old).toEqual({ ...year2026, knownMs });
  expect(jumped!.toMs - jumped!.fromMs).toBeLessThan(hour);
  // set back over a restart, and killed there: its time is noted ahead
  pass(clock, trust, hour);
  clock.jumpWall(-200 * 24 * hour);
  const again = createClockTrust({ clock, mark, seenMs: 0 });
  pass(clock, again, 40 * minute);
  const shown = again.unsure().filter((span) => span.knownMs === Infinity);
  expect(
    shown.some(({ fromMs, toMs }) => fromMs < clock.wallMs() - 40 * minute && toMs > clock.wallMs() + minute),
  ).toBe(true);
  expect(shown.some(({ fromMs, toMs }) => fromMs < again.nowMs() && toMs > again.nowMs() + minute)).toBe(true);
  expect(again.unsure()).toHaveLength(4);
});

test('a guard who looks at a watch ends the doubt, and an hour that was wrong once does not come back with a restart', () => {
  const { clock, mark, trust } = startClock();
  pass(clock, trust, minute);
  clock.jumpWall(24 * hour);
  pass(clock, trust, 2 * hour);
  expect(trust.known()).toBe(true);
  clock.jumpWall(-24 * hour);
  expect(trust.known()).toBe(false);
  trust.confirm();
  expect(trust.known()).toBe(true);
  expect(createClockTrust({ clock, mark, seenMs: 0 }).known()).toBe(true);
});

test('the monotonic time is the machine’s, and so the same in a process that began after the wall clock was set', () => {
  const machineMs = Number(process.hrtime.bigint()) / 1e6;
  // the same long time before the machine's start: for rooms that have seen nothing yet, 0 was long ago
  expect(Math.abs(systemClock.monotonicMs() - 1e12 - machineMs)).toBeLessThan(1000);
  const wallMs = performance.timeOrigin + performance.now();
  expect(Math.abs(systemClock.monotonicMs() - wallMs)).toBeGreaterThan(1000);
});
