/** A refusal of the gateway (`code` as in its ApiError), or `unreachable` when it did not answer. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterS: number | undefined;
  /** Where in what was sent. */
  readonly field: string | undefined;

  constructor(code: string, status: number, retryAfterS?: number, field?: string) {
    super(code);
    this.code = code;
    this.status = status;
    this.retryAfterS = retryAfterS;
    this.field = field;
  }
}

export function problemCode(error: unknown): string {
  return error instanceof ApiProblem ? error.code : 'unknown';
}

export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

/** What a refused answer says; an answer that is not the gateway's own is known by its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  // A proxy's page is no JSON; the status tells enough.
  const said = (await response.json().catch(() => ({}))) as { code?: string; retryAfterS?: number; field?: string };
  const { code = `http-${response.status}`, retryAfterS, field } = said;
  return new ApiProblem(code, response.status, retryAfterS, field);
}
