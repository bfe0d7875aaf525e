import Type from 'typebox';
import type { Log } from '../../kernel/log.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Credentials, SignedIn } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { LoginGuard } from './login-guard.ts';
import { verifyPassword } from './passwords.ts';
import type { Users } from './users-file.ts';

export interface SessionRouteParts {
  users: Users;
  sessions: ConsoleSessions;
  loginGuard: LoginGuard;
  log: Log;
}

/** Each check of a password takes 19 MiB and a moment of a core. */
const maxChecksAtOnce = 3;

function addSignInRoute(app: ConsoleApp, { users, sessions, loginGuard, log }: SessionRouteParts): void {
  let checking = 0;

  const check = async (user: string, password: string) => {
    if (checking >= maxChecksAtOnce) throw new Refusal(429, 'too-many-attempts', 'Too many sign-ins at once.', 1);
    checking += 1;
    try {
      return await verifyPassword(users.find(user)?.hash, password);
    } finally {
      checking -= 1;
    }
  };

  app.post(
    '/api/session',
    {
      schema: {
        operationId: 'session.open',
        summary: 'Sign in',
        body: Credentials,
        response: { 200: SignedIn },
      },
      config: { public: true, rateLimit: { max: 30, timeWindow: 60_000 } },
    },
    async (request) => {
      const { user, password } = request.body;
      const waitMs = loginGuard.begin(user, request.ip);
      if (waitMs > 0) {
        const waitS = Math.ceil(waitMs / 1000);
        throw new Refusal(429, 'too-many-attempts', `Too many wrong passwords: wait ${waitS} s.`, waitS);
      }
      const known = users.find(user);
      if (!(await check(user, password)) || !known) {
        // A user name nobody has may be a password typed into the wrong field.
        log.warn({ user: known?.name ?? '(unknown)', address: request.ip }, 'a sign-in was refused');
        throw new Refusal(401, 'wrong-credentials', 'The user name or the password is wrong.');
      }
      loginGuard.succeeded(user, request.ip);
      sessions.open(request, known);
      log.info({ user: known.name, address: request.ip }, 'a guard has signed in');
      return { user: known.name, roles: known.roles };
    },
  );
}

export function addSessionRoutes(app: ConsoleApp, parts: SessionRouteParts): void {
  const { sessions, log } = parts;
  addSignInRoute(app, parts);
  app.get(
    '/api/session',
    {
      schema: {
        operationId: 'session.show',
        summary: 'Who is signed in',
        response: { 200: SignedIn },
      },
    },
    async (request) => {
      const { user, roles } = guardOf(request);
      return { user, roles: [...roles] };
    },
  );

  app.delete(
    '/api/session',
    {
      schema: {
        operationId: 'session.close',
        summary: 'Sign out',
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      log.info({ user: guardOf(request).user }, 'a guard has signed out');
      sessions.close(request);
      return reply.code(204).send(null);
    },
  );
}
