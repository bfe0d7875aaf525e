import { openStoreToRead } from '../../../gateway/kernel/sqlite-store.ts';
import { until } from './until.ts';

const patienceMs = 60_000;
/** Steps are looked for every second, by a process that others may hold up; one that a clock made due comes at once. */
const leastMs = 1500;

/** How the alarm of one button climbs its ladder of three equal steps, by this process' clock. */
export interface Climb {
  /** Resolves once the alarm is on disk. */
  began(): Promise<void>;
  reached(level: number): Promise<void>;
  /** The gateway has been away: the next step may come at once, and only that. */
  restarted(): void;
  problems(): string[];
}

export function createClimb(database: string, button: string, stepMs = 5000): Climb {
  const cameMs: number[] = [];
  const missed: string[] = [];
  let restartedMs = Number.POSITIVE_INFINITY;
  const startedMs = performance.now();
  const steps = () => {
    const store = openStoreToRead(database);
    const sql = `SELECT h.data FROM alarm_history h JOIN alarms a ON a.id = h.alarm
      WHERE a.source = ? AND h.step = 'escalated' ORDER BY h.n`;
    const rows = store.prepare(sql).all(button) as { data: string }[];
    const known = store.prepare('SELECT 1 FROM alarms WHERE source = ?').get(button) !== undefined;
    store.close();
    return { known, rows };
  };
  const look = () => {
    const { rows } = steps();
    while (cameMs.length < rows.length) cameMs.push(performance.now());
    return rows.length;
  };
  return {
    began: async () => {
      if (!(await until(() => steps().known, patienceMs))) missed.push(`the alarm of ${button} was never raised`);
    },
    reached: async (level) => {
      if (!(await until(() => look() >= level, patienceMs)))
        missed.push(`the alarm of ${button} did not climb to level ${level} within a minute`);
    },
    restarted: () => {
      look();
      restartedMs = performance.now();
    },
    problems: () => {
      const early = cameMs.flatMap((atMs, index) => {
        const beforeMs = index === 0 ? startedMs : cameMs[index - 1]!;
        const isFirstAfterRestart = atMs > restartedMs && beforeMs <= restartedMs;
        const waitedMs = Math.round(atMs - beforeMs);
        return !isFirstAfterRestart && waitedMs < leastMs
          ? [`level ${index + 1} came ${waitedMs} ms after the one before, not ${stepMs}`]
          : [];
      });
      const levels = steps().rows.length;
      const twice = levels > 3 ? [`it climbed ${levels} steps of three`] : [];
      return [...missed, ...early, ...twice];
    },
  };
}
