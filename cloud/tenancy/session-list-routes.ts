import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { maxPasswordChars } from '../api/operator-credentials.ts';
import type { OperatorSessions } from '../api/operator-session.ts';
import { Fault } from '../fault.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { Directory } from './directory.ts';
import type { OperatorDesk } from './operator-desk.ts';
import { strict } from './operator-views.ts';
import type { OwnSession } from './own-session.ts';

export interface SessionListDeps {
  own: OwnSession;
  sessions: OperatorSessions;
  directory: Directory;
  desk: Pick<OperatorDesk, 'endOwnSessions'>;
  hub: Pick<LiveHub, 'endSession'>;
}

const tags = ['session'];
const SessionId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' });
const SessionList = Type.Object({
  sessions: Type.Array(
    Type.Object({
      id: SessionId,
      sign: OperatorSign,
      address: Type.String(),
      agent: Type.String({ description: 'what the browser calls itself' }),
      sinceMs: EpochMs,
      lastMs: Type.Integer({ description: 'to the minute' }),
      expiresAtMs: EpochMs,
      current: Type.Boolean(),
    }),
  ),
  asksPassword: Type.Boolean({ description: 'to end one; who signs in with the provider has none here' }),
});
const Ending = Type.Object(
  {
    session: Type.Optional(SessionId),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: maxPasswordChars })),
  },
  strict,
);

/** Where one is logged in oneself. The caller lets in only who is logged in. */
export function registerSessionList(instance: FastifyInstance, deps: SessionListDeps): void {
  const { own, sessions, directory, desk, hub } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const asksPassword = (operator: string) => directory.operator(operator)!.origin !== 'provider';
  app.get(
    '/v1/session/list',
    {
      schema: {
        ...{ operationId: 'session.list', summary: 'Where you are logged in', tags },
        response: { 200: SessionList, ...errorReplies },
      },
    },
    async (request) => {
      const { id: operator } = own.person(request);
      const { id: here } = sessions.require(request);
      const rows = await sessions.of(operator);
      return {
        sessions: rows.map(({ id, sign, address, agent, sinceMs, lastMs, expiresMs }) => {
          return { id, sign, address, agent, sinceMs, lastMs, expiresAtMs: expiresMs, current: id === here };
        }),
        asksPassword: asksPassword(operator),
      };
    },
  );
  app.post(
    '/v1/session/list/end',
    {
      schema: {
        operationId: 'session.endOthers',
        summary: 'End one of your sessions; all but this one where none is named',
        tags,
        body: Ending,
        response: { 204: Type.Null({ description: 'done' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const { session, password } = request.body;
      let asker = own.person(request);
      if (asksPassword(asker.id)) {
        if (password === undefined) throw new Fault('request-invalid', 'body/password: is missing');
        asker = await own.proven(request, password);
      }
      if (session === undefined) await own.goOn(request, () => desk.endOwnSessions(asker));
      else if (await sessions.endOne(asker.id, session)) hub.endSession(session);
      else throw new Fault('not-found', 'you have no such session');
      reply.code(204);
      return null;
    },
  );
}
