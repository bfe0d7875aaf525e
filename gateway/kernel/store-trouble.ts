/**
 * What the disk does to the database: `full`; `read-only`; `damaged`, which no second try mends; `failing`, which one may.
 * `undefined` for whatever is not the disk's doing.
 */
export type StoreTrouble = 'full' | 'read-only' | 'damaged' | 'failing';

const troubles: readonly [RegExp, StoreTrouble][] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'full'],
  [/^(SQLITE_READONLY|EROFS)/, 'read-only'],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, 'damaged'],
  [/^(SQLITE_IOERR|SQLITE_CANTOPEN|EIO$)/, 'failing'],
];

export function storeTrouble(error: unknown): StoreTrouble | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  const found = troubles.find(([pattern]) => pattern.test(String(code ?? '')))?.[1];
  return found ?? (cause === undefined ? undefined : storeTrouble(cause));
}
