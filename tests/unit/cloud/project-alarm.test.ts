import { expect, test } from 'vitest';
import { type AlarmTimeline, alarmState, projectAlarm } from '../../../cloud/store/project-alarm.ts';
import type { AlarmChange } from '../../../cloud/store/store.ts';
import type { AlarmRecord } from '../../../devices/contracts/site-events.ts';

const record: AlarmRecord = {
  alarm: 'alarm-1',
  type: 'door-forced',
  priority: 1,
  ring: 1,
  source: 'door-1',
  state: 'raised',
  raisedAtMs: 1000,
  count: 1,
};

function play(...steps: [AlarmChange['step'], number, Partial<AlarmRecord>?][]): AlarmTimeline {
  let timeline: AlarmTimeline | undefined;
  for (const [step, atMs, change] of steps)
    timeline = projectAlarm(timeline, { step, record: { ...record, state: step, ...change }, atMs });
  return timeline!;
}

test('an alarm whose cause has gone is cleared, whether the guard took it before or after', () => {
  expect(alarmState(play(['raised', 1000], ['acknowledged', 2000], ['cleared', 3000]))).toBe('cleared');
  const late = play(['raised', 1000], ['cleared', 2000], ['acknowledged', 3000]);
  expect(alarmState(late)).toBe('cleared');
  expect(late).toMatchObject({ clearedAtMs: 2000, acknowledgedAtMs: 3000 });
});

test('the first guard who took an alarm stays the first', () => {
  const taken = play(['raised', 1000], ['acknowledged', 2000], ['acknowledged', 9000]);
  expect(taken.acknowledgedAtMs).toBe(2000);
});

test('an alarm that comes again while it stands keeps its acknowledgement and counts up', () => {
  const again = play(['raised', 1000], ['acknowledged', 2000], ['raised', 3000, { state: 'acknowledged', count: 2 }]);
  expect(again).toMatchObject({ acknowledgedAtMs: 2000, clearedAtMs: null, count: 2, lastAtMs: 3000 });
  expect(alarmState(again)).toBe('acknowledged');
});

test('an alarm that is raised again after it was cleared wants a guard again', () => {
  const again = play(
    ['raised', 1000],
    ['acknowledged', 2000],
    ['cleared', 3000],
    ['raised', 4000, { raisedAtMs: 4000 }],
  );
  expect(alarmState(again)).toBe('raised');
  expect(again).toMatchObject({ raisedAtMs: 4000, acknowledgedAtMs: null, clearedAtMs: null });
});

test("a gateway's clock that jumped back does not undo a later step", () => {
  expect(alarmState(play(['raised', 90_000], ['cleared', 10]))).toBe('cleared');
});

test('an alarm whose first steps were kept aside is shown by the state that its record names', () => {
  expect(alarmState(play(['raised', 1000, { state: 'acknowledged' }]))).toBe('acknowledged');
  expect(alarmState(play(['acknowledged', 1000, { state: 'cleared' }]))).toBe('cleared');
});
