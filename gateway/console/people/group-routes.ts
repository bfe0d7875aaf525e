import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { AccessGroup, Membership } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { addRecordRoutes } from './record-routes.ts';
import { answer, answers, deedOf, found, IfMatch, Reason, Version } from './register-answers.ts';
import type { ConsoleRegister } from './register-ports.ts';

const reading = { permission: 'register.view' } as const;

const GroupReply = Type.Object({ ...AccessGroup.properties, version: Version }, strict);
const Members = Type.Object(
  { members: Type.Array(Type.Object({ ...Membership.properties, version: Version }, strict)) },
  strict,
);
const MembershipEnd = Type.Object({ atMs: Type.Optional(EpochMs), reason: Reason }, strict);

function addGroupReads(app: ConsoleApp, register: ConsoleRegister): void {
  app.get(
    '/api/groups',
    {
      config: reading,
      schema: {
        operationId: 'group.list',
        summary: 'Access groups: places and the times at which they may be passed',
        response: { 200: Type.Object({ groups: Type.Array(GroupReply) }, strict) },
      },
    },
    async () => ({ groups: register.list('group') }),
  );
  app.get(
    '/api/groups/:id',
    {
      config: reading,
      schema: {
        operationId: 'group.show',
        summary: 'One access group',
        params: IdParams,
        response: { 200: GroupReply },
      },
    },
    async (request, reply) => {
      const group = found(register.show('group', request.params.id));
      reply.header('etag', `"${group.version}"`);
      return group;
    },
  );
  app.get(
    '/api/groups/:id/members',
    {
      config: { permission: 'credentials.change' },
      schema: {
        operationId: 'group.members',
        summary: 'Who belongs to an access group, by ids, ended memberships too',
        params: IdParams,
        response: { 200: Members },
      },
    },
    async (request) => ({ members: found(register.members(request.params.id)) }),
  );
}

/** Access groups of staff, volunteers and visitors, and who belongs to them. */
export function addGroupRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  addGroupReads(app, register);
  addRecordRoutes(app, register, {
    ...{ kind: 'group', path: '/api/groups', permission: 'credentials.change' },
    add: 'A new access group',
    change: {
      summary: 'Other places or times for an access group, in force at once; null clears a field',
      fields: ['name', 'places', 'spans', 'except'],
    },
    remove: 'An access group goes; refused while anybody belongs to it',
  });
  addRecordRoutes(app, register, {
    ...{ kind: 'membership', path: '/api/memberships', permission: 'credentials.change' },
    add: 'Somebody belongs to an access group for a time',
  });
  app.post(
    '/api/memberships/:id/end',
    {
      config: { permission: 'credentials.change' },
      schema: {
        operationId: 'membership.end',
        summary: 'A membership ends, now or at a time to come',
        params: IdParams,
        headers: IfMatch,
        body: MembershipEnd,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, atMs } = request.body;
      return answer(reply, register.endMembership(request.params.id, atMs, deedOf(request, reason)));
    },
  );
}
