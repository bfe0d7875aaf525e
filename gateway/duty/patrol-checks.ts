import { dayMs } from '../kernel/clock.ts';
import { endsByItself, judgeEnd, judgeRun } from './judge-run.ts';
import type { PatrolRun } from './patrol.ts';
import { dueTimes } from './patrol-due.ts';
import type { PatrolTimes } from './patrol-times.ts';
import { newRun, type PatrolOptions, type PatrolWriter } from './patrol-writer.ts';
import type { PatrolTable } from './sqlite-patrols.ts';

/** Times that passed while the gateway was off are still told within this span. */
const catchUpMs = dayMs;

/** What happens without anybody: runs become due, late, over. All of it follows from what is on disk and the time. */
export function createPatrolChecks(
  { clock, siteTime }: PatrolOptions,
  table: PatrolTable,
  write: PatrolWriter,
  settle: PatrolTimes['settle'],
) {
  let nextDueMs = 0;
  const makeDue = (nowMs: number) => {
    for (const route of table.routes()) {
      const doneUntilMs = table.dueUntil(route.id);
      // Nobody begins a day early: it was written by a clock that was wrong.
      if (doneUntilMs > nowMs + dayMs) {
        table.setDueUntil(route.id, nowMs);
        continue;
      }
      const fromMs = Math.max(doneUntilMs, nowMs - catchUpMs);
      const times = dueTimes(route, siteTime, fromMs, nowMs);
      for (const dueMs of times) {
        if (table.hasRunOf(route.id, dueMs)) continue;
        const run: PatrolRun = {
          ...newRun(route),
          state: 'due',
          dueMs,
          startByMs: dueMs + route.startToleranceS * 1000,
        };
        table.putRun(run);
      }
      if (times.length > 0) table.setDueUntil(route.id, nowMs);
    }
  };
  return () => {
    if (!settle()) return;
    const nowMs = clock.wallMs();
    // Times are minutes: looking at each of them every second would be in vain.
    if (nowMs >= nextDueMs || nowMs < nextDueMs - 60_000) {
      makeDue(nowMs);
      nextDueMs = Math.floor(nowMs / 60_000) * 60_000 + 60_000;
    }
    for (const run of table.live()) {
      const wrong = judgeRun(run, nowMs);
      if (run.state === 'due') {
        if (wrong.length > 0)
          write.run({ ...run, state: 'missed', endedAtMs: nowMs }, wrong, 'patrol.missed', undefined);
      } else if (endsByItself(run, nowMs)) {
        const missed = judgeEnd(run, nowMs);
        write.run(
          { ...run, state: 'abandoned', endedAtMs: nowMs },
          [...wrong, ...missed],
          'patrol.abandoned',
          undefined,
        );
      } else if (wrong.length > 0) {
        write.run(run, wrong, 'patrol.deviated', undefined, { detail: { kinds: wrong.map(({ kind }) => kind) } });
      }
    }
  };
}
