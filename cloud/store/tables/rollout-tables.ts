/** Releases, rollouts, and each gateway's place in them. */
const tables = (integer: string, strict: string) => `
  CREATE TABLE releases (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    serial ${integer} NOT NULL,
    signed TEXT NOT NULL,
    manifest TEXT NOT NULL,
    file_name TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    sha1 TEXT,
    md5 TEXT,
    UNIQUE (kind, name, serial)
  )${strict};
  CREATE TABLE rollouts (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES releases (id),
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    plan TEXT NOT NULL,
    phase TEXT NOT NULL,
    why TEXT,
    forgiven TEXT NOT NULL,
    passed INTEGER NOT NULL,
    at_ms ${integer} NOT NULL,
    revision INTEGER NOT NULL
  )${strict};
  CREATE TABLE rollout_places (
    rollout TEXT NOT NULL REFERENCES rollouts (id),
    gateway TEXT NOT NULL,
    site TEXT NOT NULL,
    team INTEGER NOT NULL,
    place INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT 'waiting',
    attempt TEXT UNIQUE,
    state TEXT,
    step INTEGER NOT NULL DEFAULT 0,
    taken_ms ${integer},
    heard_ms ${integer},
    called_off INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    detail TEXT,
    bytes ${integer},
    shadow TEXT,
    before_serial ${integer},
    before_version TEXT,
    running_version TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    asked_ms ${integer} NOT NULL DEFAULT 0,
    PRIMARY KEY (rollout, gateway)
  )${strict};
  CREATE INDEX rollout_places_of_gateway ON rollout_places (gateway, stage);
  CREATE INDEX rollout_places_by_stage ON rollout_places (rollout, stage);
  -- Devices with an update client of their own, by the hash of their token.
  CREATE TABLE ddi_targets (
    id TEXT PRIMARY KEY,
    site TEXT,
    token_hash TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    polled_ms ${integer},
    attributes TEXT
  )${strict};
`;

/** Of firmware: how many devices of a gateway have it, of how many. */
const deviceColumns = `
  ALTER TABLE rollout_places ADD COLUMN devices_done INTEGER;
  ALTER TABLE rollout_places ADD COLUMN devices_total INTEGER;
`;
export const rolloutDeviceTables = { sqlite: deviceColumns, postgres: deviceColumns };

export const rolloutTables = {
  sqlite: tables('INTEGER', ' STRICT'),
  postgres: tables('bigint', ''),
};
