/** How the program ends: 1 the gateway refused, 2 the command was typed wrongly, 3 the gateway cannot be reached. */
export type ExitCode = 1 | 2 | 3;

/** Ends the program with one line on stderr. */
export class Problem extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.exitCode = exitCode;
  }
}
