import Type from 'typebox';
import { EpochMs, Id, Title } from '../../../devices/contracts/place.ts';
import { mayDo } from '../../privacy/roles.ts';
import { Visit, visitStates } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, fileOf, IdParams, strict } from '../console-schemas.ts';
import { LookUp } from '../privacy/privacy-schemas.ts';
import { guardOf } from '../request-rules.ts';
import { sendBytes } from '../send-file.ts';
import type { ConsoleControllers, ConsoleVisits } from './pass-ports.ts';

const { visitor, phone, plate, uses, home, host } = Visit.properties;

const { visitor: _visitor, phone: _phone, ...open } = Visit.properties;
const ShownVisit = Type.Object(
  {
    ...open,
    plate: Type.Optional(Type.String({ description: 'masked' })),
    initials: Type.String({ description: 'first letters of the visitor’s name' }),
    waitsFor: Type.Array(Type.Enum(['host', 'staff']), { description: 'whose word is missing' }),
    seen: Type.Optional(
      Type.Object(
        { atMs: EpochMs, place: Id, side: Type.Enum(['entry', 'exit']) },
        { ...strict, description: 'the last way that the visitor took' },
      ),
    ),
  },
  strict,
);
const VisitOrder = Type.Object(
  {
    host,
    home,
    visitor,
    phone,
    plate,
    fromMs: EpochMs,
    toMs: EpochMs,
    uses: Type.Optional({ ...uses, default: 4, description: 'how often the pass opens each door' }),
  },
  strict,
);
const VisitQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum([...visitStates])),
    home: Type.Optional(Id),
    host: Type.Optional(Id),
    current: Type.Optional(Type.Boolean({ description: 'only those that have not ended' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
  },
  strict,
);
const WhyBody = Type.Object({ reason: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })) }, strict);
const Pass = Type.Object(
  {
    text: Type.String({
      description: 'what the QR code says: a signed token that opens doors, so show it to nobody else',
    }),
    svg: Type.String({ description: 'the code as a drawing' }),
    at: Type.Array(Id, { description: 'doors and barriers it is for' }),
    fromMs: EpochMs,
    toMs: EpochMs,
    uses: Count,
  },
  strict,
);
const visitReply = { response: { 200: ShownVisit } };

/** Visits and their passes. */
export function addVisitRoutes(app: ConsoleApp, visits: ConsoleVisits): void {
  app.post(
    '/api/visits',
    {
      config: { permission: 'visits.request' },
      schema: {
        operationId: 'visit.request',
        summary: 'Ask for a visit to somebody who lives here',
        body: VisitOrder,
        response: { 201: ShownVisit },
      },
    },
    async (request, reply) => {
      const visit = visits.request(request.body, guardOf(request).user);
      return reply.code(201).send(visit);
    },
  );
  app.get(
    '/api/visits',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.list',
        summary: 'Visits: those that matter still, then those that are over, newest first; without who comes',
        querystring: VisitQuery,
        response: {
          200: Type.Object({ visits: Type.Array(ShownVisit), more: Type.Boolean() }, strict),
        },
      },
    },
    async (request) => visits.list({ ...request.query, limit: request.query.limit ?? 100 }),
  );
  app.post(
    '/api/visits/:id/reveal',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.reveal',
        summary: 'Who comes: name, telephone and plate, as far as the purpose and your role show them; in the ledger',
        params: IdParams,
        body: LookUp,
        response: { 200: Type.Partial(Visit) },
      },
    },
    async (request) => visits.reveal(request.params.id, request.body, guardOf(request)),
  );
  addWordRoutes(app, visits);
  addEndRoutes(app, visits);
  addLeftRoute(app, visits);
  addPassRoutes(app, visits);
}

function addWordRoutes(app: ConsoleApp, visits: ConsoleVisits): void {
  app.post(
    '/api/visits/:id/agree',
    {
      config: { permission: 'visits.request' },
      schema: {
        operationId: 'visit.agree',
        summary: 'Record that the host said yes; where nobody else has to, this approves the visit',
        params: IdParams,
        ...visitReply,
      },
    },
    async (request) => visits.agree(request.params.id, guardOf(request).user),
  );
  app.post(
    '/api/visits/:id/approve',
    {
      config: { permission: 'visits.approve' },
      schema: {
        operationId: 'visit.approve',
        summary: 'Approve a visit that somebody else asked for',
        params: IdParams,
        ...visitReply,
      },
    },
    async (request) => visits.approve(request.params.id, guardOf(request).user),
  );
  app.post(
    '/api/visits/:id/refuse',
    {
      config: { permission: 'visits.approve' },
      schema: {
        operationId: 'visit.refuse',
        summary: 'Refuse a visit',
        params: IdParams,
        body: WhyBody,
        ...visitReply,
      },
    },
    async (request) => visits.refuse(request.params.id, guardOf(request).user, request.body.reason),
  );
}

function addEndRoutes(app: ConsoleApp, visits: ConsoleVisits): void {
  app.post(
    '/api/visits/:id/cancel',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.cancel',
        summary: 'Call a visit off; its pass and plate open nothing any more, at once',
        params: IdParams,
        body: WhyBody,
        ...visitReply,
      },
    },
    async (request) => visits.cancel(request.params.id, guardOf(request).user, request.body.reason),
  );
  app.post(
    '/api/visits/:id/extend',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.extend',
        summary: 'Let a visit last longer; hand out its pass again',
        params: IdParams,
        body: Type.Object({ toMs: EpochMs }, strict),
        ...visitReply,
      },
    },
    async (request) => {
      const { user, roles } = guardOf(request);
      return visits.extend(request.params.id, request.body.toMs, { user, mayApprove: mayDo(roles, 'visits.approve') });
    },
  );
}

/** That somebody has gone, where no way out has read it. */
function addLeftRoute(app: ConsoleApp, visits: ConsoleVisits): void {
  app.post(
    '/api/visits/:id/left',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.left',
        summary: 'Somebody looked: this visitor is not here any more',
        params: IdParams,
        ...visitReply,
      },
    },
    async (request) => visits.left(request.params.id, guardOf(request).user),
  );
}

function addPassRoutes(app: ConsoleApp, visits: ConsoleVisits): void {
  app.get(
    '/api/visits/:id/pass',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.pass',
        summary: 'The pass of an approved visit, as text and as a QR code; handing it out is noted in the ledger',
        params: IdParams,
        response: { 200: Pass },
      },
    },
    async (request) => {
      const pass = visits.pass(request.params.id, guardOf(request).user);
      return { ...pass, svg: await visits.svg(pass.text) };
    },
  );
  app.get(
    '/api/visits/:id/pass.png',
    {
      config: { permission: 'visits.handle' },
      schema: {
        operationId: 'visit.pass-picture',
        summary: 'The QR code of the pass as a picture',
        params: IdParams,
        response: { 200: fileOf('image/png') },
      },
    },
    async (request, reply) => {
      const { text } = visits.pass(request.params.id, guardOf(request).user);
      return sendBytes(reply, 'image/png', await visits.png(text));
    },
  );
}

const Controller = Type.Object(
  {
    id: Id,
    name: Title,
    door: Id,
    online: Type.Boolean(),
    rights: Type.Object(
      {
        version: Type.Optional(Count),
        held: Type.Optional(Count),
        credentials: Type.Optional(Count),
        refused: Type.Optional(Type.String({ description: 'why it did not take the last one' })),
        behindSinceMs: Type.Optional(EpochMs),
      },
      strict,
    ),
  },
  strict,
);
const SiteKey = Type.Object(
  {
    publicKey: Type.String({ description: 'Ed25519, raw, base64url' }),
    keyId: Type.String({ description: 'first 8 hex digits of its SHA-256' }),
  },
  strict,
);

/** Door controllers, and what they know of who may pass. */
export function addControllerRoutes(app: ConsoleApp, controllers: ConsoleControllers): void {
  app.get(
    '/api/controllers',
    {
      config: { permission: 'doors.operate' },
      schema: {
        operationId: 'controller.list',
        summary:
          'Door controllers, the version of the rights that each should hold and holds, and the key they check it with',
        response: {
          200: Type.Object({ controllers: Type.Array(Controller), siteKey: SiteKey }, strict),
        },
      },
    },
    async () => ({ controllers: controllers.list(), siteKey: controllers.siteKey() }),
  );
}
