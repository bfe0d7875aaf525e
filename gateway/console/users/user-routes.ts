import Type, { type Static } from 'typebox';
import { conflictsOf } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { strict } from '../console-schemas.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleSessions } from './console-sessions.ts';
import type { UserDesk } from './user-desk.ts';
import { NewUser, User, UserChange, UserParams, UserWithPassword, WhyRemoved } from './user-schemas.ts';
import type { ConsoleUser } from './users-file.ts';

export interface UserRouteParts {
  desk: UserDesk;
  sessions: ConsoleSessions;
}

/** Who may sign in, for administrators. */
export function addUserRoutes(app: ConsoleApp, { desk, sessions }: UserRouteParts): void {
  const show = (user: ConsoleUser): Static<typeof User> => {
    const { name, fullName, roles } = user;
    const lastSignInMs = sessions.lastSignInMs(name);
    return {
      ...{ name, roles, conflicts: conflictsOf(roles) },
      ...(fullName && { fullName }),
      ...{ disabled: user.disabled === true, mustChange: user.mustChange === true },
      ...{ totp: user.totp !== undefined, external: user.external !== undefined },
      sessions: sessions.of(name).length,
      ...(lastSignInMs !== undefined && { lastSignInMs }),
    };
  };
  app.get(
    '/api/users',
    {
      config: { permission: 'users.view' },
      schema: {
        operationId: 'user.list',
        summary: 'Who may sign in, as what, and when they last did',
        response: { 200: Type.Object({ users: Type.Array(User) }, strict) },
      },
    },
    async () => ({ users: desk.list().map(show) }),
  );
  app.post(
    '/api/users',
    {
      config: { permission: 'users.change' },
      schema: {
        operationId: 'user.add',
        summary: 'Let somebody new in; the password is shown once and has to be changed at the first sign-in',
        body: NewUser,
        response: { 201: UserWithPassword },
      },
    },
    async (request, reply) => {
      const { user, password } = await desk.add(request.body, guardOf(request).user);
      return reply.code(201).send({ user: show(user), password });
    },
  );
  app.patch(
    '/api/users/:name',
    {
      config: { permission: 'users.change' },
      schema: {
        operationId: 'user.change',
        summary: 'Give other roles, shut out, or let in again',
        params: UserParams,
        body: UserChange,
        response: { 200: User },
      },
    },
    async (request) => show(desk.change(request.params.name, request.body, guardOf(request).user)),
  );
  addUserDeeds(app, desk, show);
}

function addUserDeeds(app: ConsoleApp, desk: UserDesk, show: (user: ConsoleUser) => Static<typeof User>): void {
  app.post(
    '/api/users/:name/password',
    {
      config: { permission: 'users.change' },
      schema: {
        operationId: 'user.reset',
        summary: 'A new password, shown once; all sessions of the user end',
        params: UserParams,
        body: Type.Object({}, strict),
        response: { 200: UserWithPassword },
      },
    },
    async (request) => {
      const { user, password } = await desk.reset(request.params.name, guardOf(request).user);
      return { user: show(user), password };
    },
  );
  app.post(
    '/api/users/:name/remove-totp',
    {
      config: { permission: 'users.change' },
      schema: {
        operationId: 'user.remove-totp',
        summary: 'Ask no code any more of somebody who has lost the phone',
        params: UserParams,
        body: WhyRemoved,
        response: { 200: User },
      },
    },
    async (request) => show(desk.removeTotp(request.params.name, request.body.reason, guardOf(request).user)),
  );
  app.delete(
    '/api/users/:name',
    {
      config: { permission: 'users.change' },
      schema: {
        operationId: 'user.remove',
        summary: 'Remove somebody who is gone; what they did stays in the ledger',
        params: UserParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      desk.remove(request.params.name, guardOf(request).user);
      return reply.code(204).send(null);
    },
  );
}
