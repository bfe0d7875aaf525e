import { ArchiveProblem, asArchiveProblem } from '../../devices/archive/archive-problem.ts';
import { Fault } from '../fault.ts';

const codes = {
  refused: 'backup-refused',
  newer: 'database-newer',
  failed: 'backup-failed',
  'in-use': 'data-folder-in-use',
  passphrase: 'passphrase-unusable',
} as const;

/** What an archive or the file system says as a Fault of the cloud; everything else goes on as it is. */
export function asFault(error: unknown, tried: string): unknown {
  const problem = asArchiveProblem(error, tried);
  if (!(problem instanceof ArchiveProblem)) return problem;
  return new Fault(codes[problem.kind], problem.message, { cause: problem });
}
