/**
 * `refused`: the archive is damaged, cut off, another's, or its passphrase is wrong. `newer`: a later program wrote it.
 * `failed`: no room, or a folder that cannot be written. `passphrase`: its file is missing or too short.
 */
export type ArchiveProblemKind = 'refused' | 'newer' | 'failed' | 'passphrase';

/** The code of the Fault that each part makes of a problem. */
export const archiveFaultCodes = {
  refused: 'backup-refused',
  newer: 'database-newer',
  failed: 'backup-failed',
  passphrase: 'passphrase-unusable',
} as const satisfies Record<ArchiveProblemKind, string>;

/** Why a backup could not be made or put back; each part turns it into a Fault of its own. */
export class ArchiveProblem extends Error {
  readonly kind: ArchiveProblemKind;

  constructor(kind: ArchiveProblemKind, what: string, options?: { cause?: unknown }) {
    super(what, options);
    this.name = 'ArchiveProblem';
    this.kind = kind;
  }
}

/** What the file system says becomes a problem with words; everything else goes on as it is. */
export function asArchiveProblem(error: unknown, what: string): unknown {
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof ArchiveProblem || typeof code !== 'string' || syscall === undefined) return error;
  return new ArchiveProblem('failed', `${what}: ${message}`, { cause: error });
}
