import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { Fault } from '../fault.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Log } from '../log.ts';
import type { Access } from '../tenancy/access.ts';
import { firstAccount, type OperatorLogin } from '../tenancy/operator-login.ts';
import type { SecondFactors } from '../tenancy/second-factors.ts';
import type { OperatorRow } from '../tenancy/tenancy-store.ts';
import { errorReplies } from './error-reply.ts';
import type { LoginGuard } from './login-guard.ts';
import { maxPasswordChars } from './operator-credentials.ts';
import type { OperatorSessions } from './operator-session.ts';
import { SessionView } from './views.ts';

export interface SessionDeps {
  access: Access;
  login: OperatorLogin;
  sessions: OperatorSessions;
  guard: LoginGuard;
  factors: Pick<SecondFactors, 'take' | 'mustEnrol'>;
  hub: Pick<LiveHub, 'endSession'>;
  log: Log;
}

const tags = ['session'];

export const Code = Type.String({ minLength: 6, maxLength: 32, description: 'of the phone, or a recovery code' });

/** Logging in and out. */
export function registerSession(instance: FastifyInstance, deps: SessionDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { access, login, sessions, factors, guard, hub, log } = deps;
  app.post(
    '/v1/session',
    {
      bodyLimit: 4096,
      schema: {
        operationId: 'session.begin',
        summary: 'Log in; the session is a cookie',
        tags,
        body: Type.Object(
          {
            user: Type.Optional(OperatorSign),
            password: Type.String({ minLength: 1, maxLength: maxPasswordChars }),
            sign: Type.Optional(OperatorSign),
            code: Type.Optional(Code),
          },
          { additionalProperties: false },
        ),
        response: { 200: SessionView, ...errorReplies },
      },
    },
    async (request) => {
      const { user = firstAccount, password, sign: said, code } = request.body;
      let operator: OperatorRow | undefined;
      const check = async () => {
        const found = await login.check(user, password);
        operator = found;
        if (!found || found.factorSinceMs === null) return found !== undefined;
        // a right password alone tells nothing yet, and forgives nothing
        return code === undefined ? undefined : guard.attemptCode(found.id, () => factors.take(found, code));
      };
      const right = await guard.attempt(request.ip, check, user);
      if (operator && right === undefined) throw new Fault('code-needed', 'this account has a second factor');
      if (!operator || !right) {
        log.warn({ address: request.ip }, 'a login failed');
        throw operator
          ? new Fault('wrong-code', 'the code is wrong, too old, or was used')
          : new Fault('wrong-password', 'the password is not right');
      }
      const former = sessions.former(request);
      const who = { operator: operator.id, sign: login.signFor(operator, said) };
      const { expiresAtMs, sign } = await sessions.begin(request, who);
      if (former) hub.endSession(former.id);
      log.info({ operator: operator.id, address: request.ip }, 'an operator logged in');
      return { expiresAtMs, sign };
    },
  );
  app.get(
    '/v1/session',
    {
      schema: {
        operationId: 'session.get',
        summary: 'Whether somebody is logged in',
        tags,
        response: { 200: SessionView, ...errorReplies },
      },
    },
    async (request) => {
      await access.refresh();
      const session = sessions.find(request);
      if (!session) return { expiresAtMs: null, sign: null };
      const { permissions } = access.of(request);
      const mustEnrol = factors.mustEnrol(session.operator) ? { mustEnrol: true } : {};
      return { expiresAtMs: session.expiresAtMs, sign: session.sign, permissions: [...permissions], ...mustEnrol };
    },
  );
  app.delete(
    '/v1/session',
    {
      schema: {
        operationId: 'session.end',
        summary: 'Log out',
        tags,
        response: { 204: Type.Null({ description: 'ended' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const ended = await sessions.end(request);
      if (ended) hub.endSession(ended.id);
      reply.code(204).header('clear-site-data', '"cache"');
      return null;
    },
  );
}
