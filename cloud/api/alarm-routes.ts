import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Priority } from '../../devices/contracts/alarms.ts';
import { AlarmAcknowledgedMessage, maxNoteChars } from '../../devices/contracts/downlink.ts';
import { Id } from '../../devices/contracts/place.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { ActResult, AlarmKey, AlarmRow, DownlinkStore, OperatorAct, ReadStore } from '../store/store.ts';
import { type Access, scopeOf } from '../tenancy/access.ts';
import { formatCursor, parseCursor, viewAct, viewAlarm, viewStep } from './alarm-views.ts';
import { errorReplies } from './error-reply.ts';
import { ActList, AlarmDetail, AlarmList, AlarmView } from './views.ts';

export interface AlarmDeps {
  store: ReadStore & Pick<DownlinkStore, 'act'>;
  clock: Clock;
  access: Access;
  /** An operator did something: the gateway's stream and the other pages want to know. */
  onAct(alarm: AlarmRow): void;
}

const tags = ['alarms'];
const strict = { additionalProperties: false } as const;
const Note = Type.String({ minLength: 1, maxLength: maxNoteChars, pattern: '\\S' });
const AlarmPath = Type.Object({ gateway: Id, alarm: AlarmAcknowledgedMessage.properties.alarm });
const Limit = (max: number, usual: number) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: max, default: usual, description: `${usual} where left out` }));

const AlarmsQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum(['open', 'raised', 'acknowledged', 'hidden', 'closed', 'duty'])),
    gateway: Type.Optional(Id),
    site: Type.Optional(Id),
    priority: Type.Optional(Priority),
    order: Type.Optional(
      Type.Enum(['newest', 'urgency'], {
        default: 'newest',
        description: 'urgency: what is escalated furthest, then by priority, then the one that waits longest',
      }),
    ),
    limit: Limit(500, 100),
    before: Type.Optional(
      Type.String({ pattern: '^[0-9]{1,3}-[0-9]{1,16}-[0-9]{1,15}$', description: '`next` of the page before' }),
    ),
  },
  strict,
);

/** The latest of an alarm's steps; one that chatters has many. */
const maxSteps = 200;

function registerReading(instance: FastifyInstance, { access, store, clock }: AlarmDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const summary = 'Alarms of every site; open ones are not closed and not set aside by their gateway';
  app.get(
    '/v1/alarms',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'alarms.list',
        summary,
        tags,
        querystring: AlarmsQuery,
        response: { 200: AlarmList, ...errorReplies },
      },
    },
    async (request) => {
      const { limit = 100, order = 'newest', before, state, gateway, site, priority } = request.query;
      const found = await store.alarms({
        order,
        limit: limit + 1,
        ...(state === undefined ? {} : { state }),
        ...scopeOf(access.of(request), gateway),
        ...(site === undefined ? {} : { site }),
        ...(priority === undefined ? {} : { priority }),
        ...(before === undefined ? {} : { after: parseCursor(before) }),
      });
      const rows = found.slice(0, limit);
      const last = rows.at(-1);
      const next = found.length > limit && last ? formatCursor(last.place) : null;
      return { nowMs: clock.wallMs(), alarms: rows.map(({ alarm }) => viewAlarm(alarm)), next };
    },
  );
  app.get(
    '/v1/alarms/:gateway/:alarm',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'alarm.get',
        summary: 'One alarm, what its gateway told of it and what operators did',
        tags,
        params: AlarmPath,
        response: { 200: AlarmDetail, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway, alarm } = request.params;
      access.of(request).require('fleet.see', gateway);
      const row = await store.alarm(gateway, alarm);
      if (!row) throw new Fault('not-found', `there is no alarm ${alarm} of ${gateway}`);
      const [steps, acts] = await Promise.all([
        store.alarmSteps(gateway, alarm, maxSteps),
        store.acts({ gateway, alarm, limit: maxSteps }),
      ]);
      return { alarm: viewAlarm(row), steps: steps.map(viewStep), acts: acts.map(viewAct).reverse() };
    },
  );
  app.get(
    '/v1/acts',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'acts.list',
        summary: 'What operators did to alarms, newest first',
        tags,
        querystring: Type.Object(
          { gateway: Type.Optional(Id), before: Type.Optional(Type.Integer({ minimum: 1 })), limit: Limit(500, 100) },
          strict,
        ),
        response: { 200: ActList, ...errorReplies },
      },
    },
    async (request) => {
      const { limit = 100, gateway, before } = request.query;
      const asked = { ...scopeOf(access.of(request), gateway), ...(before === undefined ? {} : { before }) };
      return { acts: (await store.acts({ limit, ...asked })).map(viewAct) };
    },
  );
}

function refuse({ why }: ActResult & { kind: 'refused' }, { gateway, alarm }: AlarmKey): never {
  if (why === 'no-alarm') throw new Fault('not-found', `there is no alarm ${alarm} of ${gateway}`);
  const words = {
    'alarm-closed': `the alarm ${alarm} is closed`,
    'already-acknowledged': `somebody has acknowledged the alarm ${alarm} already`,
    'downlink-full': `too many messages wait for ${gateway}`,
  };
  throw new Fault(why, words[why], why === 'downlink-full' ? { retryAfterS: 60 } : {});
}

function registerActing(instance: FastifyInstance, { access, store, clock, onAct }: AlarmDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const act = async (request: FastifyRequest, asked: Omit<OperatorAct, 'by'>) => {
    const operator = access.of(request);
    operator.require('alarms.act', asked.gateway);
    const result = await store.act({ ...asked, by: operator.sign }, clock.wallMs());
    if (result.kind === 'refused') refuse(result, asked);
    onAct(result.alarm);
    return viewAlarm(result.alarm);
  };
  app.post(
    '/v1/alarms/:gateway/:alarm/acknowledgement',
    {
      bodyLimit: 16 * 1024,
      config: { needs: 'alarms.act' },
      schema: {
        operationId: 'alarm.acknowledge',
        summary:
          'Acknowledge an alarm, with a note to take it over; its gateway may be away and hears it when it is back',
        tags,
        params: AlarmPath,
        body: Type.Object({ note: Type.Optional(Note) }, strict),
        response: { 200: AlarmView, ...errorReplies },
      },
    },
    (request) => {
      const { note } = request.body;
      return act(request, {
        ...request.params,
        acknowledge: true,
        ...(note === undefined ? {} : { note: note.trim() }),
      });
    },
  );
  app.post(
    '/v1/alarms/:gateway/:alarm/notes',
    {
      bodyLimit: 16 * 1024,
      config: { needs: 'alarms.act' },
      schema: {
        operationId: 'alarm.note',
        summary: 'Write a note to an alarm; the site sees it',
        tags,
        params: AlarmPath,
        body: Type.Object({ note: Note }, strict),
        response: { 200: AlarmView, ...errorReplies },
      },
    },
    (request) => act(request, { ...request.params, acknowledge: false, note: request.body.note.trim() }),
  );
}

/** Alarms as operators read them and what they do to them. The caller lets in only who is logged in. */
export function registerAlarms(app: FastifyInstance, deps: AlarmDeps): void {
  registerReading(app, deps);
  registerActing(app, deps);
}
