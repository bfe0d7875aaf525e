import type { MsSpan } from '../kernel/unsure-times.ts';
import type { PatrolNote, PatrolRouteOrder, PatrolRun, ShownRoute } from './patrol.ts';
import { createPatrolChecks } from './patrol-checks.ts';
import { createRouteDesk, type PatrolLabel } from './patrol-route-desk.ts';
import { createPatrolTimes } from './patrol-times.ts';
import { createPatrolWalk } from './patrol-walk.ts';
import { createPatrolWriter, type PatrolAnswer, type PatrolOptions } from './patrol-writer.ts';
import { createPatrolTable, type PatrolPhoto } from './sqlite-patrols.ts';

export interface PatrolBook {
  routes(): ShownRoute[];
  setRoute(id: string, order: PatrolRouteOrder, user: string): PatrolAnswer<ShownRoute>;
  removeRoute(id: string, user: string): boolean;
  /** What is printed and hung up; who looked stands in the ledger. */
  labels(id: string, user: string): PatrolLabel[] | undefined;
  live(): PatrolRun[];
  run(id: string): (PatrolRun & { pictures: PatrolPhoto[]; notes: PatrolNote[] }) | undefined;
  runs(query: { beforeMs: number; limit: number }): PatrolRun[];
  start(route: string, user: string): PatrolAnswer;
  scan(run: string, code: string, user: string): PatrolAnswer<{ run: PatrolRun; checkpoint: string; already: boolean }>;
  note(run: string, checkpoint: string | undefined, note: string, user: string): PatrolAnswer;
  addPhoto(run: string, checkpoint: string, jpeg: Uint8Array, user: string): PatrolAnswer<number>;
  photo(run: string, n: number): Uint8Array | undefined;
  finish(run: string, user: string, abandon?: { note: string }): PatrolAnswer;
  /** Makes runs that are due and looks for what is late. Every second, in a transaction. */
  check(): void;
  purge(span: MsSpan): number;
  purgePhotos(span: MsSpan): number;
}

export function createPatrolBook(options: PatrolOptions): PatrolBook {
  const table = createPatrolTable(options.store);
  const write = createPatrolWriter(options, table);
  const times = createPatrolTimes(options, table, write);
  return {
    ...createRouteDesk(options, table, write),
    ...createPatrolWalk(options, table, write, times.stamp),
    live: table.live,
    run: (id) => {
      const run = table.run(id);
      return run && { ...run, pictures: table.photos(id), notes: table.notes(id) };
    },
    runs: ({ beforeMs, limit }) => table.runs(beforeMs, limit),
    photo: table.photo,
    check: createPatrolChecks(options, table, write, times.settle),
    purge: table.purge,
    purgePhotos: table.purgePhotos,
  };
}
