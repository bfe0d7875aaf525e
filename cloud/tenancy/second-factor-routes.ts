import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { EpochMs } from '../../devices/contracts/place.ts';
import { drawTotpCode } from '../../devices/proof/qr-totp.ts';
import { errorReplies } from '../api/error-reply.ts';
import { maxPasswordChars } from '../api/operator-credentials.ts';
import { Code } from '../api/session-routes.ts';
import { strict } from './operator-views.ts';
import type { OwnSession } from './own-session.ts';
import type { SecondFactors } from './second-factors.ts';

const tags = ['session'];
/** Open to those who have to enrol, too. */
const config = { beforeSecondFactor: true } as const;
const path = '/v1/session/second-factor';
const OwnPassword = Type.Object({ password: Type.String({ minLength: 1, maxLength: maxPasswordChars }) }, strict);
const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'each opens once; shown this once' }),
});
const Own = Type.Object({
  state: Type.Enum(['off', 'on', 'at-provider']),
  sinceMs: Type.Optional(EpochMs),
  recoveryCodes: Type.Optional(Type.Integer({ minimum: 0, description: 'that open still' })),
  required: Type.Boolean({ description: 'without one nothing else is allowed' }),
});
const Begun = Type.Object({
  secret: Type.String({ description: 'base32, for typing in' }),
  uri: Type.String({ description: 'otpauth address' }),
  picture: Type.String({ description: 'the address as a code to photograph, a data: address' }),
  enrolment: Type.String({ description: 'to be given back with the first code' }),
});

/** A code of one's phone after one's own password. The caller lets in only who is logged in. */
export function registerSecondFactor(instance: FastifyInstance, own: OwnSession, factors: SecondFactors): void {
  const { person, proven, goOn } = own;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    path,
    {
      config,
      schema: {
        ...{ operationId: 'session.secondFactor', summary: 'Whether a code is asked after your password', tags },
        response: { 200: Own, ...errorReplies },
      },
    },
    async (request) => {
      const factor = await factors.own(person(request));
      const { required } = factors;
      return typeof factor === 'string' ? { state: factor, required } : { state: 'on' as const, ...factor, required };
    },
  );
  app.post(
    path,
    {
      config,
      schema: {
        ...{ operationId: 'session.beginSecondFactor', summary: 'A secret for your phone', tags },
        ...{ body: OwnPassword, response: { 200: Begun, ...errorReplies } },
      },
    },
    async (request) => {
      const begun = factors.begin(await proven(request, request.body.password));
      return { ...begun, picture: await drawTotpCode(begun.uri) };
    },
  );
  app.put(
    path,
    {
      config,
      schema: {
        operationId: 'session.confirmSecondFactor',
        summary: 'From now on a code is asked after your password; your other sessions end',
        tags,
        body: Type.Object({ enrolment: Type.String({ minLength: 40, maxLength: 1000 }), code: Code }, strict),
        response: { 200: RecoveryCodes, ...errorReplies },
      },
    },
    async (request) => {
      const { enrolment, code } = request.body;
      const asker = person(request);
      return { recoveryCodes: await goOn(request, () => factors.confirm(enrolment, code, asker)) };
    },
  );
  app.post(
    `${path}/recovery-codes`,
    {
      schema: {
        ...{
          operationId: 'session.renewRecoveryCodes',
          summary: 'New recovery codes; the old ones open no more',
          tags,
        },
        ...{ body: OwnPassword, response: { 200: RecoveryCodes, ...errorReplies } },
      },
    },
    async (request) => ({
      recoveryCodes: await factors.renewRecovery(await proven(request, request.body.password)),
    }),
  );
  app.post(
    `${path}/removal`,
    {
      schema: {
        operationId: 'session.removeSecondFactor',
        summary: 'Ask for no code any more; your other sessions end',
        tags,
        body: OwnPassword,
        response: { 204: Type.Null({ description: 'done' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const asker = await proven(request, request.body.password);
      await goOn(request, () => factors.remove(asker));
      reply.code(204);
      return null;
    },
  );
}
