import pg from 'pg';
import type { StoreAddress } from '../cloud-config.ts';
import { Fault } from '../fault.ts';

const connectWithinMs = 5000;
/** A statement that takes longer has gone wrong. Audits of long streams are the slowest that there are. */
const statementWithinMs = 20_000;

/** Numbers of eight bytes come as numbers: everything that is counted here stays below 2^53. */
const int8 = 20;
const types = new pg.TypeOverrides();
types.setTypeParser(int8, Number);

/** Host, port and database, for messages; `sslmode` and `sslrootcert` may follow in the address. */
export function nameDatabase({ url }: StoreAddress): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? hostname;
  return `${host || 'localhost'}:${port || searchParams.get('port') || '5432'}${pathname}`;
}

/** For a client or a pool. Both sides notice a peer that is gone: nothing stays locked by a process that lost its power. */
export function clientConfig({ url, password }: StoreAddress): pg.ClientConfig {
  const full = new URL(url);
  if (password !== undefined) full.password = encodeURIComponent(password);
  return {
    connectionString: full.href,
    application_name: 'ringward-cloud',
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: statementWithinMs,
    lock_timeout: statementWithinMs / 2,
    idle_in_transaction_session_timeout: statementWithinMs / 2,
    query_timeout: statementWithinMs + 2000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    types,
    options: '-c synchronous_commit=on -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3',
  };
}

/** Data that a column cannot hold: the row is at fault, not the database. Class 22 and 23 of SQLSTATE. */
const rowErrors = /^2[23]/;

/**
 * What the database or the way to it said, as one kind of Fault; an error of one row stays an error, but without the row:
 * PostgreSQL quotes it.
 */
export function explainPostgres(cause: unknown, where: string): Error {
  if (cause instanceof Fault) return cause;
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (rowErrors.test(code)) return new Error(`the database refused a row: ${message} (${code})`);
  const what = `the database at ${where} failed: ${message || code}`;
  return new Fault('store-unavailable', what, { retryAfterS: 5 });
}

/** The same while the cloud starts, when a person looks on. */
export function explainStart(cause: unknown, where: string): Error {
  if (cause instanceof Fault) return cause;
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (message.includes('client password must be'))
    return new Fault('store-refused', `the database at ${where} asks for a password and none was given`);
  const refused = /^(28|3D|42501)/.test(code);
  if (refused)
    return new Fault('store-refused', `the database at ${where} does not let the cloud in: ${message} (${code})`);
  return new Fault('store-unreachable', `there is no working database at ${where}: ${message || code}`);
}
