import type Database from 'better-sqlite3';
import { Fault } from '../fault.ts';

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
];

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
