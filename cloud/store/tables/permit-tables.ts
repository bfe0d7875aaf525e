const tables = (integer: string, strict: string) => `
  -- What each site lets operators look at and open, as its gateway told it last.
  CREATE TABLE remote_permits (
    gateway TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    received_ms ${integer} NOT NULL
  )${strict};
`;

export const permitTables = { sqlite: tables('INTEGER', ' STRICT'), postgres: tables('bigint', '') };
