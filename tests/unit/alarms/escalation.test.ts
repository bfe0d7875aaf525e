import { beforeEach, describe, expect, test } from 'vitest';
import type { Alarm } from '../../../gateway/alarms/alarm.ts';
import { decideEscalation, isDispatchOverdue, toLadder, usualLadder } from '../../../gateway/alarms/escalation.ts';
import { type AlarmCall, createEscalator } from '../../../gateway/alarms/escalator.ts';
import { openStore, type Store } from '../../../gateway/kernel/sqlite-store.ts';
import { fakeClock, trustOf } from '../../fixtures/quiet.ts';

const minuteMs = 60_000;
const alarmOf = (wanted: Partial<Alarm> = {}): Alarm => ({
  id: 'a1',
  type: 'smoke',
  priority: 1,
  ring: 3,
  source: 'smoke-1',
  zone: 'b1',
  state: 'raised',
  active: true,
  closed: false,
  hidden: undefined,
  chatteringSinceMs: undefined,
  incident: undefined,
  drill: false,
  acknowledgedBy: undefined,
  acknowledgedAtMs: undefined,
  verdict: undefined,
  assignee: undefined,
  disposition: undefined,
  escalation: 0,
  raisedAtMs: 1_790_000_000_000,
  lastAtMs: 1_790_000_000_000,
  clearedAtMs: undefined,
  closedAtMs: undefined,
  count: 1,
  camera: undefined,
  detail: {},
  ...wanted,
});

describe('the ladder', () => {
  test('P1 goes to the lead after 60 s, to the manager after 3 min and to the cloud after 5 min', () => {
    const levels = [59_999, 60_000, 179_999, 180_000, 299_999, 300_000].map((ms) =>
      decideEscalation(alarmOf(), ms, usualLadder),
    );
    expect(levels).toEqual([0, 1, 1, 2, 2, 3]);
  });

  test('P2 goes to the lead after 5 and to the manager after 15 min, P3 to the lead after an hour, P4 nowhere', () => {
    const levelAfter = (priority: Alarm['priority'], minutes: number) =>
      decideEscalation(alarmOf({ priority }), minutes * minuteMs, usualLadder);
    expect([levelAfter(2, 4.9), levelAfter(2, 5), levelAfter(2, 15), levelAfter(2, 600)]).toEqual([0, 1, 2, 2]);
    expect([levelAfter(3, 59), levelAfter(3, 60), levelAfter(3, 6000)]).toEqual([0, 1, 1]);
    expect(levelAfter(4, 100_000)).toBe(0);
  });

  test('what somebody has taken, or what is set aside, does not climb; a drill climbs to the lead at most', () => {
    const late = 60 * minuteMs;
    expect(decideEscalation(alarmOf({ state: 'acknowledged' }), late, usualLadder)).toBe(0);
    const hidden = { kind: 'suppressed', parent: 'a0' } as const;
    expect(decideEscalation(alarmOf({ hidden }), late, usualLadder)).toBe(0);
    expect(decideEscalation(alarmOf({ drill: true }), late, usualLadder)).toBe(1);
  });

  test('a site replaces the steps of the priorities that it names, and only those', () => {
    const own = toLadder({ ladder: [{ priority: 1, level: 2, afterS: 20 }] });
    expect(decideEscalation(alarmOf(), 20_000, own)).toBe(2);
    expect(decideEscalation(alarmOf(), 600_000, own)).toBe(2);
    expect(decideEscalation(alarmOf({ priority: 2 }), 5 * minuteMs, own)).toBe(1);
  });

  test('whoever took a P1 is reminded when nobody was sent after 60 s, and 30 s after a late taking', () => {
    const taken = alarmOf({ state: 'acknowledged' });
    expect(isDispatchOverdue(taken, 59_000, 50_000)).toBe(false);
    expect(isDispatchOverdue(taken, 60_000, 50_000)).toBe(true);
    expect(isDispatchOverdue(taken, 90_000, 10_000)).toBe(false);
    expect(isDispatchOverdue(alarmOf({ state: 'verified', verdict: 'false' }), 90_000, 80_000)).toBe(false);
    expect(isDispatchOverdue(alarmOf({ state: 'dispatched' }), 90_000, 80_000)).toBe(false);
  });
});

describe('while the gateway runs, and across its restarts', () => {
  let clock: ReturnType<typeof fakeClock>;
  let store: Store;
  let alarms: Map<string, Alarm>;
  let calls: string[];
  let steps: { id: string; level: number; atMs: number }[];
  let fail: boolean;

  /** Another run of the gateway over the same disk. */
  const run = () =>
    createEscalator({
      store,
      book: {
        open: () => [...alarms.values()].filter(({ closed }) => !closed),
        escalate: (id, level, atMs) => {
          if (fail) throw new Error('the disk is full');
          alarms.set(id, { ...alarms.get(id)!, escalation: level });
          steps.push({ id, level, atMs });
        },
      },
      ladder: usualLadder,
      needsDispatch: ({ type }) => type === 'smoke',
      tell: ({ kind, alarm, level }: AlarmCall) => void calls.push(`${kind} ${alarm.id} ${level}`),
      clock,
      trust: trustOf(store, clock),
    });
  const raise = (wanted: Partial<Alarm> = {}) => {
    const alarm = alarmOf({ raisedAtMs: clock.wallMs(), lastAtMs: clock.wallMs(), ...wanted });
    alarms.set(alarm.id, alarm);
  };
  const change = (wanted: Partial<Alarm>) => alarms.set('a1', { ...alarms.get('a1')!, ...wanted });
  const pass = (escalator: { check(): void }, seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 1) {
      clock.advance(1000);
      escalator.check();
    }
  };

  beforeEach(() => {
    clock = fakeClock();
    store = openStore(':memory:');
    alarms = new Map();
    calls = [];
    steps = [];
    fail = false;
    return () => store.close();
  });

  test('each level is called once and at its time', () => {
    const escalator = run();
    escalator.check();
    raise();
    pass(escalator, 700);
    expect(calls).toEqual(['alarm a1 0', 'alarm a1 1', 'alarm a1 2', 'alarm a1 3']);
    const start = alarms.get('a1')!.raisedAtMs;
    expect(steps.map(({ atMs }) => Math.round((atMs - start) / 1000))).toEqual([60, 180, 300]);
  });

  test('a restart in between calls nobody twice and nobody late', () => {
    const first = run();
    first.check();
    raise();
    pass(first, 61);
    clock.advance(30_000);
    const second = run();
    second.check();
    expect(calls).toEqual(['alarm a1 0', 'alarm a1 1']);
    pass(second, 90);
    expect(calls.at(-1)).toBe('alarm a1 2');
    expect((steps.at(-1)!.atMs - alarms.get('a1')!.raisedAtMs) / 1000).toBe(180);
  });

  test('after an outage of hours the lead is told at once, and the manager has not lost the time to be second', () => {
    const first = run();
    first.check();
    raise();
    pass(first, 2);
    clock.advance(3 * 60 * minuteMs);
    const second = run();
    pass(second, 5);
    expect(calls).toEqual(['alarm a1 0', 'alarm a1 1']);
    pass(second, 116);
    expect(calls.at(-1)).toBe('alarm a1 2');
  });

  test('an alarm raised in the second in which the power went is told to the guards after the restart', () => {
    raise();
    const escalator = run();
    pass(escalator, 1);
    expect(calls).toEqual(['alarm a1 0']);
  });

  test.each([86_400_000, -86_400_000])('a wall clock that jumps by %i ms moves no step', (jumpMs) => {
    const escalator = run();
    escalator.check();
    raise();
    pass(escalator, 30);
    clock.jumpWall(jumpMs);
    pass(escalator, 29);
    expect(calls).toEqual(['alarm a1 0']);
    pass(escalator, 2);
    expect(calls).toEqual(['alarm a1 0', 'alarm a1 1']);
  });

  test('a clock that was set back before a restart stops no alarm from climbing', () => {
    const first = run();
    first.check();
    raise();
    pass(first, 30);
    clock.jumpWall(-86_400_000);
    const second = run();
    pass(second, 62);
    expect(calls).toEqual(['alarm a1 0', 'alarm a1 1']);
  });

  test('an alarm opened again waits anew, from the guards on', () => {
    const escalator = run();
    escalator.check();
    raise({ type: 'help' });
    pass(escalator, 10);
    change({ state: 'acknowledged' });
    pass(escalator, 3600);
    change({ state: 'raised' });
    pass(escalator, 30);
    expect(calls).toEqual(['alarm a1 0', 'alarm a1 0']);
    pass(escalator, 31);
    expect(calls.at(-1)).toBe('alarm a1 1');
  });

  test('one that comes back from the shelf waits anew', () => {
    const escalator = run();
    escalator.check();
    raise({ hidden: { kind: 'shelved', untilMs: 0, by: 'guard', reason: 'works' } });
    pass(escalator, 3600);
    expect(calls).toEqual([]);
    change({ hidden: undefined });
    pass(escalator, 59);
    expect(calls).toEqual(['alarm a1 0']);
  });

  test('whoever took an alarm and sends nobody is reminded once, across a restart, too', () => {
    const first = run();
    first.check();
    raise();
    pass(first, 10);
    change({ state: 'acknowledged' });
    pass(first, 60);
    const second = run();
    pass(second, 600);
    expect(calls).toEqual(['alarm a1 0', 'dispatch-overdue a1 1']);
  });

  test('a step that the disk did not take is taken again, and told once', () => {
    const escalator = run();
    escalator.check();
    raise();
    pass(escalator, 58);
    fail = true;
    clock.advance(5000);
    expect(() => escalator.check()).toThrow('full');
    fail = false;
    calls = [];
    pass(escalator, 2);
    expect(calls).toEqual(['alarm a1 1']);
  });
});
