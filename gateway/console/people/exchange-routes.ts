import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import Type from 'typebox';
import { EpochMs, Title } from '../../../devices/contracts/place.ts';
import { tableKinds, tableLimits } from '../../register/exchange/raw-table.ts';
import { recordKinds } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { ApiError, Count, fileOf, IdParams, Opaque, strict } from '../console-schemas.ts';
import { LookUp, Reason } from '../privacy/privacy-schemas.ts';
import { Refusal } from '../refusal.ts';
import { fileTypes, guardOf } from '../request-rules.ts';
import { sendBytes } from '../send-file.ts';
import { type ConsoleExchange, importFailures, importStates, type PeopleFile } from './exchange-ports.ts';

const Import = Type.Object(
  {
    id: Opaque,
    state: Type.Enum([...importStates]),
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    by: Type.String(),
    startedAtMs: EpochMs,
    expiresAtMs: Type.Optional(EpochMs),
    file: Type.Object({ kind: Type.Enum([...tableKinds]), bytes: Count, sha256: Type.String() }, strict),
    rows: Count,
    badRows: Count,
    errors: Count,
    warnings: Count,
    people: Type.Object({ new: Count, changed: Count, unchanged: Count }, strict),
    creates: Type.Object(Object.fromEntries(recordKinds.map((kind) => [kind, Type.Optional(Count)])), strict),
    sample: Type.Array(
      Type.Object({ row: Count, outcome: Type.Enum(['new', 'changed']), columns: Type.Array(Type.String()) }, strict),
    ),
    failure: Type.Optional(Type.Enum([...importFailures])),
    revision: Type.Optional(Count),
  },
  strict,
);
const Problem = Type.Object(
  {
    row: Type.Integer({ minimum: 0, description: 'as the spreadsheet counts; 0 is the file as a whole' }),
    column: Type.Optional(Type.String()),
    heading: Type.Optional(Title),
    code: Type.String(),
    severity: Type.Enum(['error', 'warning']),
    message: Title,
    otherRow: Type.Optional(Count),
  },
  strict,
);
const Problems = Type.Object({ problems: Type.Array(Problem), more: Type.Boolean() }, strict);
const ProblemQuery = Type.Object(
  {
    after: Type.Optional(Type.Integer({ minimum: 0, default: 0, description: 'how many to pass over' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
  },
  strict,
);
const ApplyOrder = Type.Object(
  {
    reason: Reason,
    skipBadRows: Type.Optional(
      Type.Boolean({ default: false, description: 'apply the rows that are in order and leave the others out' }),
    ),
  },
  strict,
);
const refuseUnknown = () => new Refusal(404, 'no-import', 'There is no such import, or no longer.');
const [csvType, excelType] = fileTypes as [string, string];

/** Tables of people in and out: a check of every row first, and nothing happens before somebody has seen it. */
export function addExchangeRoutes(app: ConsoleApp, exchange: ConsoleExchange): void {
  void app.register(async (scope) => {
    // In this scope files are streams: 64 MB are not held in memory.
    scope.removeContentTypeParser(fileTypes);
    scope.addContentTypeParser(fileTypes, (_request, payload, done) => done(null, payload));
    addUploadRoute(scope as ConsoleApp, exchange);
  });
  addImportRoutes(app, exchange);
  addExportRoutes(app, exchange);
}

function addUploadRoute(app: ConsoleApp, exchange: ConsoleExchange): void {
  app.post(
    '/api/imports',
    {
      config: { permission: 'register.import', file: true },
      bodyLimit: tableLimits.fileBytes,
      schema: {
        operationId: 'import.check',
        summary: 'Hand in a table of people, CSV or XLSX, and have every row checked; nothing changes yet',
        response: { 202: Import, '5xx': ApiError },
      },
    },
    async (request, reply) => {
      const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
      if (type !== csvType && type !== excelType) {
        throw new Refusal(415, 'not-a-table', `Send the file as ${csvType} or ${excelType}.`);
      }
      const view = await exchange.begin(
        request.body as Readable,
        type === csvType ? 'csv' : 'xlsx',
        guardOf(request).user,
      );
      return reply.code(202).send(view);
    },
  );
}

function addImportDeeds(app: ConsoleApp, exchange: ConsoleExchange): void {
  app.post(
    '/api/imports/:id/apply',
    {
      config: { permission: 'register.import' },
      schema: {
        operationId: 'import.apply',
        summary: 'Apply a checked import, all of it or nothing',
        params: IdParams,
        body: ApplyOrder,
        response: { 202: Import },
      },
    },
    async (request, reply) => {
      const { reason, skipBadRows = false } = request.body;
      const view = exchange.apply(request.params.id, { reason, skipBadRows }, guardOf(request).user);
      return reply.code(202).send(view);
    },
  );
  app.delete(
    '/api/imports/:id',
    {
      config: { permission: 'register.import' },
      schema: {
        operationId: 'import.cancel',
        summary: 'Forget an import that is not being applied',
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (!exchange.cancel(request.params.id, guardOf(request).user)) throw refuseUnknown();
      return reply.code(204).send(null);
    },
  );
}

function addImportRoutes(app: ConsoleApp, exchange: ConsoleExchange): void {
  app.get(
    '/api/imports/:id',
    {
      config: { permission: 'register.import' },
      schema: {
        operationId: 'import.show',
        summary: 'How far an import is, and what it would do',
        params: IdParams,
        response: { 200: Import },
      },
    },
    async (request) => {
      const view = exchange.show(request.params.id);
      if (!view) throw refuseUnknown();
      return view;
    },
  );
  app.get(
    '/api/imports/:id/problems',
    {
      config: { permission: 'register.import' },
      schema: {
        operationId: 'import.problems',
        summary: 'Every problem of the table, by row and column',
        params: IdParams,
        querystring: ProblemQuery,
        response: { 200: Problems },
      },
    },
    async (request) => {
      const { after = 0, limit = 200 } = request.query;
      const found = exchange.problems(request.params.id, after, limit);
      if (!found) throw refuseUnknown();
      return found;
    },
  );
  addImportDeeds(app, exchange);
}

function addExportRoutes(app: ConsoleApp, exchange: ConsoleExchange): void {
  app.get(
    '/api/imports/template.xlsx',
    {
      config: { permission: 'register.import' },
      schema: {
        operationId: 'import.template',
        summary: 'An empty table with the headings of the import, and what may stand under each',
        response: { 200: fileOf(excelType) },
      },
    },
    async (_request, reply) => sendPeople(reply, await exchange.template()),
  );
  for (const kind of tableKinds) {
    app.get(
      `/api/people.${kind}`,
      {
        config: { permission: 'register.export' },
        schema: {
          operationId: kind === 'csv' ? 'people.export' : 'people.export-excel',
          summary: 'The people of the register, as the import takes them; columns by role and purpose',
          querystring: LookUp,
          response: { 200: fileOf(kind === 'csv' ? csvType : excelType) },
        },
      },
      async (request, reply) => sendPeople(reply, await exchange.people(kind, request.query, guardOf(request))),
    );
  }
}

function sendPeople(reply: FastifyReply, { name, type, body }: PeopleFile): FastifyReply {
  reply.header('content-disposition', `attachment; filename="${name}"`);
  return body instanceof Uint8Array ? sendBytes(reply, type, body) : reply.type(type).send(body);
}
