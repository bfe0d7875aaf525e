import Type from 'typebox';
import { ConsentNotice } from '../../../devices/contracts/site-privacy.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleConsents, ConsoleSubjects } from './privacy-ports.ts';
import {
  ConsentOrder,
  EraseOrder,
  LimitQuery,
  listOf,
  ReasonQuery,
  Receipt,
  StandingConsent,
  SubjectDocument,
} from './privacy-schemas.ts';

/** Consents. Whoever may enrol a face may end the consent to it: taking it back is never harder than giving it (PIPL 15). */
export function addConsentRoutes(app: ConsoleApp, consents: ConsoleConsents): void {
  app.get(
    '/api/consent-notices',
    {
      config: { permission: 'people.find' },
      schema: {
        operationId: 'consent-notice.list',
        summary: 'What people read before they consent, with its version',
        response: { 200: listOf('notices', ConsentNotice) },
      },
    },
    async () => ({ notices: consents.notices() }),
  );
  app.get(
    '/api/people/:id/consents',
    {
      config: { permission: 'people.view' },
      schema: {
        operationId: 'consent.list',
        summary: 'The consents of a person, newest first; the look goes into the ledger',
        params: OpaqueParams,
        response: { 200: listOf('consents', StandingConsent) },
      },
    },
    async (request) => ({ consents: consents.of(request.params.id, guardOf(request)) }),
  );
  app.post(
    '/api/people/:id/consents',
    {
      config: { permission: 'people.change' },
      schema: {
        operationId: 'consent.give',
        summary: 'Records that a person has consented, from now on',
        params: OpaqueParams,
        body: ConsentOrder,
        response: { 201: StandingConsent },
      },
    },
    async (request, reply) => reply.code(201).send(consents.give(request.params.id, request.body, guardOf(request))),
  );
  app.delete(
    '/api/consents/:id',
    {
      config: { permission: 'faces.enrol' },
      schema: {
        operationId: 'consent.withdraw',
        summary:
          'Withdraws a consent and all others of the person for the same purpose; holds from the next decision on',
        params: OpaqueParams,
        querystring: ReasonQuery,
        response: { 200: Type.Object({ withdrawn: Type.Integer({ minimum: 1 }) }, strict) },
      },
    },
    async (request) => ({
      withdrawn: consents.withdraw(request.params.id, request.query.reason, guardOf(request)),
    }),
  );
}

/** What one person may ask for (PIPL 45, 47; GDPR 15, 17, 20). */
export function addSubjectRoutes(app: ConsoleApp, subjects: ConsoleSubjects): void {
  app.post(
    '/api/people/:id/export',
    {
      config: { permission: 'people.erase' },
      schema: {
        operationId: 'person.export',
        summary: 'Everything that is kept of a person, for that person; others are masked',
        params: OpaqueParams,
        body: ReasonQuery,
        response: { 200: SubjectDocument },
      },
    },
    async (request) => subjects.export(request.params.id, request.body.reason, guardOf(request)),
  );
  app.post(
    '/api/people/:id/erase',
    {
      config: { permission: 'people.erase' },
      schema: {
        operationId: 'person.erase',
        summary: 'Erases a person; the receipt is complete once every place has been purged, within 24 hours',
        params: OpaqueParams,
        body: EraseOrder,
        response: { 202: Receipt },
      },
    },
    async (request, reply) => {
      const { reason, moveOut = false } = request.body;
      return reply.code(202).send(subjects.erase(request.params.id, { reason, moveOut }, guardOf(request)));
    },
  );
}

/** The proof that something was purged. */
export function addReceiptRoutes(
  app: ConsoleApp,
  subjects: Pick<ConsoleSubjects, 'receipts' | 'receiptsOf' | 'receipt'>,
): void {
  app.get(
    '/api/people/:id/receipts',
    {
      config: { permission: 'faces.enrol' },
      schema: {
        operationId: 'person.receipts',
        summary: 'What was purged of one person: counts, for whoever has just withdrawn a consent for them',
        params: OpaqueParams,
        response: { 200: listOf('receipts', Receipt) },
      },
    },
    async (request) => ({ receipts: subjects.receiptsOf(request.params.id) }),
  );
  app.get(
    '/api/receipts',
    {
      config: { permission: 'reports.read' },
      schema: {
        operationId: 'receipt.list',
        summary: 'What was purged, and what is being purged, newest first: opaque ids and counts',
        querystring: LimitQuery,
        response: { 200: listOf('receipts', Receipt) },
      },
    },
    async (request) => ({ receipts: subjects.receipts(request.query.limit ?? 100) }),
  );
  app.get(
    '/api/receipts/:id',
    {
      config: { permission: 'reports.read' },
      schema: {
        operationId: 'receipt.view',
        summary: 'One receipt; without finishedMs it is not complete yet',
        params: OpaqueParams,
        response: { 200: Receipt },
      },
    },
    async (request) => {
      const receipt = subjects.receipt(request.params.id);
      if (!receipt) throw new Refusal(404, 'no-such-receipt', 'There is no such receipt.');
      return receipt;
    },
  );
}
