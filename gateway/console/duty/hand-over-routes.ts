import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { CheckItem, HandOver, itemsToTake } from '../../duty/hand-over.ts';
import type { HandOverAnswer, HandOverRefusal } from '../../duty/hand-over-desk.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { DutyPeople } from './duty-people.ts';
import type { ConsoleDuty } from './duty-ports.ts';

const Shown = Type.Object(
  {
    ...HandOver.properties,
    toTake: Type.Array(Opaque, { description: 'urgent alarms that the incoming have to take over before they sign' }),
  },
  strict,
);
const Current = Type.Object(
  {
    open: Type.Array(Shown),
    next: Type.Optional(Type.Object({ shift: Opaque, dueMs: EpochMs, mayBeginMs: EpochMs }, strict)),
  },
  strict,
);
const StateBody = Type.Object(
  {
    item: CheckItem,
    state: Type.Enum(['in-order', 'problem']),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  strict,
);
const SignBody = Type.Object(
  {
    password: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 256,
        description: 'left out by those who have just given it at the provider again',
      }),
    ),
  },
  strict,
);

const refusals: Refusals<HandOverRefusal> = {
  'no-hand-over': [404, 'There is no such hand-over.'],
  'not-on-duty': [409, 'You are in no shift that could be handed over.'],
  'too-early': [409, 'A hand-over begins ten minutes before the shift ends.'],
  'already-handed-over': [409, 'This hand-over is over.'],
  'already-signed': [409, 'Somebody has signed: nothing is changed any more.'],
  'not-outgoing': [403, 'Only the outgoing shift states this.'],
  'not-incoming': [403, 'Only the incoming shift takes over.'],
  'same-person': [409, 'You have signed already; the other side is for somebody else.'],
  'checklist-open': [409, 'The outgoing shift has not stated every item of the list.'],
  'note-needed': [400, 'Say what the problem is.'],
  'items-not-taken': [409, 'Urgent alarms are open: take each of them over first.'],
  'no-such-item': [404, 'This alarm is not in the hand-over.'],
};
const toShown = (one: HandOver) => ({ ...one, toTake: one.state === 'open' ? itemsToTake(one) : [] });

function settle(answer: HandOverAnswer) {
  if (answer.kind === 'done') return toShown(answer.handOver);
  throw refusalOf(refusals, answer.code);
}

export function addHandOverRoutes(app: ConsoleApp, desk: ConsoleDuty['handOvers'], people: DutyPeople): void {
  addHandOverLooks(app, desk);
  addHandOverDeeds(app, desk);
  app.post(
    '/api/hand-overs/:id/sign',
    {
      config: { permission: 'duty.work', rateLimit: { max: 20, timeWindow: 60_000 } },
      schema: {
        operationId: 'handover.sign',
        summary: 'Sign your side, with your password; with the second signature it is done and stays as it is',
        params: OpaqueParams,
        body: SignBody,
        response: { 200: Shown },
      },
    },
    async (request) => {
      const session = guardOf(request);
      const { user } = session;
      await people.verify(session, request.body.password, request.ip);
      // Asking takes a moment: whoever was signed out meanwhile signs nothing.
      if (!session.alive()) throw new Refusal(401, 'not-signed-in', 'Sign in first.');
      return settle(desk.sign(request.params.id, user));
    },
  );
}

function addHandOverLooks(app: ConsoleApp, desk: ConsoleDuty['handOvers']): void {
  app.get(
    '/api/hand-overs/current',
    {
      config: { permission: 'duty.work' },
      schema: {
        operationId: 'handover.show',
        summary: 'Hand-overs that you have to do with now, and when yours may begin',
        response: { 200: Current },
      },
    },
    async (request) => {
      const { user } = guardOf(request);
      const next = desk.next(user);
      return { open: desk.current(user).map(toShown), ...(next && { next }) };
    },
  );
  app.get(
    '/api/hand-overs',
    {
      config: { permission: 'duty.view' },
      schema: {
        operationId: 'handover.list',
        summary: 'Past hand-overs, newest first',
        querystring: Type.Object(
          {
            beforeMs: Type.Optional(EpochMs),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
          },
          strict,
        ),
        response: { 200: Type.Array(Shown) },
      },
    },
    async ({ query: { beforeMs = Number.MAX_SAFE_INTEGER, limit = 30 } }) =>
      desk.list({ beforeMs, limit }).map(toShown),
  );
  app.get(
    '/api/hand-overs/:id',
    {
      config: { permission: 'duty.view' },
      schema: {
        operationId: 'handover.get',
        summary: 'One hand-over, to read or print',
        params: OpaqueParams,
        response: { 200: Shown },
      },
    },
    async ({ params: { id } }) => {
      const found = desk.get(id);
      if (!found) throw refusalOf(refusals, 'no-hand-over');
      return toShown(found);
    },
  );
}

function addHandOverDeeds(app: ConsoleApp, desk: ConsoleDuty['handOvers']): void {
  const config = { permission: 'duty.work' } as const;
  app.post(
    '/api/hand-overs',
    {
      config,
      schema: {
        operationId: 'handover.begin',
        summary: 'Begin to hand over, from ten minutes before the shift ends',
        body: Type.Object({}, strict),
        response: { 200: Shown },
      },
    },
    async (request) => settle(desk.begin(guardOf(request).user)),
  );
  app.post(
    '/api/hand-overs/:id/note',
    {
      config,
      schema: {
        operationId: 'handover.note',
        summary: 'The outgoing state one item of the list',
        params: OpaqueParams,
        body: StateBody,
        response: { 200: Shown },
      },
    },
    async (request) => settle(desk.note(request.params.id, request.body, guardOf(request).user)),
  );
  app.post(
    '/api/hand-overs/:id/take',
    {
      config,
      schema: {
        operationId: 'handover.take',
        summary: 'The incoming take over one urgent alarm',
        params: OpaqueParams,
        body: Type.Object({ alarm: Opaque }, strict),
        response: { 200: Shown },
      },
    },
    async (request) => settle(desk.take(request.params.id, request.body.alarm, guardOf(request).user)),
  );
}
