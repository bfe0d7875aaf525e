import Type, { type TSchema } from 'typebox';
import type { Permission } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams } from '../console-schemas.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleCases, ConsolePrivacyReports, ConsoleWatchList, Viewer } from './privacy-ports.ts';
import {
  AffectedQuery,
  AffectedReply,
  Case,
  CaseOrder,
  ConsentReportReply,
  listOf,
  PassageReportReply,
  ReasonQuery,
  SpanQuery,
  TrajectoryReply,
  WatchEntry,
  WatchOrder,
} from './privacy-schemas.ts';

/** Approve and refuse: by somebody else than the one who asked. */
function addDecisions(
  app: ConsoleApp,
  path: 'watch' | 'cases',
  permission: Permission,
  answer: TSchema,
  decide: (id: string, verdict: 'approved' | 'refused', by: Viewer) => object,
): void {
  for (const verb of ['approve', 'refuse'] as const) {
    const schema = {
      operationId: `${path === 'watch' ? 'watch' : 'case'}.${verb}`,
      summary: `${verb === 'approve' ? 'Approves' : 'Refuses'} what somebody else has asked for`,
      params: OpaqueParams,
      response: { 200: answer },
    };
    app.post(`/api/${path}/:id/${verb}`, { config: { permission }, schema }, async (request, reply) => {
      const verdict = verb === 'approve' ? 'approved' : 'refused';
      return reply.send(decide(request.params.id, verdict, guardOf(request)));
    });
  }
}

/** DOMAIN P12. Words and plates are for those who watch; whoever approves sees what waits for an answer. */
export function addWatchListRoutes(app: ConsoleApp, watchList: ConsoleWatchList): void {
  app.get(
    '/api/watch',
    {
      config: { permission: 'watch.view' },
      schema: {
        operationId: 'watch.list',
        summary: 'The watch-list; the look goes into the ledger, again once it has changed or an hour has passed',
        response: { 200: listOf('entries', WatchEntry) },
      },
    },
    async (request) => ({ entries: watchList.list(guardOf(request)) }),
  );
  app.get(
    '/api/watch/requests',
    {
      config: { permission: 'watch.approve' },
      schema: {
        operationId: 'watch.requests',
        summary: 'Entries that wait to be approved or refused; the look goes into the ledger',
        response: { 200: listOf('entries', WatchEntry) },
      },
    },
    async (request) => ({ entries: watchList.requests(guardOf(request)) }),
  );
  app.post(
    '/api/watch',
    {
      config: { permission: 'watch.request' },
      schema: {
        operationId: 'watch.request',
        summary: 'Asks for a plate to be watched for; somebody else must approve it',
        body: WatchOrder,
        response: { 201: WatchEntry },
      },
    },
    async (request, reply) => reply.code(201).send(watchList.request(request.body, guardOf(request))),
  );
  addDecisions(app, 'watch', 'watch.approve', WatchEntry, watchList.decide);
  app.delete(
    '/api/watch/:id',
    {
      config: { permission: 'watch.request' },
      schema: {
        operationId: 'watch.remove',
        summary: 'Takes an entry away before its time',
        params: OpaqueParams,
        querystring: ReasonQuery,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      watchList.remove(request.params.id, request.query.reason, guardOf(request));
      return reply.code(204).send(null);
    },
  );
}

/** Asked for by one, granted by another, open for a time. */
export function addCaseRoutes(app: ConsoleApp, cases: ConsoleCases): void {
  app.get(
    '/api/cases',
    {
      config: { permission: 'cases.view' },
      schema: {
        operationId: 'case.list',
        summary: 'All cases; the look goes into the ledger, again once one has changed or an hour has passed',
        response: { 200: listOf('cases', Case) },
      },
    },
    async (request) => ({ cases: cases.list(guardOf(request)) }),
  );
  app.get(
    '/api/cases/requests',
    {
      config: { permission: 'cases.approve' },
      schema: {
        operationId: 'case.requests',
        summary: 'Cases that wait to be approved or refused; the look goes into the ledger',
        response: { 200: listOf('cases', Case) },
      },
    },
    async (request) => ({ cases: cases.requests(guardOf(request)) }),
  );
  app.post(
    '/api/cases',
    {
      config: { permission: 'cases.request' },
      schema: {
        operationId: 'case.request',
        summary: 'Asks for a case: a subject, a time to look at, and until when; somebody else must approve it',
        body: CaseOrder,
        response: { 201: Case },
      },
    },
    async (request, reply) => reply.code(201).send(cases.request(request.body, guardOf(request))),
  );
  addDecisions(app, 'cases', 'cases.approve', Case, cases.decide);
  app.post(
    '/api/cases/:id/close',
    {
      config: { permission: 'cases.request' },
      schema: {
        operationId: 'case.close',
        summary: 'Closes a case; its trajectory is not shown any more',
        params: OpaqueParams,
        response: { 200: Case },
      },
    },
    async (request) => cases.close(request.params.id, guardOf(request)),
  );
}

/** The only way to somebody's way through the rings. */
export function addTrajectoryRoute(app: ConsoleApp, { trajectory }: Pick<ConsoleCases, 'trajectory'>): void {
  app.get(
    '/api/cases/:id/trajectory',
    {
      config: { permission: 'cases.view' },
      schema: {
        operationId: 'case.trajectory',
        summary: 'The way of the case’s subject through the rings; each look goes into the ledger',
        params: OpaqueParams,
        response: { 200: TrajectoryReply },
      },
    },
    async (request) => trajectory(request.params.id, guardOf(request)),
  );
}

/** Counts for those who answer for the site, and the list of those whom a breach concerns. */
export function addPrivacyReportRoutes(app: ConsoleApp, reports: ConsolePrivacyReports): void {
  app.get(
    '/api/reports/consents',
    {
      config: { permission: 'reports.read' },
      schema: {
        operationId: 'report.consents',
        summary: 'Consents by how they stand, and people with face templates against the number that must be filed',
        response: { 200: ConsentReportReply },
      },
    },
    async () => reports.consents(),
  );
  app.get(
    '/api/reports/passages',
    {
      config: { permission: 'reports.read' },
      schema: {
        operationId: 'report.passages',
        summary: 'Grants, denials and latency by method: whether those who do not use their face are served as well',
        querystring: SpanQuery,
        response: { 200: PassageReportReply },
      },
    },
    async ({ query }) => reports.passages(query.fromMs, query.toMs),
  );
  app.get(
    '/api/ledger/affected',
    {
      config: { permission: 'ledger.read' },
      schema: {
        operationId: 'ledger.affected',
        summary: 'Whose data a user looked at in a span of time: who has to be told of a breach',
        querystring: AffectedQuery,
        response: { 200: AffectedReply },
      },
    },
    async (request) => reports.affected(request.query, guardOf(request)),
  );
}
