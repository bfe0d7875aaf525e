import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE camera_scenes (
     camera TEXT NOT NULL,
     version INTEGER NOT NULL,
     at_ms INTEGER NOT NULL,
     user TEXT NOT NULL,
     scene TEXT,
     PRIMARY KEY (camera, version)
   ) STRICT, WITHOUT ROWID;
   CREATE TRIGGER camera_scenes_stay BEFORE UPDATE ON camera_scenes
     BEGIN SELECT RAISE(ABORT, 'versions of a scene are only ever added'); END;
   CREATE TRIGGER camera_scenes_remain BEFORE DELETE ON camera_scenes
     BEGIN SELECT RAISE(ABORT, 'versions of a scene are only ever added'); END;`,
];

/** What somebody drew on a camera's picture; versions of a camera count from 1. */
export interface StoredScene {
  version: number;
  atMs: number;
  user: string;
  /** JSON; `undefined` where somebody went back to what the site file says. */
  scene: string | undefined;
}

/** Every version of every camera's scene; the database refuses to change or delete one. */
export interface SceneVersions {
  latest(camera: string): StoredScene | undefined;
  get(camera: string, version: number): StoredScene | undefined;
  /** Newest first. */
  list(camera: string, limit: number): StoredScene[];
  /** Adds the version after `after`; `undefined`, and nothing is added, if that is not the latest one. */
  append(camera: string, after: number, next: Omit<StoredScene, 'version'>): StoredScene | undefined;
}

interface Row {
  version: number;
  at_ms: number;
  user: string;
  scene: string | null;
}

export function createSceneVersions(store: Store): SceneVersions {
  store.migrate('camera-scenes', steps);
  const newest = store.prepare('SELECT * FROM camera_scenes WHERE camera = ? ORDER BY version DESC LIMIT ?');
  const one = store.prepare('SELECT * FROM camera_scenes WHERE camera = ? AND version = ?');
  const add = store.prepare('INSERT INTO camera_scenes (camera, version, at_ms, user, scene) VALUES (?, ?, ?, ?, ?)');
  const list = (camera: string, limit: number) => newest.all(camera, limit).map((row) => fromRow(row as Row));
  return {
    list,
    latest: (camera) => list(camera, 1)[0],
    get: (camera, version) => {
      const row = one.get(camera, version) as Row | undefined;
      return row && fromRow(row);
    },
    append: (camera, after, { atMs, user, scene }) =>
      store.transaction(() => {
        const version = list(camera, 1)[0]?.version ?? 0;
        if (version !== after) return undefined;
        add.run(camera, version + 1, atMs, user, scene ?? null);
        return { version: version + 1, atMs, user, scene };
      }),
  };
}

function fromRow({ version, at_ms, user, scene }: Row): StoredScene {
  return { version, atMs: at_ms, user, scene: scene ?? undefined };
}
