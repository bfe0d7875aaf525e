import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { drawTotpCode } from '../../../devices/proof/qr-totp.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { AccountDesk, Asker } from './account-desk.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import { Account, Enrolment, NewPassword, OwnPassword, RecoveryCodes, Session, TotpCode } from './user-schemas.ts';

const askerOf = (request: FastifyRequest): Asker => {
  const { user, id } = guardOf(request);
  return { user, session: id, address: request.ip };
};

/** What everybody who is signed in may do about their own account. */
export function addAccountRoutes(app: ConsoleApp, desk: AccountDesk, sessions: ConsoleSessions): void {
  app.get(
    '/api/account',
    { schema: { operationId: 'account.show', summary: 'My account', response: { 200: Account } } },
    async (request) => {
      const { name: user, fullName, roles, external, mustChange, totp } = desk.show(askerOf(request));
      return {
        ...{ user, roles, external: external !== undefined, mustChange: mustChange === true },
        ...(fullName && { fullName }),
        ...(totp && { totp: { sinceMs: totp.sinceMs, recoveryCodes: totp.recovery.length } }),
      };
    },
  );
  app.post(
    '/api/account/password',
    {
      schema: {
        operationId: 'account.password',
        summary: 'Change my password; my other sessions end',
        body: NewPassword,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await desk.changePassword(request.body.old, request.body.wanted, askerOf(request));
      return reply.code(204).send(null);
    },
  );
  addSessionsOfMine(app, desk, sessions);
  addTotpRoutes(app, desk);
}

function addSessionsOfMine(app: ConsoleApp, desk: AccountDesk, sessions: ConsoleSessions): void {
  app.get(
    '/api/account/sessions',
    {
      schema: {
        operationId: 'account.sessions',
        summary: 'Where I am signed in',
        response: { 200: Type.Object({ sessions: Type.Array(Session) }, strict) },
      },
    },
    async (request) => {
      const { user, id: own } = guardOf(request);
      const mine = sessions.of(user).map(({ id, agent, address, sinceMs, lastMs }) => {
        return { id, agent, address, sinceMs, lastMs, current: id === own };
      });
      return { sessions: mine };
    },
  );
  app.delete(
    '/api/account/sessions',
    {
      schema: {
        operationId: 'account.end-sessions',
        summary: 'Sign out everywhere else',
        response: { 200: Type.Object({ ended: Type.Integer({ minimum: 0 }) }, strict) },
      },
    },
    async (request) => ({ ended: desk.endSessions('others', askerOf(request)) }),
  );
  app.delete(
    '/api/account/sessions/:id',
    {
      schema: {
        operationId: 'account.end-session',
        summary: 'Sign out there',
        params: OpaqueParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (desk.endSessions({ id: request.params.id }, askerOf(request)) > 0) return reply.code(204).send(null);
      throw new Refusal(404, 'no-session', 'You have no such session.');
    },
  );
}

function addTotpRoutes(app: ConsoleApp, desk: AccountDesk): void {
  app.post(
    '/api/account/totp',
    {
      schema: {
        operationId: 'account.begin-totp',
        summary: 'A secret for my phone; it counts once a code of it was given',
        body: OwnPassword,
        response: { 200: Enrolment },
      },
    },
    async (request) => {
      const { secret, uri } = await desk.beginTotp(request.body.password, askerOf(request));
      return { secret, uri, picture: await drawTotpCode(uri) };
    },
  );
  app.post(
    '/api/account/totp/confirm',
    {
      schema: {
        operationId: 'account.confirm-totp',
        summary: 'From now on a code is asked after my password',
        body: TotpCode,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => ({ recoveryCodes: desk.confirmTotp(request.body.code, askerOf(request)) }),
  );
  app.post(
    '/api/account/totp/recovery-codes',
    {
      schema: {
        operationId: 'account.renew-recovery-codes',
        summary: 'New recovery codes; the old ones count no longer',
        body: OwnPassword,
        response: { 200: RecoveryCodes },
      },
    },
    async (request) => ({ recoveryCodes: await desk.renewRecovery(request.body.password, askerOf(request)) }),
  );
  app.post(
    '/api/account/totp/remove',
    {
      schema: {
        operationId: 'account.remove-totp',
        summary: 'Ask me for no code any more',
        body: OwnPassword,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await desk.removeTotp(request.body.password, askerOf(request));
      return reply.code(204).send(null);
    },
  );
}
