import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { LoginGuard } from '../api/login-guard.ts';
import { maxPasswordChars, minPasswordChars } from '../api/operator-credentials.ts';
import { Fault } from '../fault.ts';
import type { Access, Operator } from './access.ts';
import type { OperatorDesk } from './operator-desk.ts';
import type { OperatorLogin } from './operator-login.ts';
import { OperatorId, OperatorList, Reason, RoleName, strict, viewOperator, WishedGrant } from './operator-views.ts';
import { GrantPlace } from './place-name.ts';

export interface OperatorRouteDeps {
  access: Access;
  desk: OperatorDesk;
  login: OperatorLogin;
  /** Slows down who guesses. */
  attempt: LoginGuard['attempt'];
}

const tags = ['operators'];
const config = { needs: 'operators.manage' } as const;
const params = Type.Object({ operator: OperatorId });
const Password = Type.String({ description: 'shown once' });
const Done = { 204: Type.Null({ description: 'done' }), ...errorReplies };

/** A person who is logged in: what a program with a token never does. */
export function personOf(access: Access, request: FastifyRequest): Operator {
  const operator = access.of(request);
  if (operator.by === 'token') throw new Fault('token-too-weak', 'this is not for programs with a token');
  return operator;
}

function registerAccounts(instance: FastifyInstance, { access, desk }: OperatorRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const person = (request: FastifyRequest) => personOf(access, request);
  app.get(
    '/v1/operators',
    {
      config,
      schema: {
        ...{ operationId: 'operators.list', summary: 'Operators with roles at places that you manage', tags },
        response: { 200: OperatorList, ...errorReplies },
      },
    },
    async (request) => ({ operators: desk.list(person(request)).map(viewOperator) }),
  );
  app.post(
    '/v1/operators',
    {
      config,
      schema: {
        ...{ operationId: 'operators.create', summary: 'Make an operator; the password is shown once', tags },
        body: Type.Object(
          { sign: OperatorSign, grants: Type.Array(WishedGrant, { minItems: 1, maxItems: 50 }) },
          strict,
        ),
        response: { 200: Type.Object({ id: OperatorId, sign: OperatorSign, password: Password }), ...errorReplies },
      },
    },
    async (request) => {
      const { sign, grants } = request.body;
      return { sign, ...(await desk.create(sign, grants, person(request))) };
    },
  );
  app.put(
    '/v1/operators/:operator/standing',
    {
      config,
      schema: {
        ...{
          operationId: 'operators.disable',
          summary: 'Disable an operator, which ends his sessions, or enable him',
          tags,
        },
        ...{ params, body: Type.Object({ disabled: Type.Boolean(), reason: Reason }, strict), response: Done },
      },
    },
    async (request, reply) => {
      const { disabled, reason } = request.body;
      await desk.setDisabled(request.params.operator, disabled, reason.trim(), person(request));
      reply.code(204);
      return null;
    },
  );
  app.post(
    '/v1/operators/:operator/password',
    {
      config,
      schema: {
        ...{
          operationId: 'operators.renewPassword',
          summary: 'Give an operator a new password; it is shown once',
          tags,
        },
        ...{ params, response: { 200: Type.Object({ password: Password }), ...errorReplies } },
      },
    },
    async (request) => ({ password: await desk.renewPassword(request.params.operator, person(request)) }),
  );
}

function registerEnds(instance: FastifyInstance, { access, desk }: OperatorRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/v1/operators/:operator/sessions/end',
    {
      config,
      schema: {
        ...{ operationId: 'operators.endSessions', summary: 'Log an operator out wherever he is logged in', tags },
        ...{ params, body: Type.Object({ reason: Reason }, strict), response: Done },
      },
    },
    async (request, reply) => {
      await desk.endSessions(request.params.operator, request.body.reason.trim(), personOf(access, request));
      reply.code(204);
      return null;
    },
  );
  app.post(
    '/v1/operators/:operator/second-factor/removal',
    {
      config,
      schema: {
        operationId: 'operators.removeSecondFactor',
        summary: 'Ask an operator for no code any more, for he has lost his phone; his sessions end',
        tags,
        ...{ params, body: Type.Object({ reason: Reason }, strict), response: Done },
      },
    },
    async (request, reply) => {
      await desk.removeFactor(request.params.operator, request.body.reason.trim(), personOf(access, request));
      reply.code(204);
      return null;
    },
  );
}

function registerRoles(instance: FastifyInstance, { access, desk }: OperatorRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const Held = Type.Object({ place: GrantPlace, role: RoleName }, strict);
  app.post(
    '/v1/operators/:operator/roles',
    {
      config,
      schema: {
        ...{ operationId: 'roles.give', summary: 'Give an operator a role at a place', tags },
        ...{ params, body: WishedGrant, response: Done },
      },
    },
    async (request, reply) => {
      await desk.give(request.params.operator, request.body, personOf(access, request));
      reply.code(204);
      return null;
    },
  );
  app.delete(
    '/v1/operators/:operator/roles',
    {
      config,
      schema: {
        ...{ operationId: 'roles.take', summary: 'Take a role at a place away from an operator', tags },
        ...{ params, querystring: Held, response: Done },
      },
    },
    async (request, reply) => {
      await desk.take(request.params.operator, request.query, personOf(access, request));
      reply.code(204);
      return null;
    },
  );
}

/** Operators and what they may do where. The caller lets in only who is logged in. */
export function registerOperators(app: FastifyInstance, deps: OperatorRouteDeps): void {
  const { access, desk, login, attempt } = deps;
  registerAccounts(app, deps);
  registerRoles(app, deps);
  registerEnds(app, deps);
  const NewPassword = Type.String({ minLength: minPasswordChars, maxLength: maxPasswordChars });
  app.withTypeProvider<TypeBoxTypeProvider>().put(
    '/v1/session/password',
    {
      schema: {
        ...{ operationId: 'session.changePassword', summary: 'Change your own password; your sessions end', tags },
        body: Type.Object(
          { old: Type.String({ minLength: 1, maxLength: maxPasswordChars }), new: NewPassword },
          strict,
        ),
        response: Done,
      },
    },
    async (request, reply) => {
      const person = personOf(access, request);
      const isRight = async () => (await login.check(person.sign, request.body.old)) !== undefined;
      if (!(await attempt(request.ip, isRight))) throw new Fault('wrong-password', 'the old password is not right');
      await desk.ownPassword(request.body.new, person);
      reply.code(204);
      return null;
    },
  );
}
