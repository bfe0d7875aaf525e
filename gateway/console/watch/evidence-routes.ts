import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import type { Log } from '../../kernel/log.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, fileOf, OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import { sendFile } from '../send-file.ts';
import type { ConsoleEvidence, ExportRefusal } from './evidence-ports.ts';

const auditShown = 200;
const shortestReason = 5;

const Reason = Type.String({ minLength: shortestReason, maxLength: 300, description: 'why, for the audit' });
const What = Type.Enum(['clip', 'picture']);
const Show = Type.Enum(['nobody', 'subjects'], {
  description: 'who stays visible: nobody, or those whom the alarm is about',
});
const ExportOrder = Type.Object({ what: What, show: Show, reason: Reason }, strict);
const Export = Type.Object(
  {
    id: Type.String(),
    alarm: Type.String(),
    what: What,
    show: Show,
    user: Type.String(),
    reason: Type.String(),
    askedAtMs: EpochMs,
    finishedAtMs: Type.Optional(EpochMs),
    state: Type.Enum(['waiting', 'working', 'ready', 'failed', 'cancelled']),
    progress: Type.Number({ minimum: 0, maximum: 1 }),
    problem: Type.Optional(Type.String()),
    bytes: Type.Optional(Count),
    expiresAtMs: Type.Optional(EpochMs),
  },
  strict,
);
const AuditEntry = Type.Object(
  {
    atMs: EpochMs,
    user: Type.String(),
    action: Type.String(),
    alarm: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  },
  strict,
);
const Ended = Type.Object({ outcome: Type.Enum(['cancelled', 'deleted']) }, strict);

const film = fileOf('video/mp4');

const refusals: Refusals<ExportRefusal> = {
  'no-alarm': [404, 'There is no such alarm.'],
  'no-evidence': [409, 'Nothing of that kind is kept of this alarm.'],
  'too-many-exports': [429, 'Enough exports are waiting: try again when one is done.'],
};

function addExportFileRoutes(app: ConsoleApp, evidence: ConsoleEvidence): void {
  app.get(
    '/api/exports/:id/file',
    {
      config: { permission: 'evidence.export' },
      // Without HEAD: whoever asks is noted as somebody who took the file.
      exposeHeadRoute: false,
      schema: {
        operationId: 'export.download',
        summary: 'The finished file, to be saved',
        params: OpaqueParams,
        response: { 200: fileOf('video/mp4', 'image/jpeg') },
      },
    },
    async (request, reply) => {
      const found = evidence.download(request.params.id, guardOf(request).user);
      if (!found) throw new Refusal(404, 'no-export', 'There is no such file, or no longer.');
      reply.header('content-disposition', `attachment; filename="${found.name}"`);
      return sendFile(request, reply, found);
    },
  );
  app.delete(
    '/api/exports/:id',
    {
      config: { permission: 'evidence.export' },
      schema: {
        operationId: 'export.remove',
        summary: 'Ends an export, or deletes its file',
        params: OpaqueParams,
        response: { 200: Ended },
      },
    },
    async (request) => {
      const outcome = evidence.end(request.params.id, guardOf(request).user);
      if (outcome === 'not-found') throw new Refusal(404, 'no-export', 'There is no such export, or no longer.');
      return { outcome };
    },
  );
}

function addExportRoutes(app: ConsoleApp, evidence: ConsoleEvidence, log: Log): void {
  app.post(
    '/api/alarms/:id/exports',
    {
      config: { permission: 'evidence.export' },
      schema: {
        operationId: 'export.ask',
        summary: 'Asks for a copy of what is kept, with faces and plates of those not concerned made unrecognisable',
        params: OpaqueParams,
        body: ExportOrder,
        response: { 202: Export },
      },
    },
    async (request, reply) => {
      const { user } = guardOf(request);
      const { what, show } = request.body;
      const reason = request.body.reason.trim();
      if (reason.length < shortestReason) throw new Refusal(400, 'invalid-request', 'Say why in a few words.');
      const asked = evidence.ask({ alarm: request.params.id, what, show, reason, user });
      if (asked.kind === 'refused') throw refusalOf(refusals, asked.code);
      log.info({ alarm: request.params.id, user, export: asked.export.id, what, show }, 'an export was asked for');
      return reply.code(202).send(asked.export);
    },
  );
  app.get(
    '/api/exports',
    {
      config: { permission: 'evidence.export' },
      schema: {
        operationId: 'export.list',
        summary: 'Exports, newest first',
        response: { 200: Type.Array(Export) },
      },
    },
    async () => evidence.exports(),
  );
  addExportFileRoutes(app, evidence);
}

/** Clips of alarms, exports of what is kept, and who asked for them. */
export function addEvidenceRoutes(app: ConsoleApp, evidence: ConsoleEvidence, log: Log): void {
  app.get(
    '/api/alarms/:id/clip',
    {
      schema: {
        operationId: 'alarm.clip',
        summary: 'The clip kept with an alarm; takes a Range',
        params: OpaqueParams,
        response: { 200: film, 206: film },
      },
      config: { permission: 'cameras.view' },
    },
    async (request, reply) => {
      const clip = evidence.clip(request.params.id);
      if (!clip) throw new Refusal(404, 'no-clip', 'There is no clip of this alarm.');
      return sendFile(request, reply, clip);
    },
  );
  addExportRoutes(app, evidence, log);
  app.get(
    '/api/evidence/audit',
    {
      config: { permission: 'evidence.export' },
      schema: {
        operationId: 'evidence.audit',
        summary: `Who took evidence out of the gateway, and why: the newest ${auditShown} entries`,
        response: { 200: Type.Array(AuditEntry) },
      },
    },
    async () => evidence.audit(auditShown),
  );
}
