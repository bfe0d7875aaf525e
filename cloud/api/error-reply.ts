import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Fault, type FaultCode } from '../fault.ts';
import type { Log } from '../log.ts';

/** Every error of every address has this shape. */
export const ErrorReply = Type.Object({
  error: Type.Object({
    code: Type.String({ description: 'stable, for programs' }),
    message: Type.String({ description: 'what and where' }),
    hint: Type.String({ description: 'what to do' }),
  }),
});

/** For the response schemas of every route. */
export const errorReplies = { '4xx': ErrorReply, '5xx': ErrorReply } as const;

const codesOfFastify: Record<string, FaultCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'content-type-unsupported',
};

/** Turns whatever was thrown into a Fault; what nobody foresaw is `internal` and tells nothing of the inside. */
export function toFault(error: FastifyError | Error): Fault {
  if (error instanceof Fault) return error;
  const { code, statusCode } = error as FastifyError;
  const known = codesOfFastify[code];
  if (known) return new Fault(known, error.message, { cause: error });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return new Fault('request-invalid', error.message, { cause: error });
  return new Fault('internal', 'the cloud failed to answer this request', { cause: error });
}

export type ErrorAnswer = (error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) => FastifyReply;

/** Answers every error alike, counts it, and logs those that are the cloud's own, and who tried what is not his to do. */
export function createErrorAnswer(
  log: Log,
  refused: (code: FaultCode) => void,
  operatorOf: (request: FastifyRequest) => string,
): ErrorAnswer {
  return (error, request, reply) => {
    const fault = toFault(error);
    refused(fault.code);
    const where = `${request.method} ${request.routeOptions?.url ?? '?'}`;
    if (fault.code === 'forbidden') {
      log.warn(
        { code: fault.code, where, operator: operatorOf(request), address: request.ip },
        'an operator was refused',
      );
    }
    if (fault.status >= 500) {
      log.error({ code: fault.code, where, err: fault.code === 'internal' ? fault.cause : undefined }, fault.message);
    }
    if (fault.retryAfterS !== undefined) reply.header('retry-after', String(fault.retryAfterS));
    // the rest of the body is not wanted: the connection ends with this answer
    if (fault.code === 'body-too-large') reply.header('connection', 'close');
    return reply.code(fault.status).send({ error: { code: fault.code, message: fault.message, hint: fault.hint } });
  };
}

/** For addresses that do not exist. */
export function refuseUnknownPath(request: FastifyRequest): never {
  const path = request.url.split('?')[0]!.slice(0, 100);
  throw new Fault('not-found', `there is nothing at ${request.method} ${path}`);
}
