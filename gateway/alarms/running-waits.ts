import type { Store } from '../kernel/sqlite-store.ts';
import { type AlarmWait, createWaitTable } from './sqlite-waits.ts';

/** A wait of this run: `beganMs` and `takenMs` by the monotonic clock, which no jump of the wall clock moves. */
export interface RunningWait extends AlarmWait {
  beganMs: number;
  takenMs: number | undefined;
}

/** The waits that are measured in this run, beside what is on disk of them. */
export interface RunningWaits {
  get(alarm: string): RunningWait | undefined;
  /** What an earlier run has left of it; only in the first look. */
  left(alarm: string): AlarmWait | undefined;
  /** Begun, or changed: on disk, too. */
  keep(wait: RunningWait): void;
  /** Measured from now on, as it is on disk. */
  resume(wait: RunningWait): void;
  /** Nobody waits any more but for these. */
  forget(but: ReadonlySet<string>): void;
  /** A look is on disk. */
  settled(): void;
  /** What a failed commit took back is not to be remembered either. */
  recall(): void;
}

export function createRunningWaits(store: Store): RunningWaits {
  const table = createWaitTable(store);
  const byAlarm = () => new Map(table.all().map((wait) => [wait.alarm, wait]));
  let left = byAlarm();
  const waits = new Map<string, RunningWait>();
  return {
    get: (alarm) => waits.get(alarm),
    left: (alarm) => left.get(alarm),
    keep: (wait) => {
      table.save(wait);
      waits.set(wait.alarm, wait);
    },
    resume: (wait) => void waits.set(wait.alarm, wait),
    forget: (but) => {
      for (const id of new Set([...waits.keys(), ...left.keys()])) {
        if (but.has(id)) continue;
        table.remove(id);
        waits.delete(id);
      }
    },
    settled: () => {
      left = new Map();
    },
    recall: () => {
      const rows = byAlarm();
      for (const [id, wait] of waits) {
        const row = rows.get(id);
        if (row) waits.set(id, { ...wait, ...row, takenMs: row.taken ? wait.takenMs : undefined });
        else waits.delete(id);
      }
    },
  };
}
