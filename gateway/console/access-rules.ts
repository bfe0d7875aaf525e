import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ConsoleApp } from './console-fastify.ts';
import type { ConsoleSession, ConsoleSessions } from './console-sessions.ts';
import { Refusal } from './refusal.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open to everybody; everything else below /api/ asks for a session. */
    public?: boolean;
  }
  interface FastifyRequest {
    guard: ConsoleSession | null;
  }
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the page that sent this was served from here: its Origin names the host that was asked. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (!origin || !host || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return /^https?:$/.test(protocol) && originHost === host.toLowerCase();
}

export function isLoopback(request: FastifyRequest): boolean {
  const proxied = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers;
  return !proxied && /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(request.socket.remoteAddress ?? '');
}

/** The signed-in guard of a route that is not public. */
export function guardOf(request: FastifyRequest): ConsoleSession {
  if (!request.guard) throw new Refusal(401, 'not-signed-in', 'Sign in first.');
  return request.guard;
}

/**
 * What every request must pass before a handler sees it. Cookies are `SameSite=Strict` already; the checks of origin and
 * content type hold even where a browser does not keep to that.
 */
export function addAccessRules(app: ConsoleApp, sessions: ConsoleSessions): void {
  app.decorateRequest('guard', null);
  app.removeContentTypeParser('text/plain');

  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { origin, host } = request.headers;
    if ((!safeMethods.has(request.method) || request.ws) && !isOwnOrigin(origin, host)) {
      throw new Refusal(403, 'foreign-origin', 'The Origin header must name the console itself.');
    }
    const isApi = request.url.startsWith('/api/') || request.routeOptions.url?.startsWith('/api/');
    if (isApi) reply.header('cache-control', 'no-store');
    request.guard = sessions.current(request) ?? null;
    if (isApi && !request.routeOptions.config.public) guardOf(request);
    if (request.method !== 'DELETE' && !safeMethods.has(request.method)) {
      const type = request.headers['content-type'] ?? '';
      if (!/^application\/json\s*(;|$)/i.test(type)) {
        throw new Refusal(415, 'not-json', 'Send the body as application/json.');
      }
    }
  });
}
