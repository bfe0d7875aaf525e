import type { Store } from '../kernel/sqlite-store.ts';

const steps = [
  `CREATE TABLE rights_versions (
     controller TEXT PRIMARY KEY,
     version INTEGER NOT NULL,
     content TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/** Which version of its rights each controller should hold. A number is used for one content only, and later ones are higher. */
export interface RightsVersions {
  /**
   * The version of this content: the one it has, or a new one if the content has changed, or if the controller holds a `held`
   * that is higher, as after a backup was put back.
   */
  settle(controller: string, content: string, held?: number): number;
}

/** What controllers report beyond this is no version of ours, and none may push ours out of the integers. */
const highestHeld = 2 ** 48;

export function openRightsVersions(store: Store, wallMs: () => number): RightsVersions {
  store.migrate('rights', steps);
  const get = store.prepare('SELECT version, content FROM rights_versions WHERE controller = ?');
  const put = store.prepare(
    'INSERT INTO rights_versions VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, content = excluded.content',
  );
  return {
    settle: (controller, content, held = 0) =>
      store.transaction(() => {
        const row = get.get(controller) as { version: number; content: string } | undefined;
        const floor = held <= highestHeld ? held : 0;
        if (row?.content === content && row.version >= floor) return row.version;
        // Seconds since the epoch: higher than what was given out before, even if the database is lost.
        const version = Math.max((row?.version ?? 0) + 1, floor + 1, Math.floor(wallMs() / 1000));
        put.run(controller, version, content);
        return version;
      }),
  };
}
