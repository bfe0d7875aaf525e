import type { IncomingMessage, ServerResponse } from 'node:http';
import fastifyCompress from '@fastify/compress';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySecureSession from '@fastify/secure-session';
import fastifySwagger from '@fastify/swagger';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastifyWebsocket from '@fastify/websocket';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawServerDefault,
} from 'fastify';
import type { Log } from '../kernel/log.ts';
import { addAccessRules, Refusal } from './access-rules.ts';
import { createConsoleCounters } from './console-counters.ts';
import type { ConsolePorts } from './console-ports.ts';
import { createConsoleSessions, openSessionKey } from './console-sessions.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createJsmpegView } from './jsmpeg-view.ts';
import { createLiveHub } from './live-hub.ts';
import { addLiveRoutes } from './live-routes.ts';
import { createLoginGuard } from './login-guard.ts';
import { addPageRoutes } from './page-routes.ts';
import { addSessionRoutes } from './session-routes.ts';
import { addSiteRoutes } from './site-routes.ts';
import { openUsers } from './users-file.ts';

export interface ConsoleAppOptions {
  /** Holds users.json and session.key. */
  dataDir: string;
  /** The built page, `var/web/gateway`. */
  webDir: string;
  ports: ConsolePorts;
  log: Log;
  /** Wall clock, milliseconds. */
  now(): number;
  /** Stands in for the MPEG-1 transcoder. */
  jsmpegProgram?: string;
}

export type ConsoleApp = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

export interface ConsoleAppResult {
  app: ConsoleApp;
  firstPassword?: string;
  /** Every route there is, for those who check that each is guarded. */
  routes: { method: string; url: string; public: boolean }[];
}

const maxBodyBytes = 16 * 1024;
const maxUrlBytes = 2048;
/** Sessions carry their own end; the cookie's seal only has to outlive it. */
const sealS = 10 * 365 * 24 * 3600;

/** Nothing from anywhere else, no inline script; style elements only with this answer's nonce. */
const contentPolicy = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'blob:', 'data:'],
    'media-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", (request: IncomingMessage) => webSocketSource(request.headers.host)],
    'font-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
    'object-src': ["'none'"],
  },
};

/** Browsers that do not count `ws:` as `'self'` need it by name. */
function webSocketSource(host: string | undefined): string {
  return host && /^[a-z0-9.:[\]-]{1,255}$/i.test(host) ? `ws://${host} wss://${host}` : "'self'";
}

async function registerPlugins(app: ConsoleApp, dataDir: string): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: contentPolicy,
    enableCSPNonces: true,
    strictTransportSecurity: false,
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
  });
  await app.register(fastifyRateLimit, {
    max: 1200,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => {
      const waitS = Math.ceil(ttl / 1000);
      return new Refusal(429, 'too-many-requests', `Too many requests: wait ${waitS} s.`, waitS);
    },
  });
  await app.register(fastifyCompress, { encodings: ['gzip'], threshold: 1024 });
  await app.register(fastifySecureSession, {
    key: openSessionKey(dataDir),
    cookieName: 'ringward',
    expiry: sealS,
    cookie: { path: '/', httpOnly: true, sameSite: 'strict', secure: false },
  });
  await app.register(fastifyWebsocket, {
    options: { maxPayload: 1024, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ringward console', description: "The guard's API of one gateway.", version: '1' },
    },
  });
}

/** Fastify's own refusals, under the codes that a page can translate. */
const knownCodes: Record<string, [code: string, message: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['too-large', `The body is larger than ${maxBodyBytes} bytes.`],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['not-json', 'Send the body as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['invalid-request', 'The body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['invalid-request', 'The body is not JSON.'],
  FST_ERR_VALIDATION: ['invalid-request', 'The request does not match its schema'],
};

function sendError(
  error: FastifyError | Refusal,
  request: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): FastifyReply {
  const status = error.statusCode ?? 500;
  if (error instanceof Refusal) {
    const { code, message, retryAfterS } = error;
    if (retryAfterS !== undefined) reply.header('retry-after', retryAfterS);
    return reply.code(status).send({ code, message, ...(retryAfterS !== undefined && { retryAfterS }) });
  }
  const known = knownCodes[error.code];
  if (known) {
    const field = 'validation' in error && error.validation ? `: ${error.message}` : '';
    return reply.code(status).send({ code: known[0], message: `${known[1]}${field}` });
  }
  if (status < 500) return reply.code(status).send({ code: 'invalid-request', message: 'The request cannot be read.' });
  log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
  return reply.code(500).send({ code: 'internal', message: 'The gateway could not answer; its log says why.' });
}

function createFastify(log: Log): ConsoleApp {
  const app = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    routerOptions: { maxParamLength: 64 },
    requestTimeout: 15_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: true,
    http: { maxHeaderSize: 16 * 1024 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true } },
  }).withTypeProvider<TypeBoxTypeProvider>();
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

/** The console as a fastify app that does not listen yet. */
export async function createConsoleApp(options: ConsoleAppOptions): Promise<ConsoleAppResult> {
  const { dataDir, webDir, ports, log, now, jsmpegProgram } = options;
  const users = await openUsers(dataDir, log);
  const sessions = createConsoleSessions(users, now);
  const app = createFastify(log);
  const routes: ConsoleAppResult['routes'] = [];
  app.addHook('onRoute', ({ method, url, config }) => {
    for (const each of [method].flat()) routes.push({ method: each, url, public: config?.public === true });
  });
  await registerPlugins(app, dataDir);
  addAccessRules(app, sessions);

  const hub = createLiveHub(ports, now);
  const counters = createConsoleCounters();
  const jsmpeg = createJsmpegView({
    cameraUrl: ports.cameraUrl,
    log,
    ...(jsmpegProgram !== undefined && { program: jsmpegProgram }),
  });
  app.addHook('preClose', async () => {
    hub.close();
    jsmpeg.close();
    for (const socket of app.websocketServer.clients) socket.terminate();
  });

  addSessionRoutes(app, { users, sessions, loginGuard: createLoginGuard(() => performance.now()), log });
  addSiteRoutes(app, { ports, hub, now, log });
  addLiveRoutes(app, { ports, hub, jsmpeg, counters, log });
  addHealthRoutes(app, { ports, hub, jsmpeg, counters });
  addPageRoutes(app, webDir, log);
  app.get('/api/openapi.json', { schema: { summary: 'This document' } }, async () => app.swagger());
  await app.ready();
  return { app, routes, ...(users.firstPassword !== undefined && { firstPassword: users.firstPassword }) };
}
