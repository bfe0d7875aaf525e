import type { Store } from '../kernel/sqlite-store.ts';

/** A decision about one person or vehicle, without who or what it was. */
export interface SubjectPassageRow {
  id: string;
  atMs: number;
  /** Door or barrier. */
  place: string;
  method: string;
  outcome: string;
  reason: string;
  side?: 'entry' | 'exit';
  /** Whether the way was used, where that is known. */
  taken?: boolean;
}

export interface PassageLimits {
  fromMs: number;
  /** Not included. */
  toMs: number;
  limit: number;
}

/** Recorded decisions by whom they were about: for a case, and for whoever asks what is kept of them. */
export interface SubjectPassages {
  /** Newest first. */
  ofHolder(holder: string, limits: PassageLimits): SubjectPassageRow[];
  /** By permits' ids, exact and fuzzy readings of the plate alike. Newest first. */
  ofPermits(permits: readonly string[], limits: PassageLimits): SubjectPassageRow[];
  /** Cuts at most `limit` decisions off from their holder and credential; how many there were. */
  renameHolder(holder: string, alias: string, limit: number): number;
  /** Takes readings of plates that are theirs away from decisions that opened nothing; the decisions stay. How many it took. */
  forgetReadings(isTheirs: (plate: string) => boolean): number;
  /** How often which method led to what. */
  tallies(fromMs: number, toMs: number): { method: string; outcome: string; reason: string; count: number }[];
}

interface Row extends Omit<SubjectPassageRow, 'side' | 'taken'> {
  side: 'entry' | 'exit' | null;
  taken: number | null;
}

// A room of its own in the database: the table is that of sqlite-decisions.ts and is there before.
const steps = ['CREATE INDEX decisions_read ON decisions (id) WHERE reading IS NOT NULL;'];

/** Open it after the log of decisions, whose table it reads. */
export function createSubjectPassages(store: Store): SubjectPassages {
  store.migrate('decision-subjects', steps);
  const select = 'SELECT id, at_ms AS atMs, place, method, outcome, reason, side, taken FROM decisions';
  const span = 'at_ms >= @fromMs AND at_ms < @toMs ORDER BY at_ms DESC, rowid DESC LIMIT @limit';
  const ofHolder = store.prepare(`${select} WHERE holder = @holder AND ${span}`);
  const ofPermits = store.prepare(`${select} WHERE vehicle IN (SELECT value FROM json_each(@permits)) AND ${span}`);
  // A credential's id says as much as its holder's: only the kind of it is left.
  const rename = store.prepare(
    `UPDATE decisions SET person = NULL, vehicle = NULL, holder = @alias,
       credential = CASE WHEN credential IS NULL THEN NULL ELSE substr(credential, 1, instr(credential, ':')) || 'erased' END
     WHERE rowid IN (SELECT rowid FROM decisions WHERE holder = @holder LIMIT @limit)`,
  );
  const readings = store.prepare(
    `SELECT id, json_extract(reading, '$.plate') AS plate FROM decisions WHERE reading IS NOT NULL`,
  );
  const forget = store.prepare('UPDATE decisions SET reading = NULL WHERE id = ?');
  const tallies = store.prepare(
    `SELECT method, outcome, reason, count(*) AS count FROM decisions WHERE at_ms >= ? AND at_ms < ?
     GROUP BY method, outcome, reason`,
  );
  return {
    ofHolder: (holder, limits) => ofHolder.all({ holder, ...limits }).map((row) => fromRow(row as Row)),
    ofPermits: (permits, limits) =>
      ofPermits.all({ permits: JSON.stringify(permits), ...limits }).map((row) => fromRow(row as Row)),
    renameHolder: (holder, alias, limit) => rename.run({ holder, alias, limit }).changes,
    forgetReadings: (isTheirs) => {
      const theirs = (readings.all() as { id: string; plate: string }[]).filter(({ plate }) => isTheirs(plate));
      for (const { id } of theirs) forget.run(id);
      return theirs.length;
    },
    tallies: (fromMs, toMs) => tallies.all(fromMs, toMs) as ReturnType<SubjectPassages['tallies']>,
  };
}

function fromRow({ side, taken, ...row }: Row): SubjectPassageRow {
  return { ...row, ...(side !== null && { side }), ...(taken !== null && { taken: taken === 1 }) };
}
