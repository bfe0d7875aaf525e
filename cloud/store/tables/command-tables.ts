const tables = (integer: string, bytes: string, strict: string) => `
  CREATE TABLE commands (
    id TEXT PRIMARY KEY,
    gateway TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL,
    asked_id TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    asked_ms ${integer} NOT NULL,
    -- Until when it may be approved, and once it was sent, until when it may begin.
    until_ms ${integer} NOT NULL,
    decided_id TEXT,
    decided_by TEXT,
    decided_ms ${integer},
    sent_ms ${integer},
    begun_ms ${integer},
    ended_ms ${integer},
    code TEXT,
    -- The upload that counts; NULL without a result, or after its time.
    upload TEXT,
    result_bytes ${integer},
    result_sha256 TEXT,
    result_until_ms ${integer}
  )${strict};
  CREATE INDEX commands_of_gateway ON commands (gateway, asked_ms);
  CREATE INDEX commands_by_state ON commands (state, until_ms);
  CREATE INDEX commands_by_result ON commands (result_until_ms) WHERE result_until_ms IS NOT NULL;
  CREATE TABLE command_parts (
    command TEXT NOT NULL,
    upload TEXT NOT NULL,
    n ${integer} NOT NULL,
    at_ms ${integer} NOT NULL,
    body ${bytes} NOT NULL,
    PRIMARY KEY (command, upload, n)
  )${strict};
  CREATE INDEX command_parts_by_time ON command_parts (at_ms);
`;

/** Commands to gateways, and what they brought. */
export const commandTables = {
  sqlite: tables('INTEGER', 'BLOB', ' STRICT'),
  postgres: tables('bigint', 'bytea', ''),
};
