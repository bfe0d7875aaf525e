import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { viewAlarm } from '../../../cloud/api/alarm-views.ts';
import { openSqliteStore } from '../../../cloud/store/sqlite-store.ts';

/** The table of alarms as clouds made it that knew raised, acknowledged and cleared only. */
const earlier = `
  CREATE TABLE gateways (gateway TEXT PRIMARY KEY, last_seen_ms INTEGER NOT NULL, status_ms INTEGER, status TEXT) STRICT;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, gateway TEXT NOT NULL, epoch TEXT NOT NULL, lane TEXT NOT NULL,
    acked INTEGER NOT NULL DEFAULT 0, stored INTEGER NOT NULL DEFAULT 0, quarantined INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0, gaps INTEGER NOT NULL DEFAULT 0, UNIQUE (gateway, epoch, lane)) STRICT;
  CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL, site TEXT NOT NULL,
    type TEXT NOT NULL, subject TEXT, time_ms INTEGER NOT NULL, bootid TEXT NOT NULL, replayed INTEGER NOT NULL,
    data TEXT NOT NULL, received_ms INTEGER NOT NULL, UNIQUE (stream, seq)) STRICT;
  CREATE TABLE quarantine (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL,
    reason TEXT NOT NULL, body TEXT NOT NULL, received_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE alarms (id INTEGER PRIMARY KEY, gateway TEXT NOT NULL, alarm TEXT NOT NULL, revision INTEGER NOT NULL,
    type TEXT NOT NULL, priority INTEGER NOT NULL, ring INTEGER NOT NULL, source TEXT NOT NULL, site TEXT NOT NULL,
    raised_ms INTEGER NOT NULL, acknowledged_ms INTEGER, cleared_ms INTEGER, last_ms INTEGER NOT NULL,
    count INTEGER NOT NULL, received_ms INTEGER NOT NULL, UNIQUE (gateway, alarm)) STRICT;
  CREATE INDEX alarms_newest ON alarms (raised_ms DESC, id DESC);
  CREATE UNIQUE INDEX alarms_revision ON alarms (revision);
  CREATE INDEX alarms_open ON alarms (gateway, priority) WHERE cleared_ms IS NULL;
  CREATE TABLE access_counts (gateway TEXT, hour_ms INTEGER, ring INTEGER, method TEXT, outcome TEXT, count INTEGER) STRICT;
  CREATE TABLE tokens (hash BLOB PRIMARY KEY, gateway TEXT NOT NULL, site TEXT, created_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE ended_sessions (id TEXT PRIMARY KEY, expires_ms INTEGER NOT NULL) STRICT;
  CREATE TABLE ledger_anchors (id INTEGER PRIMARY KEY, gateway TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL,
    hash TEXT NOT NULL, at_ms INTEGER NOT NULL, signature TEXT NOT NULL, received_ms INTEGER NOT NULL) STRICT;
  PRAGMA user_version = 2;`;

test('a cloud of the version before keeps its alarms, and one whose cause ended unanswered stands open again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ringward-schema-'));
  try {
    const before = new Database(join(folder, 'cloud.db'));
    before.exec(earlier);
    const add = before.prepare(
      "INSERT INTO alarms VALUES (NULL, 'gw-1', ?, ?, 'smoke', 1, 3, 'smoke-1', 'linden', 1000, ?, ?, 3000, 2, 4000)",
    );
    add.run('stands', 1, null, null);
    add.run('taken', 2, 2000, null);
    add.run('gone', 3, null, 3000);
    add.run('over', 4, 2000, 3000);
    before.close();
    const store = openSqliteStore({ folder });
    const seen = (await store.alarms({ order: 'newest', limit: 10 })).map(({ alarm }) => viewAlarm(alarm));
    expect(
      seen
        .map(({ alarm, state, active, open, clearedAtMs }) => ({ alarm, state, active, open, clearedAtMs }))
        .reverse(),
    ).toEqual([
      { alarm: 'stands', state: 'raised', active: true, open: true, clearedAtMs: null },
      { alarm: 'taken', state: 'acknowledged', active: true, open: true, clearedAtMs: null },
      { alarm: 'gone', state: 'raised', active: false, open: true, clearedAtMs: 3000 },
      { alarm: 'over', state: 'closed', active: false, open: false, clearedAtMs: 3000 },
    ]);
    expect((await store.tallies(0)).openAlarms.get('gw-1')).toMatchObject({ 1: 3 });
    await store.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
