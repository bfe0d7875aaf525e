/** A refusal that the error handler turns into an ApiError. */
export class Refusal extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly retryAfterS: number | undefined;

  constructor(statusCode: number, code: string, message: string, retryAfterS?: number) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
    this.retryAfterS = retryAfterS;
  }
}
