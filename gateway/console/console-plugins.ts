import type { IncomingMessage } from 'node:http';
import fastifyCompress from '@fastify/compress';
import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySecureSession from '@fastify/secure-session';
import fastifySwagger from '@fastify/swagger';
import fastifyWebsocket from '@fastify/websocket';
import type { ConsoleApp } from './console-fastify.ts';
import { describeRoute } from './describe-api.ts';
import { Refusal } from './refusal.ts';
import { cookieOptions } from './users/console-sessions.ts';

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

export async function registerConsolePlugins(app: ConsoleApp, sessionKey: Buffer): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: contentPolicy,
    enableCSPNonces: true,
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
    originAgentCluster: false,
    crossOriginOpenerPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(fastifyRateLimit, {
    max: 3000,
    // A whole shift may sit behind one address. The rules of requests, which run before, have told who asks.
    keyGenerator: ({ guard, ip }) => (guard ? `user ${guard.user}` : `address ${ip}`),
    timeWindow: 60_000,
    errorResponseBuilder: (_request, { ttl }) => {
      const waitS = Math.ceil(ttl / 1000);
      return new Refusal(429, 'too-many-requests', `Too many requests: wait ${waitS} s.`, waitS);
    },
  });
  await app.register(fastifyCompress, { encodings: ['gzip'], threshold: 1024 });
  await app.register(fastifySecureSession, {
    key: sessionKey,
    cookieName: 'ringward',
    expiry: sealS,
    cookie: { ...cookieOptions, secure: false },
  });
  await app.register(fastifyWebsocket, {
    options: { maxPayload: 1024, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ringward gateway',
        description:
          'Everything that people do at one gateway. Sign in with POST /api/session; requests that change something carry the Origin of the gateway itself.',
        version: '1',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'ringward' } } },
      security: [{ session: [] }],
    },
    transform: describeRoute,
  });
}
