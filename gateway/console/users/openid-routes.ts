import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { EpochMs, Title } from '../../../devices/contracts/place.ts';
import type { SiteOpenId } from '../../../devices/contracts/site-sign-in.ts';
import type { Log } from '../../kernel/log.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { strict } from '../console-schemas.ts';
import type { ConsoleModes } from '../doors/door-ports.ts';
import { Refusal } from '../refusal.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import { admitExternal } from './external-user.ts';
import { createOpenIdSignIn, type OpenIdFlow } from './openid-sign-in.ts';
import type { RecordDeed } from './user-desk.ts';
import type { Users } from './users-file.ts';

const callbackPath = '/api/session/openid/callback';
const cookieName = 'ringward-sign-in';
const flowMs = 10 * 60_000;
const maxFlows = 500;
const publicRoute = { public: true, rateLimit: { max: 120, timeWindow: 60_000 } } as const;

export interface OpenIdRouteParts {
  users: Users;
  sessions: ConsoleSessions;
  settings: SiteOpenId | undefined;
  record: RecordDeed;
  clock: ConsoleModes['clock'];
  log: Log;
  now(): number;
}

const Ways = Type.Object(
  {
    openid: Type.Optional(Type.Object({ label: Title }, strict)),
    /** What the clock of the gateway shows, while it is not believed: codes of a phone may fail then. */
    doubtedClockMs: Type.Optional(EpochMs),
  },
  strict,
);

interface Flow {
  flow: OpenIdFlow;
  /** The browser's session when it left; it does not send that cookie when it comes back from another site. */
  instead: string | undefined;
}

/** Sign-ins that are under way: each belongs to one browser and ends once. */
function createFlows(now: () => number) {
  const flows = new Map<string, Flow & { sinceMs: number }>();
  return {
    put(begun: Flow): string {
      const id = randomBytes(24).toString('base64url');
      flows.set(id, { ...begun, sinceMs: now() });
      for (const oldest of flows.keys()) {
        if (flows.size <= maxFlows) break;
        flows.delete(oldest);
      }
      return id;
    },
    take(id: string | undefined): Flow | undefined {
      const found = id === undefined ? undefined : flows.get(id);
      if (id !== undefined) flows.delete(id);
      return found && now() - found.sinceMs < flowMs ? found : undefined;
    },
  };
}

/** Lax, for the person comes back from another site; it is of use to nothing but the callback. */
const cookieFor = (isSecure: boolean) =>
  ({ path: callbackPath, httpOnly: true, sameSite: 'lax', secure: isSecure }) as const;

export function addOpenIdRoutes(app: ConsoleApp, parts: OpenIdRouteParts): void {
  const { settings, log, now } = parts;
  const signIn = settings && createOpenIdSignIn(settings, log, now);
  const flows = createFlows(now);
  app.get(
    '/api/sign-in',
    {
      config: { public: true },
      schema: {
        operationId: 'sign-in.show',
        summary: 'Ways to sign in, beside user name and password',
        response: { 200: Ways },
      },
    },
    async () => ({
      ...(settings && { openid: { label: settings.label } }),
      ...(!parts.clock().known && { doubtedClockMs: now() }),
    }),
  );
  app.post(
    '/api/session/openid',
    {
      config: publicRoute,
      schema: {
        operationId: 'session.begin-openid',
        summary: 'Sign in with an account of the provider: where to go',
        body: Type.Object(
          {
            again: Type.Optional(
              Type.Boolean({ description: 'the provider is to ask for the password again, as a signature needs it' }),
            ),
          },
          strict,
        ),
        response: { 200: Type.Object({ url: Type.String() }, strict) },
      },
    },
    async (request, reply) => {
      // The rules have seen that the Origin is the console's own.
      const begun = await signIn?.begin(`${request.headers.origin}${callbackPath}`, request.body.again === true);
      if (!signIn) throw new Refusal(404, 'no-provider', 'This site has no sign-in provider.');
      if (!begun) {
        throw new Refusal(503, 'provider-unreachable', 'The provider does not answer: sign in with name and password.');
      }
      const isSecure = begun.flow.redirectUri.startsWith('https:');
      const instead = parts.sessions.current(request)?.id;
      reply.setCookie(cookieName, flows.put({ flow: begun.flow, instead }), {
        ...cookieFor(isSecure),
        maxAge: flowMs / 1000,
      });
      return { url: begun.url };
    },
  );
  addCallback(app, parts, async (request) => {
    const taken = flows.take(request.cookies[cookieName]);
    if (!taken || !signIn) return 'provider-refused';
    const { flow, instead } = taken;
    const search = request.url.slice(request.url.indexOf('?') + 1);
    const outcome = await signIn.finish(flow, search);
    if (outcome.kind === 'refused') return outcome.code;
    const user = admitExternal(parts.users, outcome, now());
    if (typeof user === 'string') return user;
    parts.sessions.open(request, user, flow.redirectUri.startsWith('https:'), { isProven: flow.again, instead });
    return { user: user.name, roles: user.roles };
  });
}

type Came = { user: string; roles: readonly string[] } | string;

/** The browser's way back: to the page either way, which says why it did not work. */
function addCallback(
  app: ConsoleApp,
  parts: OpenIdRouteParts,
  finish: (request: FastifyRequest) => Promise<Came>,
): void {
  app.get(callbackPath, { config: publicRoute, schema: { hide: true } }, async (request, reply: FastifyReply) => {
    reply.clearCookie(cookieName, cookieFor(false));
    const came = await finish(request);
    if (typeof came === 'string') {
      parts.log.warn({ code: came, address: request.ip }, 'a sign-in was refused');
      return reply.redirect(`/?sign-in=${came}`);
    }
    const { user, roles } = came;
    parts.record({ actor: { kind: 'user', id: user }, action: 'session.opened', detail: { by: 'openid', roles } });
    parts.log.info({ user, address: request.ip }, 'a guard has signed in');
    return reply.redirect('/');
  });
}
