/**
 * Places (`tenant:`, `city:`, `district:`, `site:`), operators, what they may where, their tokens, what was done, and how
 * alarms climb. `tenancy_world` grows with every change of who may what: whoever has read it knows whether it is old.
 */
export const tenancyTables = {
  sqlite: `
  CREATE TABLE tenancy_world (one INTEGER PRIMARY KEY CHECK (one = 1), revision INTEGER NOT NULL) STRICT;
  INSERT INTO tenancy_world VALUES (1, 0);
  CREATE TABLE places (
    place TEXT PRIMARY KEY,
    parent TEXT REFERENCES places (place),
    title TEXT NOT NULL,
    made_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE operators (
    id TEXT PRIMARY KEY,
    sign TEXT NOT NULL UNIQUE,
    origin TEXT NOT NULL,
    password_hash TEXT,
    subject TEXT UNIQUE,
    generation INTEGER NOT NULL,
    disabled_ms INTEGER,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE grants (
    operator TEXT NOT NULL REFERENCES operators (id),
    place TEXT NOT NULL,
    role TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (operator, place, role)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE operator_tokens (
    id TEXT PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    operator TEXT NOT NULL REFERENCES operators (id),
    title TEXT NOT NULL,
    permissions TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL,
    used_ms INTEGER,
    ended_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE audit_log (
    position INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    by TEXT NOT NULL,
    operator TEXT,
    deed TEXT NOT NULL,
    gateway TEXT,
    layer TEXT,
    place TEXT,
    subject TEXT,
    reason TEXT
  ) STRICT;
  CREATE INDEX audit_log_by_time ON audit_log (at_ms, position);
  CREATE INDEX audit_log_of_subject ON audit_log (subject, position) WHERE subject IS NOT NULL;
  CREATE INDEX audit_log_of_gateway ON audit_log (gateway, at_ms) WHERE gateway IS NOT NULL;
  CREATE INDEX acts_by_time ON acts (at_ms, position);
  CREATE INDEX identity_acts_by_time ON identity_acts (at_ms, position);
  CREATE INDEX twin_deeds_by_time ON twin_deeds (at_ms, position);
  CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'what was done stays'); END;
  CREATE TRIGGER audit_log_is_kept BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'what was done stays'); END;
  CREATE TABLE desk_waits (
    place TEXT PRIMARY KEY,
    site_ms INTEGER NOT NULL,
    district_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE desk_rounds (
    gateway TEXT NOT NULL,
    alarm TEXT NOT NULL,
    round INTEGER NOT NULL,
    begun_ms INTEGER NOT NULL,
    ended_ms INTEGER,
    ended_by TEXT,
    PRIMARY KEY (gateway, alarm, round)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX desk_rounds_newest ON desk_rounds (begun_ms DESC);
  CREATE INDEX desk_rounds_open ON desk_rounds (begun_ms) WHERE ended_ms IS NULL;
  CREATE TABLE desk_steps (
    gateway TEXT NOT NULL,
    alarm TEXT NOT NULL,
    round INTEGER NOT NULL,
    level TEXT NOT NULL,
    place TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (gateway, alarm, round, level)
  ) STRICT, WITHOUT ROWID;
  `,
  postgres: `
  CREATE TABLE tenancy_world (one integer PRIMARY KEY CHECK (one = 1), revision bigint NOT NULL);
  INSERT INTO tenancy_world VALUES (1, 0);
  CREATE TABLE places (
    place text PRIMARY KEY,
    parent text REFERENCES places (place),
    title text NOT NULL,
    made_ms bigint NOT NULL
  );
  CREATE TABLE operators (
    id text PRIMARY KEY,
    sign text NOT NULL UNIQUE,
    origin text NOT NULL,
    password_hash text,
    subject text UNIQUE,
    generation bigint NOT NULL,
    disabled_ms bigint,
    made_ms bigint NOT NULL,
    made_by text NOT NULL
  );
  CREATE TABLE grants (
    operator text NOT NULL REFERENCES operators (id),
    place text NOT NULL,
    role text NOT NULL,
    by text NOT NULL,
    at_ms bigint NOT NULL,
    reason text,
    PRIMARY KEY (operator, place, role)
  );
  CREATE TABLE operator_tokens (
    id text PRIMARY KEY,
    hash text NOT NULL UNIQUE,
    operator text NOT NULL REFERENCES operators (id),
    title text NOT NULL,
    permissions text NOT NULL,
    made_ms bigint NOT NULL,
    expires_ms bigint NOT NULL,
    used_ms bigint,
    ended_ms bigint
  );
  CREATE TABLE audit_log (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at_ms bigint NOT NULL,
    by text NOT NULL,
    operator text,
    deed text NOT NULL,
    gateway text,
    layer text,
    place text,
    subject text,
    reason text
  );
  CREATE INDEX audit_log_by_time ON audit_log (at_ms, position);
  CREATE INDEX audit_log_of_subject ON audit_log (subject, position) WHERE subject IS NOT NULL;
  CREATE INDEX audit_log_of_gateway ON audit_log (gateway, at_ms) WHERE gateway IS NOT NULL;
  CREATE INDEX acts_by_time ON acts (at_ms, position);
  CREATE INDEX identity_acts_by_time ON identity_acts (at_ms, position);
  CREATE INDEX twin_deeds_by_time ON twin_deeds (at_ms, position);
  CREATE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was done stays'; END $$;
  CREATE TRIGGER audit_log_stays BEFORE UPDATE OR DELETE ON audit_log
    FOR EACH ROW EXECUTE FUNCTION keep_audit_log();
  CREATE TABLE desk_waits (
    place text PRIMARY KEY,
    site_ms bigint NOT NULL,
    district_ms bigint NOT NULL
  );
  CREATE TABLE desk_rounds (
    gateway text NOT NULL,
    alarm text NOT NULL,
    round bigint NOT NULL,
    begun_ms bigint NOT NULL,
    ended_ms bigint,
    ended_by text,
    PRIMARY KEY (gateway, alarm, round)
  );
  CREATE INDEX desk_rounds_newest ON desk_rounds (begun_ms DESC);
  CREATE INDEX desk_rounds_open ON desk_rounds (begun_ms) WHERE ended_ms IS NULL;
  CREATE TABLE desk_steps (
    gateway text NOT NULL,
    alarm text NOT NULL,
    round bigint NOT NULL,
    level text NOT NULL,
    place text NOT NULL,
    at_ms bigint NOT NULL,
    told text NOT NULL,
    PRIMARY KEY (gateway, alarm, round, level)
  );
  `,
} as const;

/** Second factors of operators: the secret sealed by a key that stands beside the database, recovery codes as hashes. */
const factors = (integer: string, ending: string) => `
  CREATE TABLE operator_factors (
    operator TEXT PRIMARY KEY REFERENCES operators (id),
    secret TEXT NOT NULL,
    since_ms ${integer} NOT NULL,
    last_step ${integer} NOT NULL,
    recovery TEXT NOT NULL
  )${ending};
`;
export const factorTables = { sqlite: factors('INTEGER', ' STRICT, WITHOUT ROWID'), postgres: factors('bigint', '') };

/** Where operators are logged in, to be shown to them; that a session counts says its sealed cookie. */
const sessions = (integer: string, ending: string) => `
  CREATE TABLE operator_sessions (
    id TEXT PRIMARY KEY,
    operator TEXT NOT NULL REFERENCES operators (id),
    sign TEXT NOT NULL,
    tag TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    since_ms ${integer} NOT NULL,
    last_ms ${integer} NOT NULL,
    expires_ms ${integer} NOT NULL
  )${ending};
  CREATE INDEX operator_sessions_of_operator ON operator_sessions (operator, last_ms);
`;
export const sessionTables = {
  sqlite: sessions('INTEGER', ' STRICT, WITHOUT ROWID'),
  postgres: sessions('bigint', ''),
};
