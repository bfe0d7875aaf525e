import { expect, test } from 'vitest';
import {
  type AlarmChange,
  type AlarmTimeline,
  projectAlarm,
  readEnds,
  readTold,
} from '../../../cloud/store/project-alarm.ts';
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

type Played = [step: AlarmChange['step'], atMs: number, change?: Partial<AlarmRecord>];

function playAll(steps: Played[], toRecord: (step: AlarmChange['step']) => Partial<AlarmRecord>): AlarmTimeline {
  let timeline: AlarmTimeline | undefined;
  for (const [index, [step, atMs, change]] of steps.entries()) {
    const told = { ...record, ...toRecord(step), ...change };
    timeline = projectAlarm(timeline, { step, record: told, atMs, place: index + 1 });
  }
  return timeline!;
}

/** As today's gateways tell it: each record says which step it is and how the alarm stands after it. */
const play = (...steps: Played[]) => playAll(steps, (step) => ({ step, active: true }));
/** As gateways told it that knew three steps only. */
const playOld = (...steps: Played[]) =>
  playAll(steps, (step) => ({ state: step as 'raised' | 'acknowledged' | 'cleared' }));

test('an alarm whose cause ended before anybody took it still stands, until it is closed', () => {
  const back = play(['raised', 1000], ['cleared', 2000, { active: false }]);
  expect(back.picture).toMatchObject({ state: 'raised', active: false });
  expect(readEnds(back)).toEqual({ clearedAtMs: 2000, closedAtMs: null });
  const closed = play(
    ['raised', 1000],
    ['cleared', 2000, { active: false }],
    ['closed', 3000, { active: false, state: 'closed' }],
  );
  expect(readEnds(closed)).toEqual({ clearedAtMs: 2000, closedAtMs: 3000 });
});

test('the gateway says who was first, and a later acknowledgement does not change it', () => {
  const first = { state: 'acknowledged', acknowledgedAtMs: 2000 } as const;
  const atSite: Played[] = [
    ['raised', 1000],
    ['acknowledged', 2000, { ...first, by: 'site' }],
  ];
  const second = play(...atSite, ['acknowledged-too', 9000, { ...first, by: 'cloud' }]);
  expect(second.picture).toMatchObject({ state: 'acknowledged', acknowledgedAtMs: 2000, acknowledgedBy: 'site' });
  const earlier = { ...first, acknowledgedAtMs: 1500 };
  const ours = play(
    ...atSite,
    ['acknowledged', 1500, { ...earlier, by: 'cloud' }],
    ['acknowledged-too', 2000, { ...earlier, by: 'site' }],
  );
  expect(ours.picture).toMatchObject({ acknowledgedAtMs: 1500, acknowledgedBy: 'cloud' });
});

test('what an alarm has become is told: verdict, incident, drill, why it is set aside', () => {
  const told = { verdict: 'real', incident: 'inc-1', drill: true, hidden: 'suppressed', escalation: 2 } as const;
  expect(play(['raised', 1000], ['verified', 2000, told]).picture).toMatchObject(told);
  expect(play(['raised', 1000, told], ['unsuppressed', 2000]).picture).toMatchObject({ hidden: null, drill: false });
});

test('the operator sees who was told when, and a level is told once', () => {
  const told = play(
    ['raised', 1000],
    ['escalated', 61_000, { escalation: 1 }],
    ['repeated', 70_000, { escalation: 1, count: 2 }],
    ['escalated', 181_000, { escalation: 3 }],
  );
  expect(readTold(told)).toEqual([
    { level: 0, atMs: 1000 },
    { level: 1, atMs: 61_000 },
    { level: 2, atMs: 181_000 },
    { level: 3, atMs: 181_000 },
  ]);
});

test("a gateway's clock that jumped back does not undo a later step", () => {
  expect(play(['raised', 90_000], ['cleared', 10, { active: false }]).picture.active).toBe(false);
});

test('an older gateway’s alarm is closed once it was taken and its cause is gone, in either order', () => {
  expect(playOld(['raised', 1000], ['acknowledged', 2000], ['cleared', 3000]).picture.state).toBe('closed');
  const late = playOld(['raised', 1000], ['cleared', 2000], ['acknowledged', 3000]);
  expect(late.picture).toMatchObject({
    state: 'closed',
    active: false,
    acknowledgedAtMs: 3000,
    acknowledgedBy: 'site',
  });
  expect(readEnds(late).clearedAtMs).toBe(2000);
  expect(playOld(['raised', 1000], ['cleared', 2000]).picture).toMatchObject({ state: 'raised', active: false });
});

test('an older gateway’s alarm that comes again while it stands keeps its acknowledgement and counts up', () => {
  const again = playOld(
    ['raised', 1000],
    ['acknowledged', 2000],
    ['raised', 3000, { state: 'acknowledged', count: 2 }],
  );
  expect(again.picture).toMatchObject({ state: 'acknowledged', active: true, count: 2, lastAtMs: 3000 });
});

test('an older gateway’s alarm that is raised again after it was cleared wants a guard again', () => {
  const again = playOld(
    ['raised', 1000],
    ['acknowledged', 2000],
    ['cleared', 3000],
    ['raised', 4000, { raisedAtMs: 4000 }],
  );
  expect(again.picture).toMatchObject({ state: 'raised', active: true, raisedAtMs: 4000, acknowledgedAtMs: null });
});

test('an alarm whose first steps were kept aside is shown by the state that its record names', () => {
  expect(playOld(['raised', 1000, { state: 'acknowledged' }]).picture.state).toBe('acknowledged');
  expect(playOld(['acknowledged', 1000, { state: 'cleared' }]).picture.state).toBe('closed');
});
