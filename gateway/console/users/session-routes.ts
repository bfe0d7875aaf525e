import Type from 'typebox';
import type { Log } from '../../kernel/log.ts';
import { permissionsOf, type Role } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Credentials, SignedIn } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { LoginGuard } from './login-guard.ts';
import type { PasswordCheck } from './password-check.ts';
import type { SecondProof } from './second-proof.ts';
import type { RecordDeed } from './user-desk.ts';
import type { ConsoleUser, Users } from './users-file.ts';

export interface SessionRouteParts {
  users: Users;
  sessions: ConsoleSessions;
  loginGuard: LoginGuard;
  check: PasswordCheck;
  proof: SecondProof;
  record: RecordDeed;
  log: Log;
  /** Epoch ms; undefined while the clock is doubted. */
  sureNow(): number | undefined;
}

/** A password that somebody else has seen is of use for so long. */
const firstPasswordMs = 14 * 86_400_000;

/** How somebody has shown who they are. */
type Shown = 'password' | 'code' | 'recovery-code';

function addSignInRoute(app: ConsoleApp, parts: SessionRouteParts): void {
  const { users, sessions, loginGuard, check, proof, record, log, sureNow } = parts;

  const refuse = (known: ConsoleUser | undefined, address: string, code: string, message: string) => {
    // A user name nobody has may be a password typed into the wrong field.
    log.warn({ user: known?.name ?? '(unknown)', address, code }, 'a sign-in was refused');
    if (known) record({ actor: { kind: 'gateway' }, action: 'session.refused', subject: known.name, detail: { code } });
    return new Refusal(401, code, message);
  };
  /** Throws unless the code is there where one is asked for. */
  const checkCode = (known: ConsoleUser, code: string | undefined, address: string): Shown => {
    const { totp } = known;
    if (!totp) return 'password';
    if (code === undefined) throw new Refusal(401, 'totp-needed', 'Now the code that your phone shows.');
    loginGuard.demandCode(known.name);
    const taken = proof.take({ ...known, totp }, code);
    if (!taken) throw refuse(known, address, 'wrong-code', 'The code is wrong or was used: wait for the next one.');
    loginGuard.codeSucceeded(known.name);
    return taken;
  };

  app.post(
    '/api/session',
    {
      schema: {
        operationId: 'session.open',
        summary: 'Sign in; where a code is asked for, the answer is totp-needed until it is given as well',
        body: Credentials,
        response: { 200: SignedIn },
      },
      // A whole shift may sign in from behind one address; whoever guesses is held up by the guard of the sign-in.
      config: { public: true, rateLimit: { max: 120, timeWindow: 60_000 } },
    },
    async (request) => {
      const { user, password, code } = request.body;
      if (users.problem() !== undefined)
        throw new Refusal(503, 'users-unreadable', 'Nobody can sign in: see docs/faults.md on the box.');
      loginGuard.demand(user, request.ip);
      const before = users.find(user);
      const isRight = await check(before, password);
      const known = users.find(user);
      if (!isRight || !known || known.disabled || known.hash !== before?.hash) {
        throw refuse(known, request.ip, 'wrong-credentials', 'The user name or the password is wrong.');
      }
      loginGuard.succeeded(user, request.ip);
      if (known.mustChange && (sureNow() ?? 0) > known.changedAtMs + firstPasswordMs) {
        const message = 'The first password was not used for two weeks: ask an administrator for another one.';
        throw refuse(known, request.ip, 'first-password-ended', message);
      }
      const shown = checkCode(known, code, request.ip);
      sessions.open(request, known, request.headers.origin?.startsWith('https:') === true);
      record({ actor: { kind: 'user', id: known.name }, action: 'session.opened', detail: { by: shown } });
      log.info({ user: known.name, address: request.ip }, 'a guard has signed in');
      return signedIn(known.name, known.roles, known.mustChange === true);
    },
  );
}

const signedIn = (user: string, roles: readonly Role[], mustChange: boolean) => ({
  ...{ user, roles: [...roles], permissions: mustChange ? [] : permissionsOf(roles) },
  ...(mustChange && { mustChange }),
});

export function addSessionRoutes(app: ConsoleApp, parts: SessionRouteParts): void {
  const { sessions, record, log } = parts;
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
      const { user, roles, mustChange } = guardOf(request);
      return signedIn(user, roles, mustChange);
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
      const { user } = guardOf(request);
      record({ actor: { kind: 'user', id: user }, action: 'session.closed' });
      log.info({ user }, 'a guard has signed out');
      sessions.close(request);
      return reply.code(204).send(null);
    },
  );
}
