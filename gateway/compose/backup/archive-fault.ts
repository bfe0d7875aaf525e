import { ArchiveProblem, archiveFaultCodes, asArchiveProblem } from '../../../devices/archive/archive-problem.ts';
import { Fault } from '../../kernel/fault.ts';

/** What an archive or the file system says as a Fault of the gateway; everything else goes on as it is. */
export function asFault(error: unknown, tried: string): unknown {
  const problem = asArchiveProblem(error, tried);
  if (!(problem instanceof ArchiveProblem)) return problem;
  return new Fault(archiveFaultCodes[problem.kind], problem.message, { cause: problem });
}
