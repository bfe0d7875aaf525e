import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackAddress } from '../kernel/addresses.ts';
import { mayDo, type Permission } from '../privacy/roles.ts';
import type { ConsoleApp } from './console-fastify.ts';
import { Refusal } from './refusal.ts';
import type { ConsoleSession, ConsoleSessions } from './users/console-sessions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open to everybody; everything else below /api/ asks for a session. */
    public?: boolean;
    /** What whoever is signed in must be allowed to do. Without it a route below /api/ is shut, but for `everydayRoutes`. */
    permission?: Permission;
    /** Takes a file as its body, and no JSON. */
    file?: true;
  }
  interface FastifyRequest {
    guard: ConsoleSession | null;
  }
}

/** All that may be asked under a password that somebody else has seen. */
const beforeNewPassword = ['GET /api/session', 'DELETE /api/session', 'GET /api/account', 'POST /api/account/password'];

/** What everybody who is signed in may ask, in whatever role; `GET` stands for `HEAD`, too. */
export const everydayRoutes: ReadonlySet<string> = new Set([
  'GET /api/overview',
  'GET /api/live',
  'GET /api/cameras',
  'GET /api/modes/standing',
  'GET /api/openapi.json',
  'GET /api/account/sessions',
  'DELETE /api/account/sessions',
  'DELETE /api/account/sessions/:id',
  'POST /api/account/totp',
  'POST /api/account/totp/confirm',
  'POST /api/account/totp/recovery-codes',
  'POST /api/account/totp/remove',
  ...beforeNewPassword,
]);

/** Types of files that `config.file` routes take. */
export const fileTypes = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];
/** What the page may ask of the browser: the camera reads codes on a round; nothing else is needed. */
const browserPowers =
  'camera=(self), autoplay=(self), fullscreen=(self), clipboard-write=(self), geolocation=(), microphone=(), payment=(), usb=()';
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the page that sent this was served from here: its Origin names the host that was asked. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (!origin || !host || !URL.canParse(origin)) return false;
  const { protocol, host: originHost } = new URL(origin);
  return /^https?:$/.test(protocol) && originHost === host.toLowerCase();
}

export function isLoopback(request: FastifyRequest): boolean {
  const proxied = 'x-forwarded-for' in request.headers || 'forwarded' in request.headers;
  return !proxied && isLoopbackAddress(request.socket.remoteAddress);
}

/** The signed-in guard of a route that is not public. */
export function guardOf(request: FastifyRequest): ConsoleSession {
  if (!request.guard) throw new Refusal(401, 'not-signed-in', 'Sign in first.');
  return request.guard;
}

/** Throws unless the signed-in user may use this route. */
function checkPermission(request: FastifyRequest): void {
  const { roles, mustChange } = guardOf(request);
  const { url = '', config } = request.routeOptions;
  const { permission } = config;
  const asked = `${request.method === 'HEAD' ? 'GET' : request.method} ${url}`;
  if (mustChange && !beforeNewPassword.includes(asked)) {
    throw new Refusal(
      403,
      'password-change-needed',
      'Choose a password of your own first: POST /api/account/password.',
    );
  }
  if (permission === undefined ? everydayRoutes.has(asked) : mayDo(roles, permission)) return;
  const missing = permission === undefined ? 'Nobody may do this.' : `This needs the permission ${permission}.`;
  throw new Refusal(403, 'not-allowed', missing);
}

function checkBodyType(request: FastifyRequest): void {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (!request.routeOptions.config.file) {
    if (type !== 'application/json') throw new Refusal(415, 'not-json', 'Send the body as application/json.');
  } else if (!fileTypes.includes(type)) {
    throw new Refusal(415, 'not-a-file', `Send the file as ${fileTypes.join(' or ')}.`);
  }
}

/**
 * What every request must pass before a handler sees it. Cookies are `SameSite=Strict` already; the checks of origin and
 * content type hold even where a browser does not keep to that.
 */
export function addRequestRules(app: ConsoleApp, sessions: Pick<ConsoleSessions, 'current'>): void {
  app.decorateRequest('guard', null);
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(fileTypes, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { origin, host } = request.headers;
    if ((!safeMethods.has(request.method) || request.ws) && !isOwnOrigin(origin, host)) {
      throw new Refusal(403, 'foreign-origin', 'The Origin header must name the console itself.');
    }
    const isApiRoute = request.routeOptions.url?.startsWith('/api/') === true;
    const isApi = isApiRoute || request.url.startsWith('/api/');
    if (isApi) reply.header('cache-control', 'no-store');
    reply.header('permissions-policy', browserPowers);
    request.guard = sessions.current(request) ?? null;
    if (isApiRoute && !request.routeOptions.config.public) checkPermission(request);
    else if (isApi && !isApiRoute) guardOf(request);
    if (request.method !== 'DELETE' && !safeMethods.has(request.method)) checkBodyType(request);
  });
}
