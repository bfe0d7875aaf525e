import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  fall,
  type LaunchPlan,
  maxOrderedStarts,
  maxTrialStarts,
  planStart,
  readLaunchPlan,
  rest,
  restartAnew,
  writeLaunchPlan,
} from '../../../gateway/update/launch-plan.ts';

const old = 'aaaaaaaaaaaaaaaa';
const fresh = 'bbbbbbbbbbbbbbbb';
const kept: LaunchPlan = { format: 1, installed: '/opt/one', current: old };
const tried: LaunchPlan = { ...kept, current: fresh, trial: { before: old, starts: 0, withinS: 60 } };
const all = () => true;

test('a release on trial is started three times, and then the one before comes back and stays', () => {
  let plan = tried;
  for (let start = 1; start <= maxTrialStarts; start += 1) {
    plan = planStart(plan, all);
    expect([plan.current, plan.trial?.starts]).toEqual([fresh, start]);
  }
  plan = planStart(plan, all);
  expect(plan).toEqual({ ...kept, fallen: { release: fresh, why: 'died' } });
  expect(planStart(plan, all)).toBe(plan);
});

test('a start that somebody ended does not count', () => {
  let plan = tried;
  for (let start = 1; start <= 10; start += 1) plan = rest(planStart(plan, all));
  expect(plan).toEqual(tried);
});

test('a start that was ordered is no failure, but a release that only ever orders the next one falls', () => {
  let plan = tried;
  for (let start = 1; start <= maxOrderedStarts; start += 1) {
    plan = planStart(plan, all);
    expect([plan.current, plan.trial?.starts]).toEqual([fresh, 1]);
    plan = restartAnew(plan);
  }
  expect(planStart(plan, all)).toEqual({ ...kept, fallen: { release: fresh, why: 'died' } });
  expect(restartAnew(kept)).toBe(kept);
});

test('a release that is gone from the disk is not started, on trial or not', () => {
  const gone = (release: string) => release !== fresh;
  expect(planStart(tried, gone).current).toBe(old);
  expect(planStart({ ...kept, current: fresh }, gone)).toEqual({
    ...{ format: 1, installed: '/opt/one', fallen: { release: fresh, why: 'died' } },
  });
  expect(fall({ ...tried, trial: { starts: 1, withinS: 1 } }, 'no-answer')).not.toHaveProperty('current');
});

test('a plan that is damaged, or names a place outside, is none: what was installed starts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-plan-'));
  try {
    expect(readLaunchPlan(folder)).toBeUndefined();
    writeLaunchPlan(folder, tried);
    expect(readLaunchPlan(folder)).toEqual(tried);
    const odd = ['', '{', 'null', '[]', JSON.stringify({ ...tried, current: '../../evil' }), '{"format":2}'];
    const oddTrials = [{ starts: 'x' }, { starts: 0, withinS: 60, ordered: 'x' }];
    for (const text of [...odd, ...oddTrials.map((trial) => JSON.stringify({ ...tried, trial }))]) {
      writeFileSync(join(folder, 'launch.json'), text);
      expect([text, readLaunchPlan(folder)]).toEqual([text, undefined]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
