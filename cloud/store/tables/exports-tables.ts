/** Shares with other departments: what was agreed, and how far each is. What was done about them stands in the audit log. */
const tables = (integer: string, identity: string, options: { strict: string; keyed: string }) => `
  CREATE TABLE shares (
    share TEXT PRIMARY KEY,
    terms TEXT NOT NULL,
    hidden TEXT NOT NULL,
    salt TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_sign TEXT NOT NULL,
    asked_ms ${integer} NOT NULL,
    approved_sign TEXT,
    approved_ms ${integer},
    state TEXT NOT NULL,
    why TEXT,
    changed_ms ${integer} NOT NULL,
    revision ${integer} NOT NULL
  )${options.keyed};

  -- One process sends for a share: the one named here, as long as its beat grows.
  CREATE TABLE share_progress (
    share TEXT PRIMARY KEY REFERENCES shares (share),
    cursor ${integer} NOT NULL,
    holder TEXT,
    beat ${integer} NOT NULL,
    delivered ${integer} NOT NULL,
    batches ${integer} NOT NULL,
    left_out ${integer} NOT NULL,
    set_aside ${integer} NOT NULL,
    refusals ${integer} NOT NULL,
    streak ${integer} NOT NULL,
    careful_until ${integer} NOT NULL,
    failures ${integer} NOT NULL,
    failing_since_ms ${integer},
    next_try_ms ${integer},
    last_taken_ms ${integer},
    last_why TEXT,
    waiting_ms ${integer}
  )${options.keyed};

  -- Events that the recipient would not take; the event itself stays where it is.
  CREATE TABLE share_aside (
    share TEXT NOT NULL REFERENCES shares (share),
    place ${integer} NOT NULL,
    id TEXT NOT NULL,
    why TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    PRIMARY KEY (share, place)
  )${options.keyed};

  CREATE TABLE share_deliveries (
    position ${identity},
    share TEXT NOT NULL,
    at_ms ${integer} NOT NULL,
    outcome TEXT NOT NULL,
    events ${integer} NOT NULL,
    took_ms ${integer} NOT NULL,
    why TEXT
  )${options.strict};
  CREATE INDEX share_deliveries_of_share ON share_deliveries (share, position);
  `;

export const exportsTables = {
  sqlite: tables('INTEGER', 'INTEGER PRIMARY KEY', { strict: ' STRICT', keyed: ' STRICT, WITHOUT ROWID' }),
  postgres: tables('bigint', 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY', { strict: '', keyed: '' }),
};
