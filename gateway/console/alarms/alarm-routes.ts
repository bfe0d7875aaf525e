import type { FastifyRequest } from 'fastify';
import Type, { type TSchema } from 'typebox';
import type { AlarmDeed } from '../../alarms/alarm.ts';
import { mayDo, type Permission } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Alarm, IdParams, OpaqueParams } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleAlarms } from './alarm-ports.ts';
import {
  ArriveBody,
  CloseBody,
  DispatchBody,
  Figures,
  Found,
  Handled,
  HistoryEntry,
  Incident,
  IncidentFile,
  IncidentQuery,
  NeededNote,
  NoteBody,
  PresenceBody,
  Present,
  Rationale,
  SearchQuery,
  ServiceBody,
  ServiceOrder,
  ShelveBody,
  Span,
  VerifyBody,
} from './alarm-schemas.ts';

const refusals: Record<Exclude<ReturnType<ConsoleAlarms['act']>, { kind: 'done' | 'already' }>['code'], string> = {
  'no-alarm': 'There is no such alarm.',
  'acknowledge-first': 'Acknowledge it first.',
  'verify-first': 'Say first whether it is real.',
  'verified-otherwise': 'It was verified as no real one; verify it as real first, or close it as what it was.',
  'dispatch-first': 'An alarm of this type that is real needs somebody sent and arrived first.',
  'resolve-first': 'An alarm of this type that is real has to be resolved first.',
  'still-active': 'Its cause still stands.',
  'already-closed': 'It is closed; reopen it first.',
  'not-closed': 'It is not closed.',
  'nobody-of-this-name': 'Nobody of this name is on duty here.',
  'too-long': 'Eight hours at most.',
  'in-the-past': 'This time is in the past.',
  'not-shelvable': 'An alarm of this priority is not set aside.',
  'not-shelved': 'It is not set aside.',
  'already-hidden': 'It is not on the list anyway.',
  'note-needed': 'Say why.',
  'not-allowed': 'Your role does not allow this.',
};

interface Step<Body extends TSchema> {
  verb: string;
  summary: string;
  body: Body;
  permission?: Permission;
  toDeed(body: Type.Static<Body>): AlarmDeed;
}

/** One step of handling: `POST /api/alarms/:id/{verb}`. */
function addStep<Body extends TSchema>(app: ConsoleApp, alarms: ConsoleAlarms, step: Step<Body>): void {
  const { verb, summary, body, permission = 'alarms.handle', toDeed } = step;
  app.post(
    `/api/alarms/:id/${verb}`,
    {
      config: { permission },
      schema: { operationId: `alarm.${verb}`, summary, params: OpaqueParams, body, response: { 200: Handled } },
    },
    async (request: FastifyRequest) => {
      const { user, roles } = guardOf(request);
      const { id } = request.params as { id: string };
      const said = request.body as Type.Static<Body> & { note?: string };
      const may = { shelveUrgent: mayDo(roles, 'alarms.shelve-urgent') };
      const outcome = alarms.act(id, toDeed(said), { kind: 'user', id: user }, said.note, may);
      if (outcome.kind !== 'refused') return { outcome: outcome.kind, alarm: outcome.alarm };
      const status = { 'no-alarm': 404, 'not-allowed': 403 }[outcome.code as string] ?? 409;
      throw new Refusal(status, outcome.code, refusals[outcome.code]);
    },
  );
}

function addSteps(app: ConsoleApp, alarms: ConsoleAlarms): void {
  const acknowledged = 'Take an alarm: the first to do so is its owner';
  addStep(app, alarms, {
    verb: 'acknowledge',
    summary: acknowledged,
    body: NoteBody,
    toDeed: () => ({ kind: 'acknowledge' }),
  });
  addStep(app, alarms, {
    verb: 'verify',
    summary: 'Say what a look at it showed',
    body: VerifyBody,
    toDeed: ({ verdict }) => ({ kind: 'verify', verdict }),
  });
  addStep(app, alarms, {
    verb: 'dispatch',
    summary: 'Send somebody who is on duty',
    body: DispatchBody,
    toDeed: ({ to }) => ({ kind: 'dispatch', to }),
  });
  addStep(app, alarms, {
    verb: 'arrive',
    summary: 'Whoever was sent is there',
    body: ArriveBody,
    toDeed: ({ checkpoint }) => ({ kind: 'arrive', checkpoint }),
  });
  addStep(app, alarms, {
    verb: 'resolve',
    summary: 'What had to be done is done',
    body: NoteBody,
    toDeed: () => ({ kind: 'resolve' }),
  });
  addStep(app, alarms, {
    verb: 'close',
    summary: 'Close it with what it was',
    body: CloseBody,
    toDeed: ({ disposition }) => ({ kind: 'close', disposition }),
  });
  addStep(app, alarms, {
    verb: 'reopen',
    summary: 'Open it again, under its id',
    body: NeededNote,
    toDeed: () => ({ kind: 'reopen' }),
  });
  addStep(app, alarms, {
    verb: 'shelve',
    summary: 'Set it aside for a while, eight hours at most; it comes back by itself',
    body: ShelveBody,
    toDeed: ({ untilMs }) => ({ kind: 'shelve', untilMs }),
  });
  addStep(app, alarms, {
    verb: 'unshelve',
    summary: 'Bring it back to the list',
    body: NoteBody,
    toDeed: () => ({ kind: 'unshelve' }),
  });
  addStep(app, alarms, { verb: 'note', summary: 'Add a note', body: NeededNote, toDeed: () => ({ kind: 'note' }) });
}

function addLooks(app: ConsoleApp, alarms: ConsoleAlarms): void {
  const view = { permission: 'alarms.view' } as const;
  app.get(
    '/api/alarms/search',
    {
      config: view,
      schema: {
        operationId: 'alarm.search',
        summary: 'Alarms of any time, newest first',
        querystring: SearchQuery,
        response: { 200: Found },
      },
    },
    async ({ query: { limit = 100, ...query } }) => alarms.find({ ...query, limit }),
  );
  app.get(
    '/api/alarms/stale',
    {
      config: view,
      schema: {
        operationId: 'alarm.stale',
        summary: 'Alarms that have been open for more than a day',
        response: { 200: Type.Array(Alarm) },
      },
    },
    async () => alarms.stale(),
  );
  app.get(
    '/api/alarms/hidden',
    {
      config: view,
      schema: {
        operationId: 'alarm.hidden',
        summary: 'Alarms that are shelved, suppressed or out of service',
        response: { 200: Type.Array(Alarm) },
      },
    },
    async () => alarms.hidden(),
  );
  app.get(
    '/api/alarms/:id',
    {
      config: view,
      schema: { operationId: 'alarm.show', summary: 'One alarm', params: OpaqueParams, response: { 200: Alarm } },
    },
    async ({ params: { id } }) => {
      const alarm = alarms.get(id);
      if (!alarm) throw new Refusal(404, 'no-alarm', refusals['no-alarm']);
      return alarm;
    },
  );
  app.get(
    '/api/alarms/:id/history',
    {
      config: view,
      schema: {
        operationId: 'alarm.history',
        summary: 'Everything that happened to an alarm, in order',
        params: OpaqueParams,
        response: { 200: Type.Array(HistoryEntry) },
      },
    },
    async ({ params: { id } }) => {
      if (!alarms.get(id)) throw new Refusal(404, 'no-alarm', refusals['no-alarm']);
      return alarms.history(id);
    },
  );
}

function addFigureRoutes(app: ConsoleApp, alarms: ConsoleAlarms): void {
  const view = { permission: 'alarms.view' } as const;
  app.get(
    '/api/rationales',
    {
      config: view,
      schema: {
        operationId: 'rationale.list',
        summary: 'What each type of alarm means and asks for',
        response: { 200: Type.Array(Rationale) },
      },
    },
    async () => alarms.rationales(),
  );
  app.get(
    '/api/figures',
    {
      config: { permission: 'figures.read' },
      schema: {
        operationId: 'figure.show',
        summary: 'What the alarms of a span came to',
        querystring: Span,
        response: { 200: Figures },
      },
    },
    async ({ query: { fromMs, toMs } }) => alarms.figures(fromMs, toMs),
  );
}

function addIncidentRoutes(app: ConsoleApp, alarms: ConsoleAlarms): void {
  const view = { permission: 'alarms.view' } as const;
  app.get(
    '/api/incidents',
    {
      config: view,
      schema: {
        operationId: 'incident.list',
        summary: 'Incidents, newest first',
        querystring: IncidentQuery,
        response: { 200: Type.Array(Incident) },
      },
    },
    async ({ query: { limit = 100, ...query } }) => alarms.incidents({ ...query, limit }),
  );
  app.get(
    '/api/incidents/:id',
    {
      config: view,
      schema: {
        operationId: 'incident.show',
        summary: 'One incident with its alarms and their one timeline',
        params: OpaqueParams,
        response: { 200: IncidentFile },
      },
    },
    async ({ params: { id } }) => {
      const found = alarms.incident(id);
      if (!found) throw new Refusal(404, 'no-incident', 'There is no such incident.');
      return found;
    },
  );
}

function addServiceRoutes(app: ConsoleApp, alarms: ConsoleAlarms): void {
  app.get(
    '/api/service-orders',
    {
      config: { permission: 'alarms.view' },
      schema: {
        operationId: 'service-order.list',
        summary: 'Sources that are worked on',
        response: { 200: Type.Array(ServiceOrder) },
      },
    },
    async () => alarms.outOfService(),
  );
  app.post(
    '/api/service-orders',
    {
      config: { permission: 'alarms.service' },
      schema: {
        operationId: 'service-order.add',
        summary: 'Take a source out of service while it is worked on',
        body: ServiceBody,
        response: { 200: ServiceOrder },
      },
    },
    async (request) => {
      const outcome = alarms.takeOutOfService(request.body, guardOf(request).user);
      if (outcome.kind === 'done') return outcome.order;
      const words = {
        'no-source': 'The site has nothing of this name.',
        'too-long': 'Thirty days at most.',
        'in-the-past': 'This time is in the past.',
      };
      throw new Refusal(409, outcome.code, words[outcome.code]);
    },
  );
  app.delete(
    '/api/service-orders/:id',
    {
      config: { permission: 'alarms.service' },
      schema: {
        operationId: 'service-order.end',
        summary: 'The source is in service again',
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (!alarms.returnToService(request.params.id, guardOf(request).user))
        throw new Refusal(404, 'not-out-of-service', 'It is not out of service.');
      return reply.code(204).send(null);
    },
  );
}

function addPresenceRoutes(app: ConsoleApp, alarms: ConsoleAlarms): void {
  app.put(
    '/api/presence',
    {
      config: { permission: 'alarms.handle' },
      schema: {
        operationId: 'presence.say',
        summary: 'Say which alarm you look at; again every 15 s',
        body: PresenceBody,
        response: { 200: Present },
      },
    },
    async (request) => {
      alarms.look(guardOf(request).user, request.body.alarm);
      return alarms.present();
    },
  );
}

/** Handling alarms, looking at them later, incidents, figures, and who else is there. */
export function addAlarmRoutes(app: ConsoleApp, alarms: ConsoleAlarms): void {
  addSteps(app, alarms);
  addLooks(app, alarms);
  addFigureRoutes(app, alarms);
  addIncidentRoutes(app, alarms);
  addServiceRoutes(app, alarms);
  addPresenceRoutes(app, alarms);
}
