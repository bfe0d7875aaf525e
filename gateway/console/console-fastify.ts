import type { IncomingMessage, ServerResponse } from 'node:http';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawServerDefault,
} from 'fastify';
import type { Log } from '../kernel/log.ts';
import { Refusal } from './refusal.ts';
import { createRequestValidator } from './request-validator.ts';

export type ConsoleApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

const maxBodyBytes = 16 * 1024;
const maxUrlBytes = 2048;
const maxConnections = 2000;
/** Fastify's own refusals, under the codes that a page can translate. */
const knownCodes: Record<string, [code: string, message: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', 'The body is larger than is taken here.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['not-json', 'Send the body as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid-request', 'The body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-request', 'The body is not JSON.'],
  FST_ERR_VALIDATION: ['invalid-request', 'The request cannot be taken'],
};

function sendError(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (error instanceof Refusal) {
    const { code, message, retryAfterS, field } = error;
    if (code === 'not-allowed') {
      const { method, routeOptions, guard, ip } = request;
      log.warn({ user: guard?.user, method, route: routeOptions.url, address: ip }, 'a request was not allowed');
    }
    if (retryAfterS !== undefined) reply.header('retry-after', retryAfterS);
    return reply.code(status).send({
      ...{ code, message },
      ...(retryAfterS !== undefined && { retryAfterS }),
      ...(field !== undefined && { field }),
    });
  }
  // What an address names wrongly is not there; whether it could be the name of anything is of no interest.
  if (error.code === 'FST_ERR_VALIDATION' && error.validationContext === 'params') {
    return reply.code(404).send({ code: 'not-found', message: 'There is nothing of this name.' });
  }
  const known = knownCodes[error.code];
  if (known) {
    const field = error.code === 'FST_ERR_VALIDATION' ? `: ${error.message}.` : '';
    return reply.code(status).send({ code: known[0], message: `${known[1]}${field}` });
  }
  if (status < 500) return reply.code(status).send({ code: 'invalid-request', message: 'The request cannot be read.' });
  log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
  return reply.code(500).send({ code: 'internal', message: 'The gateway could not answer; its log says why.' });
}

/** Fastify's own writer of replies, made with a route's first reply: with the checks of requests, two hundred took 40 MiB at the start. */
const buildOnDemand: ReturnType<typeof SerializerSelector> = (schemas, options) => {
  const compile = SerializerSelector()(schemas, options);
  return (route) => {
    let write: ReturnType<typeof compile> | undefined;
    return (reply) => {
      write ??= compile(route);
      return write(reply);
    };
  };
};

/**
 * A fastify instance with the console's limits, error answers and request log; no routes yet. `timeZone` is the site's. Whoever has
 * not said a whole request after `requestTimeoutMs` is cut off, whether nothing came or a byte now and then.
 */
export function createConsoleFastify(log: Log, timeZone: string, requestTimeoutMs = 15_000): ConsoleApp {
  const app = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: 64 },
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    http: {
      maxHeaderSize: 16 * 1024,
      headersTimeout: requestTimeoutMs,
      // Node looks every 30 s otherwise, so that a slow client holds its connection three times as long.
      connectionsCheckingInterval: requestTimeoutMs / 5,
    },
    schemaController: { compilersFactory: { buildSerializer: buildOnDemand } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  // A page has six, a guard's wall of cameras some dozens: beyond this somebody only fills them up.
  app.server.maxConnections = maxConnections;
  app.setValidatorCompiler(createRequestValidator(timeZone));
  app.setErrorHandler((error: FastifyError, request, reply) => sendError(error, request, reply, log));
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ code: 'not-found', message: 'Nothing is here.' }));
  app.addHook('onRequest', async (request) => {
    if (request.url.length > maxUrlBytes) throw new Refusal(414, 'invalid-request', 'The address is too long.');
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    log.debug({ method, route: routeOptions.url, status: reply.statusCode, ms: reply.elapsedTime }, 'request');
  });
  return app;
}
