import type { TwinReported } from '../../devices/contracts/twin.ts';
import type { JsonObject } from '../twin/merge-layers.ts';
import type {
  DesiredRow,
  LayerDeed,
  LayerState,
  LayerVersion,
  ReportedRow,
  TwinChange,
  TwinStore,
  TwinWorld,
} from '../twin/twin-store.ts';
import { readNumber, readText } from './alarm-deeds.ts';
import type { Dialect } from './dialect.ts';
import type { Engine } from './engine.ts';
import { readOf } from './read-deeds.ts';
import { type Deed, rowOf, rowsOf, run } from './statement.ts';

interface LayerRow {
  layer: string;
  revision: number;
  latest: number;
  released: number | null;
  staged: number | null;
  chosen: string | null;
}

interface VersionRow {
  layer: string;
  version: number;
  content: string;
  priority: number;
  members: string;
}

interface DeedRow {
  layer: string;
  revision: number;
  version: number;
  kind: LayerDeed['kind'];
  by: string;
  at_ms: number;
  why: string;
  chosen: string | null;
  from_version: number | null;
}

interface DesiredRecord {
  gateway: string;
  version: number;
  etag: string;
  document: string;
  since_ms: number;
  revision: number;
}

const toVersion = ({ version, content, priority, members }: VersionRow): LayerVersion => ({
  version,
  priority,
  content: JSON.parse(content) as JsonObject,
  members: JSON.parse(members) as string[],
});

const toDesired = ({ since_ms, document, ...row }: DesiredRecord): DesiredRow => ({
  ...row,
  sinceMs: since_ms,
  document: JSON.parse(document) as JsonObject,
});

const toDeed = ({ at_ms, chosen, from_version, ...row }: DeedRow): LayerDeed => ({
  ...row,
  atMs: at_ms,
  ...(chosen === null ? {} : { only: JSON.parse(chosen) as string[] }),
  ...(from_version === null ? {} : { from: from_version }),
});

function* readRevision(): Deed<number> {
  return (yield* rowOf<{ revision: number }>('SELECT revision FROM twin_world'))!.revision;
}

function* readWorld(): Deed<TwinWorld> {
  const revision = yield* readRevision();
  const layers = yield* rowsOf<LayerRow>('SELECT layer, revision, latest, released, staged, chosen FROM twin_layers');
  const versions = yield* rowsOf<VersionRow>(
    `SELECT v.layer, v.version, v.content, v.priority, v.members FROM twin_layers l
     JOIN twin_versions v ON v.layer = l.layer AND (v.version = l.released OR v.version = l.staged)`,
  );
  const known = new Map(versions.map((row) => [`${row.layer} ${row.version}`, toVersion(row)]));
  return {
    revision,
    layers: layers.map(({ layer, latest, released, staged, chosen, ...row }): LayerState => {
      const stagedVersion = known.get(`${layer} ${staged}`);
      return {
        layer,
        revision: row.revision,
        latest,
        released: known.get(`${layer} ${released}`),
        staged: stagedVersion && { ...stagedVersion, only: JSON.parse(chosen ?? '[]') as string[] },
      };
    }),
  };
}

function* keepLayer({ state, deed, version }: NonNullable<TwinChange['layer']>): Deed<void> {
  if (version) {
    const add = `INSERT INTO twin_versions (layer, version, content, priority, members)
      VALUES (@layer, @version, @content, @priority, @members)`;
    const { content, members, ...rest } = version;
    const texts = { content: JSON.stringify(content), members: JSON.stringify(members) };
    yield* run(add, { layer: state.layer, ...rest, ...texts });
  }
  const save = `INSERT INTO twin_layers (layer, revision, latest, released, staged, chosen)
    VALUES (@layer, @revision, @latest, @released, @staged, @chosen)
    ON CONFLICT (layer) DO UPDATE SET revision = excluded.revision, latest = excluded.latest,
      released = excluded.released, staged = excluded.staged, chosen = excluded.chosen`;
  yield* run(save, {
    layer: state.layer,
    revision: state.revision,
    latest: state.latest,
    released: state.released?.version ?? null,
    staged: state.staged?.version ?? null,
    chosen: state.staged ? JSON.stringify(state.staged.only) : null,
  });
  const add = `INSERT INTO twin_deeds (layer, revision, version, kind, by, at_ms, why, chosen, from_version)
    VALUES (@layer, @revision, @version, @kind, @by, @atMs, @why, @chosen, @from)`;
  const { only, from = null, ...rest } = deed;
  yield* run(add, { ...rest, from, chosen: only === undefined ? null : JSON.stringify(only) });
}

function* keepDesired(dialect: Dialect, rows: TwinChange['desired'], revision: number): Deed<void> {
  if (rows.length === 0) return;
  const sql = `INSERT INTO twin_desired (gateway, version, etag, document, since_ms, revision)
    SELECT ${readText('gateway')}, ${readNumber('version')}, ${readText('etag')}, ${readText('document')},
      ${readNumber('sinceMs')}, CAST(@revision AS BIGINT) FROM ${dialect.each('@rows')} WHERE true
    ON CONFLICT (gateway) DO UPDATE SET version = excluded.version, etag = excluded.etag, document = excluded.document,
      since_ms = excluded.since_ms, revision = excluded.revision`;
  const texts = rows.map((row) => ({ ...row, document: JSON.stringify(row.document) }));
  yield* run(sql, { rows: JSON.stringify(texts), revision });
}

function* keepChange(dialect: Dialect, { basis, layer, desired }: TwinChange): Deed<boolean> {
  // whoever comes second finds another revision, and has changed nothing
  const moved = yield* rowOf<{ revision: number }>(
    'UPDATE twin_world SET revision = revision + 1 WHERE revision = @basis RETURNING revision',
    { basis },
  );
  if (!moved) return false;
  if (layer) yield* keepLayer(layer);
  yield* keepDesired(dialect, desired, moved.revision);
  yield* dialect.announce({ twins: true });
  return true;
}

function* readDeeds({ layer, before, limit }: Parameters<TwinStore['layerDeeds']>[0]): Deed<LayerDeed[]> {
  const rows = yield* rowsOf<DeedRow>(
    `SELECT layer, revision, version, kind, by, at_ms, why, chosen, from_version FROM twin_deeds
     WHERE (@layer = '' OR layer = @layer) AND position < CAST(@before AS BIGINT) ORDER BY position DESC LIMIT @limit`,
    { layer: layer ?? '', before: before ?? Number.MAX_SAFE_INTEGER, limit },
  );
  return rows.map(toDeed);
}

const versionColumns = 'layer, version, content, priority, members';
const desiredColumns = 'gateway, version, etag, document, since_ms, revision';

/** The twins' port over either engine. */
export function createTwinStore({ dialect, read, write }: Engine): TwinStore {
  return {
    twinRevision: () => read(readRevision()),
    twinWorld: () => write(readWorld()),
    saveTwinChange: (change) => write(keepChange(dialect, change)),
    async layerVersion(layer, version) {
      const sql = `SELECT ${versionColumns} FROM twin_versions WHERE layer = @layer AND version = @version`;
      const row = await read(rowOf<VersionRow>(sql, { layer, version }));
      return row && toVersion(row);
    },
    async layerVersions(layer, limit) {
      const sql = `SELECT ${versionColumns} FROM twin_versions WHERE layer = @layer ORDER BY version DESC LIMIT @limit`;
      return (await read(rowsOf<VersionRow>(sql, { layer, limit }))).map(toVersion);
    },
    layerDeeds: (query) => read(readDeeds(query)),
    async desired(only) {
      const rows = readOf<DesiredRecord>(dialect, `SELECT ${desiredColumns} FROM twin_desired`, 'gateway', only);
      return (await read(rows)).map(toDesired);
    },
    desiredAfter: (revision) =>
      read(
        rowsOf('SELECT gateway, version, etag, revision FROM twin_desired WHERE revision > @revision', { revision }),
      ),
    async reported(only) {
      const sql = 'SELECT gateway, body, received_ms FROM twin_reported';
      const rows = await read(
        readOf<{ gateway: string; body: string; received_ms: number }>(dialect, sql, 'gateway', only),
      );
      return rows.map(({ gateway, body, received_ms }) => ({
        gateway,
        reported: JSON.parse(body) as TwinReported,
        receivedAtMs: received_ms,
      }));
    },
    setReported: ({ gateway, reported, receivedAtMs }: ReportedRow) =>
      write(
        run(
          `INSERT INTO twin_reported (gateway, body, received_ms) VALUES (@gateway, @body, @receivedAtMs)
           ON CONFLICT (gateway) DO UPDATE SET body = excluded.body, received_ms = excluded.received_ms`,
          { gateway, body: JSON.stringify(reported), receivedAtMs },
        ),
      ),
  };
}
