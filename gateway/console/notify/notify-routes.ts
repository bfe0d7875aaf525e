import Type from 'typebox';
import { EscalationLevel, Priority } from '../../../devices/contracts/alarms.ts';
import { MailAddress, NoticeKind, NoticeLanguage } from '../../../devices/contracts/notices.ts';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { dutyRoles } from '../../duty/duty-roles.ts';
import { mayDo } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import type { DutyPeople } from '../duty/duty-people.ts';
import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleSession } from '../users/console-sessions.ts';
import type { ConsoleNotify, ContactRefusal, NoticeOutcome, NoticeRefusal } from './notify-ports.ts';

const User = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$', description: 'a user of the console' });
const ChannelId = Type.String({
  pattern: '^(email|mqtt|webhook:[a-z][a-z0-9-]{0,31})$',
  description: 'email, mqtt or webhook:ID',
});
const Priorities = Type.Array(Priority, {
  maxItems: 4,
  uniqueItems: true,
  description: 'alarms of which priorities; 4 stands for the daily digest',
});
const reach = { address: Type.Optional(MailAddress), language: NoticeLanguage, priorities: Priorities };
const Contact = Type.Object({ user: User, channel: ChannelId, ...reach }, strict);
const ContactParams = Type.Object({ user: User, channel: ChannelId }, strict);
const Notice = Type.Object(
  {
    id: Opaque,
    kind: NoticeKind,
    alarm: Type.Optional(Opaque),
    level: EscalationLevel,
    priority: Priority,
    recipient: User,
    channel: Type.String(),
    state: Type.Enum(['waiting', 'sent', 'acknowledged', 'failed', 'shed', 'cancelled']),
    createdAtMs: EpochMs,
    attempts: Count,
    sentAtMs: Type.Optional(EpochMs),
    acknowledgedAtMs: Type.Optional(EpochMs),
    answeredBy: Type.Optional(Type.Enum(['console', 'mqtt', 'link'])),
    problem: Type.Optional(Type.String({ description: 'why it could not be delivered: a code' })),
  },
  strict,
);
const Channel = Type.Object(
  {
    id: Type.String(),
    waiting: Count,
    lastSuccessAtMs: Type.Optional(EpochMs),
    lastFailureAtMs: Type.Optional(EpochMs),
    problem: Type.Optional(Type.String({ description: 'of the last try: a code' })),
  },
  strict,
);
const Takes = Type.Optional(
  Type.Boolean({ default: false, description: 'take the alarm, too, if the role allows it; else only “seen”' }),
);
const Answered = Type.Object(
  { taken: Type.Boolean({ description: 'the alarm is now acknowledged by this user' }) },
  strict,
);

const contactRefusals: Refusals<ContactRefusal> = {
  'no-user': [404, 'There is no such user.'],
  'no-channel': [404, 'The site has no such channel.'],
  'address-needed': [400, 'Mail needs an address.'],
  'no-address-here': [400, 'Only mail has an address; where a webhook or MQTT leads, the site file says.'],
};
const noticeRefusals: Refusals<NoticeRefusal> = {
  'no-notice': [404, 'There is no such notice.'],
  'already-answered': [409, 'It was answered before.'],
  expired: [410, 'This link is older than a day; open the alarm at the console.'],
  'not-sent': [409, 'Nobody needed to be told any more.'],
};

const answerOf = (outcome: NoticeOutcome) => {
  if (outcome.kind === 'refused') throw refusalOf(noticeRefusals, outcome.code);
  return { taken: outcome.taken };
};

/**
 * One's own contacts are one's own matter; those of others are planned with the rota. Who receives a notice can answer it in the
 * other's name: nobody sets that for somebody to whom their own unanswered alarms go.
 */
function checkOwnOrPlanned({ user, roles }: ConsoleSession, whose: string, people: Pick<DutyPeople, 'get'>): void {
  if (whose === user) return;
  if (!mayDo(roles, 'duty.plan'))
    throw new Refusal(403, 'not-allowed', 'Contacts of others need the permission duty.plan.');
  const rank = (who: string) => Math.max(-1, ...(people.get(who)?.duties ?? []).map((duty) => dutyRoles.indexOf(duty)));
  if (rank(whose) > rank(user))
    throw new Refusal(403, 'outranked', 'Contacts of those to whom your alarms are escalated are theirs to set.');
}

function addContactRoutes(app: ConsoleApp, notify: ConsoleNotify, people: Pick<DutyPeople, 'get'>): void {
  const config = { permission: 'duty.view' } as const;
  app.get(
    '/api/contacts',
    {
      config,
      schema: {
        operationId: 'contact.list',
        summary: 'How people on duty are reached: of everybody for those who plan duty, else one’s own',
        response: { 200: Type.Array(Contact) },
      },
    },
    async (request) => {
      const { user, roles } = guardOf(request);
      return notify.contacts(mayDo(roles, 'duty.plan') ? undefined : user);
    },
  );
  app.put(
    '/api/contacts/:user/:channel',
    {
      config,
      schema: {
        operationId: 'contact.set',
        summary: 'Say how a user is reached by a channel',
        params: ContactParams,
        body: Type.Object(reach, strict),
        response: { 200: Contact },
      },
    },
    async (request) => {
      const by = guardOf(request);
      checkOwnOrPlanned(by, request.params.user, people);
      const contact = { ...request.params, ...request.body };
      const outcome = notify.setContact(contact, by.user);
      if (outcome.kind === 'refused') throw refusalOf(contactRefusals, outcome.code);
      return contact;
    },
  );
  app.delete(
    '/api/contacts/:user/:channel',
    {
      config,
      schema: {
        operationId: 'contact.remove',
        summary: 'No longer reach a user by a channel',
        params: ContactParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const by = guardOf(request);
      const { user, channel } = request.params;
      checkOwnOrPlanned(by, user, people);
      if (!notify.removeContact(user, channel, by.user))
        throw new Refusal(404, 'no-contact', 'There is no such contact.');
      return reply.code(204).send(null);
    },
  );
}

function addNoticeRoutes(app: ConsoleApp, notify: ConsoleNotify): void {
  app.get(
    '/api/notices',
    {
      config: { permission: 'alarms.view' },
      schema: {
        operationId: 'notice.list',
        summary: 'Who was told when, by which channel, and who answered',
        querystring: Type.Object(
          {
            alarm: Type.Optional(Opaque),
            mine: Type.Optional(Type.Boolean({ description: 'only those for whoever asks' })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
          },
          strict,
        ),
        response: { 200: Type.Array(Notice) },
      },
    },
    async (request) => {
      const { alarm, mine, limit = 100 } = request.query;
      const { user } = guardOf(request);
      return notify.notices({ limit, ...(alarm !== undefined && { alarm }), ...(mine && { recipient: user }) });
    },
  );
  app.post(
    '/api/notices/:id/acknowledge',
    {
      config: { permission: 'alarms.view' },
      schema: {
        operationId: 'notice.acknowledge',
        summary: 'Say that you have seen a notice that was for you',
        params: OpaqueParams,
        body: Type.Object({ takes: Takes }, strict),
        response: { 200: Answered },
      },
    },
    async (request) =>
      answerOf(notify.acknowledge(request.params.id, guardOf(request).user, request.body.takes ?? false)),
  );
  app.post(
    '/api/notices/acknowledge',
    {
      config: { public: true, rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: {
        operationId: 'notice.answer',
        summary: 'Answer a notice with the token of its link, once; needs no signing in',
        body: Type.Object(
          { token: Type.String({ pattern: '^[A-Za-z0-9_.-]{1,160}$', description: 'from the link' }), takes: Takes },
          strict,
        ),
        response: { 200: Answered },
      },
    },
    async ({ body: { token, takes = false } }) => answerOf(notify.answer(token, takes)),
  );
}

function addChannelRoutes(app: ConsoleApp, notify: ConsoleNotify): void {
  app.get(
    '/api/channels',
    {
      config: { permission: 'system.view' },
      schema: {
        operationId: 'channel.list',
        summary: 'Channels for notices, and how each does since the start',
        response: { 200: Type.Array(Channel) },
      },
    },
    async () => notify.channels(),
  );
  app.post(
    '/api/channels/:channel/test',
    {
      config: { permission: 'users.change', rateLimit: { max: 10, timeWindow: 60_000 } },
      schema: {
        operationId: 'channel.test',
        summary: 'Send a test notice at once',
        params: Type.Object({ channel: ChannelId }, strict),
        body: Type.Object({ address: Type.Optional(MailAddress), language: NoticeLanguage }, strict),
        response: {
          200: Type.Object({ outcome: Type.Enum(['sent', 'failed']), problem: Type.Optional(Type.String()) }, strict),
        },
      },
    },
    async (request) => {
      const { user } = guardOf(request);
      const result = await notify.test(request.params.channel, { user, ...request.body });
      if (result.kind === 'refused') throw refusalOf(contactRefusals, result.code);
      return result.kind === 'sent'
        ? { outcome: 'sent' as const }
        : { outcome: 'failed' as const, problem: result.problem };
    },
  );
}

/** Who is reached how, who was told what, and whether it works. */
export function addNotifyRoutes(app: ConsoleApp, notify: ConsoleNotify, people: Pick<DutyPeople, 'get'>): void {
  addContactRoutes(app, notify, people);
  addNoticeRoutes(app, notify);
  addChannelRoutes(app, notify);
}
