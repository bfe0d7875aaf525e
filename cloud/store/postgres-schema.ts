import type { Client } from 'pg';
import { Fault } from '../fault.ts';
import { lockTask } from './postgres-locks.ts';
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
    gateway text PRIMARY KEY,
    last_seen_ms bigint NOT NULL,
    status_ms bigint,
    status text
  ) WITH (fillfactor = 50);

  -- One row for each (gateway, epoch, lane). Everything up to acked is in events or quarantine.
  CREATE TABLE streams (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gateway text NOT NULL,
    epoch text NOT NULL,
    lane text NOT NULL,
    acked bigint NOT NULL DEFAULT 0,
    stored bigint NOT NULL DEFAULT 0,
    quarantined bigint NOT NULL DEFAULT 0,
    duplicates bigint NOT NULL DEFAULT 0,
    gaps bigint NOT NULL DEFAULT 0,
    UNIQUE (gateway, epoch, lane)
  ) WITH (fillfactor = 50);

  -- (stream, seq) stands for (gateway, epoch, lane, seq); that each comes once is held by streams.acked, and within a
  -- partition by an index too. Partitions are days of received_ms (UTC), so that old ones can be dropped whole.
  CREATE SEQUENCE event_positions AS bigint;
  CREATE TABLE events (
    position bigint NOT NULL DEFAULT nextval('event_positions'),
    stream bigint NOT NULL,
    seq bigint NOT NULL,
    site text NOT NULL,
    type text NOT NULL,
    subject text,
    time_ms bigint NOT NULL,
    bootid text NOT NULL,
    replayed smallint NOT NULL,
    alarm text,
    data text NOT NULL,
    received_ms bigint NOT NULL
  ) PARTITION BY RANGE (received_ms);
  CREATE INDEX events_position ON events (position);
  CREATE INDEX events_of_alarm ON events (alarm) WHERE alarm IS NOT NULL;

  CREATE TABLE quarantine (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream bigint NOT NULL,
    seq bigint NOT NULL,
    reason text NOT NULL,
    body text NOT NULL,
    received_ms bigint NOT NULL,
    UNIQUE (stream, seq)
  );

  CREATE SEQUENCE alarm_revisions AS bigint;
  CREATE TABLE alarms (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gateway text NOT NULL,
    alarm text NOT NULL,
    revision bigint NOT NULL UNIQUE,
    type text NOT NULL,
    priority smallint NOT NULL,
    ring smallint NOT NULL,
    source text NOT NULL,
    site text NOT NULL,
    raised_ms bigint NOT NULL,
    acknowledged_ms bigint,
    last_ms bigint NOT NULL,
    count bigint NOT NULL,
    received_ms bigint NOT NULL,
    place bigint NOT NULL,
    old smallint NOT NULL,
    state text NOT NULL,
    active smallint NOT NULL,
    acknowledged_by text,
    verdict text,
    disposition text,
    escalation smallint NOT NULL,
    incident text,
    drill smallint NOT NULL,
    hidden text,
    marks text NOT NULL,
    ours_by text,
    ours_ms bigint,
    ours_seq bigint,
    ours_heard_ms bigint,
    open smallint NOT NULL GENERATED ALWAYS AS
      (CASE WHEN state <> 'closed' AND hidden IS NULL THEN 1 ELSE 0 END) STORED,
    urgency integer NOT NULL GENERATED ALWAYS AS (drill * 100 + (3 - escalation) * 10 + priority) STORED,
    UNIQUE (gateway, alarm)
  );
  CREATE INDEX alarms_newest ON alarms (raised_ms DESC, id DESC);
  CREATE INDEX alarms_open ON alarms (gateway, priority) WHERE open = 1;
  CREATE INDEX alarms_urgency ON alarms (urgency, raised_ms, id) WHERE open = 1;
  CREATE INDEX alarms_unheard ON alarms (gateway, ours_seq) WHERE ours_heard_ms IS NULL;

  CREATE TABLE access_counts (
    gateway text NOT NULL,
    hour_ms bigint NOT NULL,
    ring smallint NOT NULL,
    method text NOT NULL,
    outcome text NOT NULL,
    count bigint NOT NULL,
    PRIMARY KEY (gateway, hour_ms, ring, method, outcome)
  ) WITH (fillfactor = 70);

  CREATE TABLE ledger_anchors (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gateway text NOT NULL,
    epoch text NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL,
    at_ms bigint NOT NULL,
    signature text NOT NULL,
    received_ms bigint NOT NULL
  );
  CREATE INDEX ledger_anchors_newest ON ledger_anchors (gateway, id DESC);

  CREATE TABLE tokens (
    hash bytea PRIMARY KEY,
    gateway text NOT NULL,
    site text,
    created_ms bigint NOT NULL
  );

  CREATE TABLE ended_sessions (
    id text PRIMARY KEY,
    expires_ms bigint NOT NULL
  );

  -- The password's hash and the key of the session cookies: all processes have the same.
  CREATE TABLE secrets (
    name text PRIMARY KEY,
    value text NOT NULL
  );

  -- Messages to each gateway; numbers go on when the epoch changes. What is acked is let go.
  CREATE TABLE downlinks (
    gateway text PRIMARY KEY,
    epoch text NOT NULL,
    issued bigint NOT NULL DEFAULT 0,
    acked bigint NOT NULL DEFAULT 0
  );
  CREATE TABLE downlink_messages (
    gateway text NOT NULL,
    seq bigint NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (gateway, seq)
  );

  -- What operators did to alarms; only ever added to, but for when the gateway heard it.
  CREATE TABLE acts (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    gateway text NOT NULL,
    alarm text NOT NULL,
    kind text NOT NULL,
    by text NOT NULL,
    at_ms bigint NOT NULL,
    note text,
    seq bigint NOT NULL,
    heard_ms bigint,
    UNIQUE (gateway, seq)
  );
  CREATE INDEX acts_of_alarm ON acts (gateway, alarm);
  `,
  `
  -- Settings of gateways from afar. The world's revision grows with every change of any layer.
  CREATE TABLE twin_world (one integer PRIMARY KEY CHECK (one = 1), revision bigint NOT NULL);
  INSERT INTO twin_world VALUES (1, 0);
  CREATE TABLE twin_layers (
    layer text PRIMARY KEY,
    revision bigint NOT NULL,
    latest bigint NOT NULL,
    released bigint,
    staged bigint,
    chosen text
  );
  CREATE TABLE twin_versions (
    layer text NOT NULL,
    version bigint NOT NULL,
    content text NOT NULL,
    priority bigint NOT NULL,
    members text NOT NULL,
    PRIMARY KEY (layer, version)
  );
  CREATE TABLE twin_deeds (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer text NOT NULL,
    revision bigint NOT NULL,
    version bigint NOT NULL,
    kind text NOT NULL,
    by text NOT NULL,
    at_ms bigint NOT NULL,
    why text NOT NULL,
    chosen text,
    from_version bigint,
    UNIQUE (layer, revision)
  );
  CREATE TABLE twin_desired (
    gateway text PRIMARY KEY,
    version bigint NOT NULL,
    etag text NOT NULL,
    document text NOT NULL,
    since_ms bigint NOT NULL,
    revision bigint NOT NULL
  );
  CREATE INDEX twin_desired_changed ON twin_desired (revision);
  CREATE TABLE twin_reported (gateway text PRIMARY KEY, body text NOT NULL, received_ms bigint NOT NULL);
  `,
  `
  -- How gateways get their identity: codes (by the hash of their secret), claims, certificates and what was done about them.
  CREATE TABLE claim_codes (
    id text PRIMARY KEY,
    secret_hash text NOT NULL UNIQUE,
    accept text NOT NULL,
    gateway text,
    site text,
    by text NOT NULL,
    created_ms bigint NOT NULL,
    expires_ms bigint NOT NULL,
    claim text,
    withdrawn_ms bigint
  );
  CREATE TABLE claims (
    id text PRIMARY KEY,
    code text NOT NULL UNIQUE REFERENCES claim_codes (id),
    csr text NOT NULL,
    key_hash text NOT NULL,
    facts text NOT NULL,
    gateway text NOT NULL,
    address text NOT NULL,
    state text NOT NULL,
    asked_ms bigint NOT NULL,
    decided_ms bigint,
    decided_by text,
    why text,
    fingerprint text
  );
  CREATE INDEX claims_by_state ON claims (state, asked_ms);
  CREATE TABLE certificates (
    fingerprint text PRIMARY KEY,
    gateway text NOT NULL,
    site text NOT NULL,
    hardware text NOT NULL,
    certificate text NOT NULL,
    issued_ms bigint NOT NULL,
    valid_until_ms bigint NOT NULL,
    first_used_ms bigint,
    ended_ms bigint,
    ended_why text
  );
  CREATE INDEX certificates_of_gateway ON certificates (gateway, issued_ms);

  -- Starts of gateways as they were first heard; two that alternate are two boxes under one identity.
  CREATE TABLE gateway_boots (
    gateway text NOT NULL,
    boot text NOT NULL,
    address text NOT NULL,
    first_ms bigint NOT NULL,
    PRIMARY KEY (gateway, boot)
  );
  CREATE TABLE clones (
    gateway text PRIMARY KEY,
    noticed_ms bigint NOT NULL,
    boot_a text NOT NULL,
    boot_b text NOT NULL,
    address_a text NOT NULL,
    address_b text NOT NULL
  );
  CREATE TABLE identity_acts (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    by text NOT NULL,
    at_ms bigint NOT NULL,
    deed text NOT NULL,
    subject text NOT NULL,
    gateway text,
    reason text
  );
  CREATE INDEX identity_acts_of_gateway ON identity_acts (gateway, position);
  `,
  exportsTables.postgres,
  tenancyTables.postgres,
  rolloutTables.postgres,
  commandTables.postgres,
  healthTables.postgres,
  permitTables.postgres,
  deviceListTables.postgres,
  rolloutDeviceTables.postgres,
  factorTables.postgres,
  sessionTables.postgres,
  retentionTables.postgres,
  orderToKeepTables.postgres,
];

/**
 * Brings the tables up to date, all in one transaction; of processes that start together one does it and the others wait.
 * Refuses data of a newer version.
 */
export async function migratePostgres(client: Client, where: string): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(lockTask('migrate'));
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_versions (version integer PRIMARY KEY, at timestamptz NOT NULL)',
    );
    const { rows } = await client.query<{ version: number | null }>(
      'SELECT max(version) AS version FROM schema_versions',
    );
    const version = rows[0]!.version ?? 0;
    if (version > steps.length)
      throw new Fault(
        'database-newer',
        `${where} has tables of version ${version}; this program knows ${steps.length}`,
      );
    for (const [index, step] of steps.entries()) {
      if (index < version) continue;
      await client.query(step);
      await client.query('INSERT INTO schema_versions VALUES ($1, now())', [index + 1]);
    }
    await client.query('COMMIT');
  } catch (error) {
    // The first error is the one to tell; a connection that is gone has rolled back by itself.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
