/** A refusal that the error handler turns into an ApiError. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly retryAfterS: number | undefined;
  readonly field: string | undefined;

  constructor(statusCode: number, code: string, message: string, retryAfterS?: number, field?: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
    this.retryAfterS = retryAfterS;
    this.field = field;
  }
}

/** Status and sentence of each code. */
export type Refusals<Code extends string> = Readonly<Record<Code, readonly [status: number, message: string]>>;

export function refusalOf<Code extends string>(refusals: Refusals<Code>, code: Code): Refusal {
  const [status, message] = refusals[code];
  return new Refusal(status, code, message);
}
