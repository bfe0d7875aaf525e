import { randomBytes } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EpochMs } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { type Access, type Operator, permissions } from './access.ts';
import type { Directory } from './directory.ts';
import { hashOperatorToken, tokenPrefix } from './operator-access.ts';
import { personOf } from './operator-routes.ts';
import { strict, TokenList, TokenView, viewToken, Words } from './operator-views.ts';
import type { TenancyStore } from './tenancy-store.ts';

export interface TokenRouteDeps {
  access: Access;
  directory: Directory;
  store: Pick<TenancyStore, 'addToken' | 'endToken'>;
  clock: Clock;
}

const tags = ['tokens'];
const maxTokens = 20;
const maxForMs = 366 * 24 * 3_600_000;
/** What no program does, whoever made its token. */
const grantable = permissions.filter((permission) => permission !== 'operators.manage');
const Wish = Type.Object(
  {
    title: Words,
    permissions: Type.Array(Type.Enum(grantable), { minItems: 1, uniqueItems: true, description: 'of your own' }),
    expiresAtMs: EpochMs,
  },
  strict,
);

/** Tokens for programs, each operator's own. The caller lets in only who is logged in. */
export function registerTokens(instance: FastifyInstance, { access, directory, store, clock }: TokenRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const listOf = ({ id }: Operator) =>
    directory.world().tokens.filter(({ operator, expiresMs }) => operator === id && expiresMs > clock.wallMs());
  const actOf = ({ id, sign }: Operator, deed: string, subject: string, reason: string) => ({
    ...{ by: sign, operator: id, atMs: clock.wallMs(), deed, subject, reason },
    place: directory.world().grants.find(({ operator }) => operator === id)?.place ?? 'cloud',
  });
  app.get(
    '/v1/tokens',
    {
      schema: {
        ...{ operationId: 'tokens.list', summary: 'Your own tokens for programs, with their last use', tags },
        response: { 200: TokenList, ...errorReplies },
      },
    },
    async (request) => ({ nowMs: clock.wallMs(), tokens: listOf(personOf(access, request)).map(viewToken) }),
  );
  app.post(
    '/v1/tokens',
    {
      schema: {
        ...{ operationId: 'tokens.create', summary: 'Make a token for a program; it is shown once', tags, body: Wish },
        response: { 200: Type.Object({ token: Type.String(), view: TokenView }), ...errorReplies },
      },
    },
    async (request) => {
      const person = personOf(access, request);
      const { title, permissions: wanted, expiresAtMs: expiresMs } = request.body;
      const madeMs = clock.wallMs();
      if (expiresMs <= madeMs || expiresMs > madeMs + maxForMs)
        throw new Fault('request-invalid', 'body: expiresAtMs is not within the next 366 days');
      const beyond = wanted.find((permission) => !person.may(permission));
      if (beyond) throw new Fault('forbidden', `you have no ${beyond} to give away`);
      if (listOf(person).length >= maxTokens)
        throw new Fault('request-invalid', `you have ${maxTokens} tokens already`);
      const token = tokenPrefix + randomBytes(32).toString('base64url');
      const row = {
        ...{ id: randomBytes(9).toString('base64url'), hash: hashOperatorToken(token), operator: person.id },
        ...{ title, permissions: wanted, madeMs, expiresMs },
      };
      await store.addToken(row, actOf(person, 'token.make', row.id, wanted.join(', ')));
      await directory.refresh();
      return { token, view: viewToken({ ...row, usedMs: null, endedMs: null }) };
    },
  );
  app.delete(
    '/v1/tokens/:token',
    {
      schema: {
        ...{ operationId: 'tokens.revoke', summary: 'End one of your tokens at once', tags },
        params: Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{1,40}$' }) }),
        response: { 204: Type.Null({ description: 'ended' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const person = personOf(access, request);
      const { token: id } = request.params;
      const known = listOf(person).find((token) => token.id === id);
      if (!known) throw new Fault('not-found', `there is no token ${id}`);
      await store.endToken(id, actOf(person, 'token.end', id, known.title));
      await directory.refresh();
      reply.code(204);
      return null;
    },
  );
}
