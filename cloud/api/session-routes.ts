import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { Fault } from '../fault.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Log } from '../log.ts';
import type { Access } from '../tenancy/access.ts';
import { firstAccount, type OperatorLogin } from '../tenancy/operator-login.ts';
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
  hub: Pick<LiveHub, 'endSession'>;
  log: Log;
}

const tags = ['session'];

/** Logging in and out. */
export function registerSession(instance: FastifyInstance, deps: SessionDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { access, login, sessions, guard, hub, log } = deps;
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
          },
          { additionalProperties: false },
        ),
        response: { 200: SessionView, ...errorReplies },
      },
    },
    async (request) => {
      const { user = firstAccount, password, sign: said } = request.body;
      let operator: OperatorRow | undefined;
      const check = async () => {
        operator = await login.check(user, password);
        return operator !== undefined;
      };
      if (!(await guard.attempt(request.ip, check, user)) || !operator) {
        log.warn({ address: request.ip }, 'a login failed');
        throw new Fault('wrong-password', 'the password is not right');
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
      return { expiresAtMs: session.expiresAtMs, sign: session.sign, permissions: [...permissions] };
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
