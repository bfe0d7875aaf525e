import { dayMs } from '../kernel/clock.ts';
import type { SiteTime } from '../kernel/site-time.ts';
import { endsByItself, judgeEnd, judgeRun } from './judge-run.ts';
import { dayAfter } from './make-shifts.ts';
import type { PatrolRoute, PatrolRun } from './patrol.ts';
import { newRun, type PatrolOptions, type PatrolWriter } from './patrol-writer.ts';
import type { PatrolTable } from './sqlite-patrols.ts';

/** Times that passed while the gateway was off are still told within this span. */
const catchUpMs = dayMs;

/** What happens without anybody: runs become due, late, over. All of it follows from what is on disk and the time. */
export function createPatrolChecks(
  { clock, clockKnown, siteTime }: PatrolOptions,
  table: PatrolTable,
  write: PatrolWriter,
) {
  let nextDueMs = 0;
  const makeDue = (nowMs: number) => {
    for (const route of table.routes()) {
      const fromMs = Math.max(table.dueUntil(route.id), nowMs - catchUpMs);
      const times = dueTimes(route, siteTime, fromMs, nowMs);
      for (const dueMs of times) {
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
    if (!clockKnown()) return;
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

/** When a route's runs are due, after `fromMs` and until `toMs`. */
export function dueTimes(
  { times }: Pick<PatrolRoute, 'times'>,
  siteTime: Pick<SiteTime, 'toMs' | 'toText'>,
  fromMs: number,
  toMs: number,
): number[] {
  const last = siteTime.toText(toMs).slice(0, 10);
  const days: string[] = [];
  for (let day = siteTime.toText(fromMs).slice(0, 10); day <= last; day = dayAfter(day, 1)) days.push(day);
  // In spring two times of the clock are one moment: one round is walked then, not two.
  const moments = new Set(days.flatMap((day) => times.map((time) => siteTime.toMs(`${day} ${time}:00`))));
  return [...moments].filter((ms) => ms > fromMs && ms <= toMs).sort((a, b) => a - b);
}
