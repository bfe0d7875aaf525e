import { judgeEnd, judgeScan } from './judge-run.ts';
import { labelPrefix, type PatrolRoute, type PatrolRun } from './patrol.ts';
import { dueTimes } from './patrol-checks.ts';
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

function start(
  options: PatrolOptions,
  table: PatrolTable,
  write: PatrolWriter,
  id: string,
  user: string,
): PatrolAnswer {
  const route = table.route(id);
  if (!route) return refused('no-route');
  const live = table.live();
  const running = live.filter(({ state }) => state === 'running');
  if (running.some((run) => run.route === id)) return refused('already-running');
  if (running.some((run) => run.by === user)) return refused('busy');
  const due = live.find((run) => run.route === id && run.state === 'due') ?? earlyRun(options, table, route);
  const run: PatrolRun = { ...(due ?? newRun(route)), state: 'running', by: user, startedAtMs: options.clock.wallMs() };
  return done(write.run(run, [], 'patrol.started', user, { detail: { route: id } }));
}

/** Whoever begins a little before the time walks the run of that time. */
function earlyRun({ clock, siteTime }: PatrolOptions, table: PatrolTable, route: PatrolRoute): PatrolRun | undefined {
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
export function createPatrolWalk(options: PatrolOptions, table: PatrolTable, write: PatrolWriter) {
  const { store, clock } = options;
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
    start: (route: string, user: string) => store.transaction(() => start(options, table, write, route, user)),
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
        const nowMs = clock.wallMs();
        const wrong = judgeScan(run, checkpoint, nowMs);
        const scans = [...run.scans, { checkpoint, atMs: nowMs, photos: 0 }];
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
        if (checkpoint === undefined) return done(write.run({ ...run, note }, [], 'patrol.noted', user));
        if (!run.scans.some((scan) => scan.checkpoint === checkpoint)) return refused('not-passed');
        const scans = run.scans.map((scan) => (scan.checkpoint === checkpoint ? { ...scan, note } : scan));
        return done(write.run({ ...run, scans }, [], 'patrol.noted', user, { detail: { checkpoint } }));
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
        const nowMs = clock.wallMs();
        const missed = judgeEnd(run, nowMs);
        const state = abandon ? 'abandoned' : 'finished';
        const ended: PatrolRun = { ...run, state, endedAtMs: nowMs, ...(abandon ? { note: abandon.note } : {}) };
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
