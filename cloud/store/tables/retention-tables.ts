/** How far what is kept for a time was let go. */
const tables = (integer: string, strict: string) => `
  -- Everything of a stream up to swept was let go for its age, but for what had never come: that stands in swept_holes.
  -- swept_ms is the latest arrival of what went.
  ALTER TABLE streams ADD COLUMN swept ${integer} NOT NULL DEFAULT 0;
  ALTER TABLE streams ADD COLUMN swept_ms ${integer} NOT NULL DEFAULT 0;
  CREATE TABLE swept_holes (
    stream ${integer} NOT NULL,
    from_seq ${integer} NOT NULL,
    to_seq ${integer} NOT NULL,
    PRIMARY KEY (stream, from_seq)
  )${strict};
  -- pending went since the last sweep that came to its end.
  CREATE TABLE retention_kinds (
    kind TEXT PRIMARY KEY,
    pending ${integer} NOT NULL DEFAULT 0,
    up_to_ms ${integer},
    swept_ms ${integer},
    deleted ${integer} NOT NULL DEFAULT 0,
    oldest_ms ${integer}
  )${strict};
  CREATE INDEX quarantine_whole ON quarantine (stream, received_ms) WHERE body <> '';
  CREATE INDEX claims_decided ON claims (decided_ms) WHERE decided_ms IS NOT NULL;
  CREATE INDEX ledger_anchors_by_time ON ledger_anchors (gateway, received_ms);
  CREATE INDEX share_deliveries_by_time ON share_deliveries (at_ms);
`;

/** Orders to keep, those that are over, too. */
const orderTables = (integer: string, strict: string) => `
  CREATE TABLE orders_to_keep (
    id TEXT PRIMARY KEY,
    place TEXT NOT NULL,
    from_ms ${integer} NOT NULL,
    until_ms ${integer} NOT NULL,
    reason TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    ended_ms ${integer}
  )${strict};
  CREATE INDEX orders_to_keep_of ON orders_to_keep (place, from_ms) WHERE ended_ms IS NULL;
`;

export const orderToKeepTables = { sqlite: orderTables('INTEGER', ' STRICT'), postgres: orderTables('bigint', '') };
export const retentionTables = { sqlite: tables('INTEGER', ' STRICT'), postgres: tables('bigint', '') };
