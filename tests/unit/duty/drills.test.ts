import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { DrillPlan } from '../../../gateway/duty/drill.ts';
import { dutyRoom, type TestDuty } from '../../fixtures/duty-room.ts';

const plan: DrillPlan = {
  name: 'Fence in the night',
  scenarios: [
    { kind: 'alarm', type: 'intrusion', source: 'fence-north', afterS: 10 },
    { kind: 'evacuation', afterS: 60 },
  ],
  knows: ['lu'],
  limitS: 600,
};

function running(duty: TestDuty): string {
  const planned = duty.drills.plan(plan, 'lu');
  if (planned.kind === 'refused') throw new Error(planned.code);
  expect(duty.drills.start(planned.drill.id, 'lu').kind).toBe('done');
  return planned.drill.id;
}
const pass = (duty: TestDuty, seconds: number) => {
  duty.clock.advance(seconds * 1000);
  duty.check();
};

test('a drill raises its alarms when their time has come, and an evacuation in it opens nothing', () => {
  const duty = dutyRoom();
  const id = running(duty);
  pass(duty, 9);
  expect(duty.drillAlarms.size).toBe(0);
  pass(duty, 1);
  expect([...duty.drillAlarms.values()]).toMatchObject([{ type: 'intrusion', source: 'fence-north', ended: false }]);
  pass(duty, 60);
  expect(duty.drillAlarms.size).toBe(1);
  expect(duty.drills.get(id)!.done[1]).toMatchObject({ scenario: 1, wouldOpen: ['unit-1a-door', 'barrier-in'] });
});

test('stopping a drill ends what it raised and says who was in time', () => {
  const duty = dutyRoom();
  const id = running(duty);
  pass(duty, 10);
  const alarm = duty.drillAlarms.get('drill-alarm-1')!;
  const raisedAtMs = duty.clock.wallMs();
  alarm.history.push(
    { step: 'acknowledged', atMs: raisedAtMs + 12_000 },
    { step: 'dispatched', atMs: raisedAtMs + 90_000 },
  );
  pass(duty, 100);
  const stopped = duty.drills.stop(id, 'lu');
  expect(alarm.ended).toBe(true);
  expect(stopped).toMatchObject({
    drill: {
      ...{ state: 'ended', endedBy: 'lu' },
      report: {
        verdict: 'failed',
        alarms: [
          {
            steps: [
              { step: 'acknowledged', tookMs: 12_000, allowedMs: 30_000, within: true },
              { step: 'dispatched', tookMs: 90_000, allowedMs: 60_000, within: false },
            ],
          },
        ],
      },
    },
  });
  expect(duty.ledger.find({ action: 'drill', limit: 10 }).map(({ action }) => action)).toContain('drill.stopped');
});

test('a real urgent alarm comes first: no drill begins, and one that runs raises nothing more until it is taken', () => {
  const duty = dutyRoom();
  const id = running(duty);
  duty.real.waiting = 1;
  pass(duty, 30);
  pass(duty, 30);
  expect(duty.drillAlarms.size).toBe(0);
  expect(duty.drills.get(id)!.heldSinceMs).toBeDefined();
  duty.real.waiting = 0;
  pass(duty, 1);
  expect(duty.drillAlarms.size).toBe(1);
  expect(duty.drills.get(id)).not.toHaveProperty('heldSinceMs');
  duty.drills.stop(id, 'lu');
  const other = duty.drills.plan(plan, 'lu');
  duty.real.waiting = 1;
  expect(other.kind === 'done' && duty.drills.start(other.drill.id, 'lu')).toMatchObject({ code: 'real-alarm' });
});

test('a drill ends by itself after its limit, also when the gateway was off meanwhile', () => {
  const root = mkdtempSync(join(tmpdir(), 'ringward-drill-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const file = join(root, 'site.db');
  const before = dutyRoom({ file });
  const id = running(before);
  before.store.close();
  const after = dutyRoom({ file, clock: before.clock });
  expect(after.drills.running()?.id).toBe(id);
  pass(after, 601);
  expect(after.drills.get(id)).toMatchObject({ state: 'ended' });
  expect(after.drills.get(id)).not.toHaveProperty('endedBy');
  expect(after.drillAlarms.size).toBe(0);
});

test('a clock that is put back by a day ends a drill, which would last for as long again', () => {
  const duty = dutyRoom();
  const id = running(duty);
  pass(duty, 20);
  duty.clock.jumpWall(-24 * 3_600_000);
  pass(duty, 1);
  expect(duty.drills.get(id)).toMatchObject({ state: 'ended' });
  expect([...duty.drillAlarms.values()]).toMatchObject([{ ended: true }]);
});

test('only one drill runs at a time, at places that there are, within its own time', () => {
  const duty = dutyRoom();
  const id = running(duty);
  const second = duty.drills.plan(plan, 'lu');
  expect(second.kind === 'done' && duty.drills.start(second.drill.id, 'lu')).toMatchObject({ code: 'another-runs' });
  expect(duty.drills.start(id, 'lu')).toMatchObject({ code: 'not-planned' });
  const nowhere = {
    ...plan,
    scenarios: [{ kind: 'alarm' as const, type: 'smoke' as const, source: 'nowhere', afterS: 0 }],
  };
  expect(duty.drills.plan(nowhere, 'lu')).toMatchObject({ code: 'no-source' });
  expect(duty.drills.plan({ ...plan, limitS: 60 }, 'lu')).toMatchObject({ code: 'after-its-end' });
});
