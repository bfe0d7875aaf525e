import type Database from 'better-sqlite3';
import { Fault } from '../fault.ts';
import { commandTables } from './tables/command-tables.ts';
import { deviceListTables } from './tables/device-list-tables.ts';
import { exportsTables } from './tables/exports-tables.ts';
import { healthTables } from './tables/health-tables.ts';
import { permitTables } from './tables/permit-tables.ts';
import { orderToKeepTables, retentionTables } from './tables/retention-tables.ts';
import { rolloutDeviceTables, rolloutTables } from './tables/rollout-tables.ts';
import { factorTables, sessionTables, tenancyTables } from './tables/tenancy-tables.ts';

/** Each entry is one version of the tables; what has been released is never changed, only followed by a next one. */
const steps: readonly string[] = [
  `
  CREATE TABLE gateways (
    gateway TEXT PRIMARY KEY,
    last_seen_ms INTEGER NOT NULL,
    status_ms INTEGER,
    status TEXT
  ) STRICT, WITHOUT ROWID;

  -- One row for each (gateway, epoch, lane). Everything up to acked is in events or quarantine.
  CREATE TABLE streams (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    epoch TEXT NOT NULL,
    lane TEXT NOT NULL,
    acked INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    gaps INTEGER NOT NULL DEFAULT 0,
    UNIQUE (gateway, epoch, lane)
  ) STRICT;

  -- (stream, seq) stands for (gateway, epoch, lane, seq). The envelope of the event is rebuilt from its parts.
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    seq INTEGER NOT NULL,
    site TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT,
    time_ms INTEGER NOT NULL,
    bootid TEXT NOT NULL,
    replayed INTEGER NOT NULL,
    data TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    UNIQUE (stream, seq)
  ) STRICT;

  CREATE TABLE quarantine (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    seq INTEGER NOT NULL,
    reason TEXT NOT NULL,
    body TEXT NOT NULL,
    received_ms INTEGER NOT NULL,
    UNIQUE (stream, seq)
  ) STRICT;

  CREATE TABLE alarms (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    alarm TEXT NOT NULL,
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    priority INTEGER NOT NULL,
    ring INTEGER NOT NULL,
    source TEXT NOT NULL,
    site TEXT NOT NULL,
    raised_ms INTEGER NOT NULL,
    acknowledged_ms INTEGER,
    cleared_ms INTEGER,
    last_ms INTEGER NOT NULL,
    count INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    UNIQUE (gateway, alarm)
  ) STRICT;
  CREATE INDEX alarms_newest ON alarms (raised_ms DESC, id DESC);
  CREATE UNIQUE INDEX alarms_revision ON alarms (revision);
  CREATE INDEX alarms_open ON alarms (gateway, priority) WHERE cleared_ms IS NULL;

  CREATE TABLE access_counts (
    gateway TEXT NOT NULL,
    hour_ms INTEGER NOT NULL,
    ring INTEGER NOT NULL,
    method TEXT NOT NULL,
    outcome TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (gateway, hour_ms, ring, method, outcome)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tokens (
    hash BLOB PRIMARY KEY,
    gateway TEXT NOT NULL,
    site TEXT,
    created_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE ended_sessions (
    id TEXT PRIMARY KEY,
    expires_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Every anchor of a gateway's ledger as it came: two of one entry with different hashes prove that one ledger is not genuine.
  CREATE TABLE ledger_anchors (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    signature TEXT NOT NULL,
    received_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX ledger_anchors_newest ON ledger_anchors (gateway, id DESC);
  `,
  `
  -- How an alarm stands, told apart from whether its cause does; marks hold when it took which step.
  ALTER TABLE alarms ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alarms ADD COLUMN old INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE alarms ADD COLUMN state TEXT NOT NULL DEFAULT 'raised';
  ALTER TABLE alarms ADD COLUMN active INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE alarms ADD COLUMN acknowledged_by TEXT;
  ALTER TABLE alarms ADD COLUMN verdict TEXT;
  ALTER TABLE alarms ADD COLUMN disposition TEXT;
  ALTER TABLE alarms ADD COLUMN escalation INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alarms ADD COLUMN incident TEXT;
  ALTER TABLE alarms ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE alarms ADD COLUMN hidden TEXT;
  ALTER TABLE alarms ADD COLUMN marks TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE alarms ADD COLUMN ours_by TEXT;
  ALTER TABLE alarms ADD COLUMN ours_ms INTEGER;
  ALTER TABLE alarms ADD COLUMN ours_seq INTEGER;
  ALTER TABLE alarms ADD COLUMN ours_heard_ms INTEGER;
  UPDATE alarms SET
    active = cleared_ms IS NULL,
    acknowledged_by = iif(acknowledged_ms IS NULL, NULL, 'site'),
    state = iif(acknowledged_ms IS NULL, 'raised', iif(cleared_ms IS NULL, 'acknowledged', 'closed')),
    marks = json_patch('{}', json_object(
      'raised', json_object('place', 0, 'atMs', raised_ms),
      'acknowledged', json(iif(acknowledged_ms IS NULL, NULL, json_object('place', 1, 'atMs', acknowledged_ms))),
      'cleared', json(iif(cleared_ms IS NULL, NULL, json_object('place', 1, 'atMs', cleared_ms)))));
  DROP INDEX alarms_open;
  ALTER TABLE alarms DROP COLUMN cleared_ms;
  ALTER TABLE alarms ADD COLUMN open INTEGER GENERATED ALWAYS AS (state <> 'closed' AND hidden IS NULL) VIRTUAL;
  ALTER TABLE alarms ADD COLUMN urgency INTEGER
    GENERATED ALWAYS AS (drill * 100 + (3 - escalation) * 10 + priority) VIRTUAL;
  CREATE INDEX alarms_open ON alarms (gateway, priority) WHERE open = 1;
  CREATE INDEX alarms_urgency ON alarms (urgency, raised_ms, id) WHERE open = 1;
  CREATE INDEX events_of_alarm ON events (json_extract(data, '$.alarm')) WHERE type GLOB 'ringward.alarm.*';

  -- Messages to each gateway; numbers go on when the epoch changes. What is acked is let go.
  CREATE TABLE downlinks (
    gateway TEXT PRIMARY KEY,
    epoch TEXT NOT NULL,
    issued INTEGER NOT NULL DEFAULT 0,
    acked INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE downlink_messages (
    gateway TEXT NOT NULL,
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (gateway, seq)
  ) STRICT, WITHOUT ROWID;

  -- What operators did to alarms; only ever added to, but for when the gateway heard it.
  CREATE TABLE acts (
    position INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    alarm TEXT NOT NULL,
    kind TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    note TEXT,
    seq INTEGER NOT NULL,
    heard_ms INTEGER,
    UNIQUE (gateway, seq)
  ) STRICT;
  CREATE INDEX acts_of_alarm ON acts (gateway, alarm);
  `,
  `
  -- How gateways get their identity: codes (by the hash of their secret), claims, certificates and what was done about them.
  CREATE TABLE claim_codes (
    id TEXT PRIMARY KEY,
    secret_hash TEXT NOT NULL UNIQUE,
    accept TEXT NOT NULL,
    gateway TEXT,
    site TEXT,
    by TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    claim TEXT,
    withdrawn_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE REFERENCES claim_codes (id),
    csr TEXT NOT NULL,
    key_hash TEXT NOT NULL,
    facts TEXT NOT NULL,
    gateway TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_ms INTEGER NOT NULL,
    decided_ms INTEGER,
    decided_by TEXT,
    why TEXT,
    fingerprint TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claims_by_state ON claims (state, asked_ms);
  CREATE TABLE certificates (
    fingerprint TEXT PRIMARY KEY,
    gateway TEXT NOT NULL,
    site TEXT NOT NULL,
    hardware TEXT NOT NULL,
    certificate TEXT NOT NULL,
    issued_ms INTEGER NOT NULL,
    valid_until_ms INTEGER NOT NULL,
    first_used_ms INTEGER,
    ended_ms INTEGER,
    ended_why TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX certificates_of_gateway ON certificates (gateway, issued_ms);

  -- Starts of gateways as they were first heard; two that alternate are two boxes under one identity.
  CREATE TABLE gateway_boots (
    gateway TEXT NOT NULL,
    boot TEXT NOT NULL,
    address TEXT NOT NULL,
    first_ms INTEGER NOT NULL,
    PRIMARY KEY (gateway, boot)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE clones (
    gateway TEXT PRIMARY KEY,
    noticed_ms INTEGER NOT NULL,
    boot_a TEXT NOT NULL,
    boot_b TEXT NOT NULL,
    address_a TEXT NOT NULL,
    address_b TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE identity_acts (
    position INTEGER PRIMARY KEY,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    deed TEXT NOT NULL,
    subject TEXT NOT NULL,
    gateway TEXT,
    reason TEXT
  ) STRICT;
  CREATE INDEX identity_acts_of_gateway ON identity_acts (gateway, position);
  `,
  `
  -- Settings of gateways from afar. The world's revision grows with every change of any layer.
  CREATE TABLE twin_world (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL) STRICT;
  INSERT INTO twin_world VALUES (1, 0);
  CREATE TABLE twin_layers (
    layer TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    released INTEGER,
    staged INTEGER,
    chosen TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE twin_versions (
    layer TEXT NOT NULL,
    version INTEGER NOT NULL,
    content TEXT NOT NULL,
    priority INTEGER NOT NULL,
    members TEXT NOT NULL,
    PRIMARY KEY (layer, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE twin_deeds (
    position INTEGER PRIMARY KEY,
    layer TEXT NOT NULL,
    revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    why TEXT NOT NULL,
    chosen TEXT,
    from_version INTEGER,
    UNIQUE (layer, revision)
  ) STRICT;
  CREATE TABLE twin_desired (
    gateway TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    etag TEXT NOT NULL,
    document TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    revision INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX twin_desired_changed ON twin_desired (revision);
  CREATE TABLE twin_reported (
    gateway TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    received_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  exportsTables.sqlite,
  tenancyTables.sqlite,
  rolloutTables.sqlite,
  commandTables.sqlite,
  healthTables.sqlite,
  permitTables.sqlite,
  deviceListTables.sqlite,
  rolloutDeviceTables.sqlite,
  factorTables.sqlite,
  sessionTables.sqlite,
  retentionTables.sqlite,
  orderToKeepTables.sqlite,
];

/** Of the tables that this program makes. */
export const cloudTablesVersion = steps.length;

/** Brings the tables up to date, all in one transaction; refuses data of a newer version. */
export function migrateCloudTables(database: Database.Database, file: string): void {
  const migrate = database.transaction(() => {
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version > steps.length)
      throw new Fault('database-newer', `${file} has tables of version ${version}; this program knows ${steps.length}`);
    for (const step of steps.slice(version)) database.exec(step);
    database.pragma(`user_version = ${steps.length}`);
  });
  migrate.immediate();
}
