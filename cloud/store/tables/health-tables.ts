import { figureColumns } from '../../health/health-figures.ts';

/** How gateways are and were, what is wrong with them, and whom that was told. */
const tables = (integer: string, strict: string) => `
  CREATE TABLE health_samples (
    gateway TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    ${figureColumns.map((column) => `${column} ${integer},`).join('\n    ')}
    PRIMARY KEY (gateway, at_ms)
  )${strict};
  CREATE INDEX health_samples_age ON health_samples (at_ms);

  -- How far each database of a gateway was, by its own word; an epoch that ended stays.
  CREATE TABLE gateway_epochs (
    gateway TEXT NOT NULL,
    epoch TEXT NOT NULL,
    alarm ${integer} NOT NULL,
    event ${integer} NOT NULL,
    first_ms ${integer} NOT NULL,
    last_ms ${integer} NOT NULL,
    PRIMARY KEY (gateway, epoch)
  )${strict};

  -- What a gateway says that it issued in a day; checked_ms is when it was last counted against the store.
  CREATE TABLE day_seals (
    gateway TEXT NOT NULL,
    epoch TEXT NOT NULL,
    day TEXT NOT NULL,
    alarm_from ${integer} NOT NULL,
    alarm_to ${integer} NOT NULL,
    event_from ${integer} NOT NULL,
    event_to ${integer} NOT NULL,
    ledger_seq ${integer} NOT NULL,
    ledger_hash TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    signature TEXT NOT NULL,
    received_ms ${integer} NOT NULL,
    checked_ms ${integer} NOT NULL DEFAULT 0,
    missing ${integer} NOT NULL DEFAULT 0,
    PRIMARY KEY (gateway, epoch, day)
  )${strict};
  CREATE INDEX day_seals_unchecked ON day_seals (checked_ms);
  CREATE INDEX day_seals_missing ON day_seals (gateway, missing) WHERE missing > 0;
  CREATE INDEX access_counts_by_hour ON access_counts (hour_ms, gateway);

  CREATE TABLE alert_rules (
    id TEXT PRIMARY KEY,
    revision ${integer} NOT NULL,
    body TEXT NOT NULL
  )${strict};
  CREATE TABLE alert_conditions (
    id TEXT PRIMARY KEY,
    rule TEXT NOT NULL,
    gateway TEXT NOT NULL,
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    since_ms ${integer} NOT NULL,
    opened_ms ${integer} NOT NULL,
    as_of_ms ${integer} NOT NULL,
    figure DOUBLE PRECISION,
    closed_ms ${integer},
    told ${integer} NOT NULL DEFAULT 0
  )${strict};
  CREATE UNIQUE INDEX alert_conditions_open ON alert_conditions (rule, gateway, subject) WHERE closed_ms IS NULL;
  CREATE INDEX alert_conditions_untold ON alert_conditions (opened_ms) WHERE told = 0;
  CREATE INDEX alert_conditions_closed ON alert_conditions (closed_ms) WHERE closed_ms IS NOT NULL;
  CREATE TABLE alert_shelves (
    gateway TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    until_ms ${integer} NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    PRIMARY KEY (gateway, kind, subject)
  )${strict};
  CREATE TABLE alert_notices (
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    body TEXT NOT NULL,
    created_ms ${integer} NOT NULL,
    due_ms ${integer} NOT NULL,
    tries ${integer} NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting',
    problem TEXT,
    PRIMARY KEY (id, channel)
  )${strict};
  CREATE INDEX alert_notices_due ON alert_notices (state, due_ms);

  -- Of several processes one looks for what is wrong.
  CREATE TABLE health_lease (one ${integer} PRIMARY KEY, holder TEXT NOT NULL, until_ms ${integer} NOT NULL,
    looked_ms ${integer})${strict};
`;

export const healthTables = {
  sqlite: tables('INTEGER', ' STRICT, WITHOUT ROWID').replaceAll('DOUBLE PRECISION', 'REAL'),
  postgres: tables('bigint', ''),
};
