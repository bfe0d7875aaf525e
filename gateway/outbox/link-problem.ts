/** Why the cloud is not reached, as codes that the console translates. */
export const linkProblems = [
  'cloud-not-tried-yet',
  'cloud-unreachable',
  'cloud-no-answer',
  'cloud-connection-lost',
  /** No claim code was given yet. */
  'cloud-not-claimed',
  /** The claim is on its way, or waits for an operator. */
  'cloud-claim-waiting',
  'cloud-claim-refused',
  /** The token or the certificate is not known there (any more). */
  'cloud-refuses-token',
  /** Too much at once, or its store is full; it says when to come again. */
  'cloud-busy',
  'cloud-refuses',
  'cloud-certificate',
  'cloud-answer-unreadable',
] as const;

export type LinkProblem = (typeof linkProblems)[number];

/** The cloud answered, but not with success. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, retryAfter: string | null, problem: string) {
    super(`the cloud answered ${status}${problem ? `: ${problem}` : ''}`);
    this.status = status;
    const seconds = Number(retryAfter ?? Number.NaN);
    this.retryAfterMs = Number.isFinite(seconds) ? Math.min(60, Math.max(0, seconds)) * 1000 : undefined;
  }
}

/** There is nothing yet by which the gateway could prove itself; nothing was sent. */
export class NoIdentity extends Error {
  readonly problem: LinkProblem;

  constructor(problem: LinkProblem) {
    super(problem);
    this.problem = problem;
  }
}

/** What the cloud sent is no receipt. */
export class UnreadableAnswer extends Error {}

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN']);

export function nameProblem(error: unknown): LinkProblem {
  if (error instanceof HttpRefusal) {
    if (error.status === 401 || error.status === 403) return 'cloud-refuses-token';
    return error.status === 429 || error.status === 503 ? 'cloud-busy' : 'cloud-refuses';
  }
  if (error instanceof NoIdentity) return error.problem;
  if (error instanceof UnreadableAnswer || error instanceof SyntaxError) return 'cloud-answer-unreadable';
  if (error instanceof Error && error.name === 'TimeoutError') return 'cloud-no-answer';
  const code = causeCode(error);
  if (code.includes('TIMEOUT') || code === 'ETIMEDOUT') return 'cloud-no-answer';
  if (code.includes('CERT') || code.includes('SELF_SIGNED') || code.startsWith('ERR_TLS')) return 'cloud-certificate';
  return unreachable.has(code) ? 'cloud-unreachable' : 'cloud-connection-lost';
}

/** One line for the log; no address in it, since a URL may hold a secret. */
export function describeFailure(error: unknown): string {
  return causeCode(error) || (error instanceof Error ? error.message : 'unknown');
}

function causeCode(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' ? cause.code : '';
}
