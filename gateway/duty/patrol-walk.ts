import { judgeEnd, judgeScan } from './judge-run.ts';
import { labelPrefix, type PatrolRoute, type PatrolRun } from './patrol.ts';
import { dueTimes } from './patrol-due.ts';
import type { PatrolTimes } from './patrol-times.ts';
import {
  done,
  newRun,
  type PatrolAnswer,
  type PatrolOptions,
  type PatrolRefusal,
  type PatrolWriter,
  refused,
} from './patrol-writer.ts';
import type { PatrolTable } from './sqlite-patrols.ts';

export const maxPhotoBytes = 2 * 1024 * 1024;
const maxPhotosOfRun = 50;
const maxNotesOfRun = 200;

function start(
  options: PatrolOptions,
  table: PatrolTable,
  write: PatrolWriter,
  stamp: PatrolTimes['stamp'],
  { id, user }: { id: string; user: string },
): PatrolAnswer {
  const route = table.route(id);
  if (!route) return refused('no-route');
  const live = table.live();
  const running = live.filter(({ state }) => state === 'running');
  if (running.some((run) => run.route === id)) return refused('already-running');
  if (running.some((run) => run.by === user)) return refused('busy');
  const due = live.find((run) => run.route === id && run.state === 'due') ?? earlyRun(options, table, route);
  const begun = due ?? newRun(route);
  const { atMs: startedAtMs, ...sure } = stamp(begun.id, 'start');
  const run: PatrolRun = { ...begun, state: 'running', by: user, startedAtMs, ...sure };
  return done(write.run(run, [], 'patrol.started', user, { detail: { route: id } }));
}

/** Whoever begins a little before the time walks the run of that time. */
function earlyRun(options: PatrolOptions, table: PatrolTable, route: PatrolRoute): PatrolRun | undefined {
  const { clock, clockKnown, siteTime } = options;
  // Which time that is, nobody knows yet; it is found once the clock is believed.
  if (!clockKnown()) return undefined;
  const nowMs = clock.wallMs();
  const [dueMs] = dueTimes(route, siteTime, nowMs, nowMs + route.startToleranceS * 1000);
  if (dueMs === undefined) return undefined;
  table.setDueUntil(route.id, dueMs);
  return { ...newRun(route), state: 'due', dueMs };
}

/** The run if this user walks it now; else why not. */
function ownRun(table: PatrolTable, id: string, user: string): PatrolRun | PatrolRefusal {
  const run = table.run(id);
  if (!run) return 'no-run';
  if (run.state !== 'running') return 'not-running';
  return run.by === user ? run : 'not-yours';
}

/** What whoever walks a route does. */
export function createPatrolWalk(
  options: PatrolOptions,
  table: PatrolTable,
  write: PatrolWriter,
  stamp: PatrolTimes['stamp'],
) {
  const { store, clock, clockKnown } = options;
  /** The checkpoint of a run that a label's code names. */
  const find = (run: PatrolRun, text: string): { checkpoint: string } | PatrolRefusal => {
    const code = text.trim().toLowerCase().replace(labelPrefix, '');
    const route = table.routes().find(({ checkpoints }) => checkpoints.some((each) => each.code === code));
    if (!route) return 'unknown-code';
    const { id } = route.checkpoints.find((each) => each.code === code)!;
    const isOfRun = route.id === run.route && run.checkpoints.some((each) => each.id === id);
    return isOfRun ? { checkpoint: id } : 'other-route';
  };
  return {
    start: (route: string, user: string) =>
      store.transaction(() => start(options, table, write, stamp, { id: route, user })),
    scan: (
      id: string,
      text: string,
      user: string,
    ): PatrolAnswer<{ run: PatrolRun; checkpoint: string; already: boolean }> =>
      store.transaction(() => {
        const run = ownRun(table, id, user);
        if (typeof run === 'string') return refused(run);
        const found = find(run, text);
        if (typeof found === 'string') return refused(found);
        const { checkpoint } = found;
        if (run.scans.some((scan) => scan.checkpoint === checkpoint)) return done({ run, checkpoint, already: true });
        const time = stamp(id, { checkpoint });
        const wrong = judgeScan(run, checkpoint, time.atMs, clockKnown());
        const scans = [...run.scans, { checkpoint, ...time, photos: 0 }];
        const detail = { checkpoint, deviations: wrong.map(({ kind }) => kind) };
        return done({
          run: write.run({ ...run, scans }, wrong, 'patrol.scanned', user, { detail }),
          checkpoint,
          already: false,
        });
      }),
    note: (id: string, checkpoint: string | undefined, note: string, user: string): PatrolAnswer =>
      store.transaction(() => {
        const run = ownRun(table, id, user);
        if (typeof run === 'string') return refused(run);
        const isPassed = run.scans.some((scan) => scan.checkpoint === checkpoint);
        if (checkpoint !== undefined && !isPassed) return refused('not-passed');
        if (table.notes(id).length >= maxNotesOfRun) return refused('too-many-notes');
        table.addNote(id, { checkpoint, atMs: clock.wallMs(), by: user, note });
        const detail = checkpoint === undefined ? {} : { checkpoint };
        return done(write.run(run, [], 'patrol.noted', user, { detail }));
      }),
    addPhoto: (id: string, checkpoint: string, jpeg: Uint8Array, user: string): PatrolAnswer<number> =>
      store.transaction(() => {
        const run = ownRun(table, id, user);
        if (typeof run === 'string') return refused(run);
        if (!run.scans.some((scan) => scan.checkpoint === checkpoint)) return refused('not-passed');
        if (!isJpeg(jpeg)) return refused('no-picture');
        if (table.photos(id).length >= maxPhotosOfRun) return refused('too-many-pictures');
        const n = table.addPhoto(id, checkpoint, clock.wallMs(), jpeg);
        const scans = run.scans.map((scan) =>
          scan.checkpoint === checkpoint ? { ...scan, photos: scan.photos + 1 } : scan,
        );
        write.run({ ...run, scans }, [], 'patrol.photographed', user, { detail: { checkpoint, bytes: jpeg.length } });
        return done(n);
      }),
    finish: (id: string, user: string, abandon?: { note: string }): PatrolAnswer =>
      store.transaction(() => {
        const run = ownRun(table, id, user);
        if (typeof run === 'string') return refused(run);
        const { atMs: endedAtMs, ...sure } = stamp(id, 'end');
        const missed = judgeEnd(run, endedAtMs);
        const state = abandon ? 'abandoned' : 'finished';
        const ended: PatrolRun = { ...run, state, endedAtMs, ...sure };
        if (abandon) table.addNote(id, { checkpoint: undefined, atMs: endedAtMs, by: user, note: abandon.note });
        const detail = { route: run.route, passed: run.scans.length, missed: missed.length };
        return done(write.run(ended, missed, `patrol.${state}`, user, { detail }));
      }),
  };
}

/** Start and end of image after ITU-T T.81; browsers are told that it is a JPEG and nothing else. */
function isJpeg(bytes: Uint8Array): boolean {
  const isMarked = bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
  return isMarked && bytes.length <= maxPhotoBytes;
}
