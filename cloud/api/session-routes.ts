import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { Fault } from '../fault.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Log } from '../log.ts';
import { errorReplies } from './error-reply.ts';
import type { LoginGuard } from './login-guard.ts';
import { maxPasswordChars, type OperatorCredentials } from './operator-credentials.ts';
import type { OperatorSessions } from './operator-session.ts';
import { SessionView } from './views.ts';

export interface SessionDeps {
  credentials: Pick<OperatorCredentials, 'verify'>;
  sessions: OperatorSessions;
  guard: LoginGuard;
  hub: Pick<LiveHub, 'endSession'>;
  log: Log;
}

const tags = ['session'];

/** Logging in and out. */
export function registerSession(instance: FastifyInstance, deps: SessionDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { credentials, sessions, guard, hub, log } = deps;
  app.post(
    '/v1/session',
    {
      bodyLimit: 4096,
      schema: {
        summary: 'Log in; the session is a cookie',
        tags,
        body: Type.Object(
          {
            password: Type.String({ minLength: 1, maxLength: maxPasswordChars }),
            sign: Type.Optional(OperatorSign),
          },
          { additionalProperties: false },
        ),
        response: { 200: SessionView, ...errorReplies },
      },
    },
    async (request) => {
      const right = await guard.attempt(request.ip, () => credentials.verify(request.body.password));
      if (!right) {
        log.warn({ address: request.ip }, 'a login failed');
        throw new Fault('wrong-password', 'the password is not right');
      }
      const { expiresAtMs, sign } = sessions.begin(request, request.body.sign);
      return { expiresAtMs, sign };
    },
  );
  app.get(
    '/v1/session',
    { schema: { summary: 'Whether somebody is logged in', tags, response: { 200: SessionView, ...errorReplies } } },
    async (request) => {
      const session = sessions.find(request);
      return { expiresAtMs: session?.expiresAtMs ?? null, sign: session?.sign ?? null };
    },
  );
  app.delete(
    '/v1/session',
    { schema: { summary: 'Log out', tags, response: { 204: Type.Null({ description: 'ended' }), ...errorReplies } } },
    async (request, reply) => {
      const ended = await sessions.end(request);
      if (ended) hub.endSession(ended.id);
      reply.code(204);
      return null;
    },
  );
}
