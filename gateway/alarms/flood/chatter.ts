import type { Store } from '../../kernel/sqlite-store.ts';
import type { Alarm } from '../alarm.ts';
import { createChatterTable } from './sqlite-chatter.ts';

/** DOMAIN §7: so often within a minute is faster than anybody can answer. */
const times = 3;
const withinMs = 60_000;
/** It counts as standing until it has been quiet for this long. */
export const quietMs = 5 * 60_000;

/** Causes that come and go: from the third within a minute on one alarm stands for them all. */
export interface Chatter {
  /** The cause has come anew, not merely been said again. Answers since when it chatters. */
  came(alarm: Alarm, atMs: number): number | undefined;
  /** Until when a chattering alarm stands, if its cause stays away. */
  standsUntilMs(alarm: Alarm): number | undefined;
  /** Alarms that have become quiet; told once. */
  takeQuiet(nowMs: number): string[];
}

export function createChatter(store: Store): Chatter {
  const table = createChatterTable(store);
  /** By what makes them one alarm; of the last minute only, and worth nothing after a restart. */
  const recent = new Map<string, number[]>();
  const forget = (nowMs: number) => {
    for (const [key, came] of recent) if ((came.at(-1) ?? 0) < nowMs - withinMs) recent.delete(key);
  };
  return {
    came: ({ id, type, source, drill, chatteringSinceMs }, atMs) => {
      if (chatteringSinceMs !== undefined) {
        table.save(id, atMs);
        return chatteringSinceMs;
      }
      const key = `${type} ${source} ${drill}`;
      const came = [...(recent.get(key) ?? []).filter((ms) => ms > atMs - withinMs && ms <= atMs), atMs];
      recent.set(key, came.slice(-times));
      if (came.length < times) return undefined;
      table.save(id, atMs);
      return atMs;
    },
    standsUntilMs: ({ id, chatteringSinceMs }) =>
      chatteringSinceMs === undefined ? undefined : (table.cameAtMs(id) ?? chatteringSinceMs) + quietMs,
    takeQuiet: (nowMs) => {
      forget(nowMs);
      const quiet = table.quiet(nowMs - quietMs, nowMs + withinMs);
      for (const id of quiet) table.remove(id);
      return quiet;
    },
  };
}
