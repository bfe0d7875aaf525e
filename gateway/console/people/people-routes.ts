import Type from 'typebox';
import { Id, Title } from '../../../devices/contracts/place.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { type ConsolePeople, consentStates, type EnrolStart } from '../console-ports.ts';
import { ApiError, Count, Enrolment, fileOf, IdParams, strict } from '../console-schemas.ts';
import { LookUp } from '../privacy/privacy-schemas.ts';
import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import { sendBytes } from '../send-file.ts';

const maxFound = 20;

const Resident = Type.Object(
  {
    id: Id,
    name: Type.String(),
    unit: Title,
    room: Type.String(),
    consent: Type.Enum([...consentStates]),
    templates: Count,
    enrolAgain: Type.Boolean(),
  },
  strict,
);
const ResidentQuery = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 60, description: 'part of a name, id, home or room' }),
    ...LookUp.properties,
  },
  strict,
);
const EnrolmentOrder = Type.Object(
  { camera: Id, seconds: Type.Optional(Type.Integer({ minimum: 5, maximum: 120, default: 60 })) },
  strict,
);

const refusals: Refusals<(EnrolStart & { kind: 'refused' })['code']> = {
  'no-resident': [404, 'There is no such resident.'],
  'no-consent': [409, 'This resident has given no consent to face recognition that holds now.'],
  'no-camera': [404, 'There is no such camera.'],
  'camera-not-streaming': [409, 'This camera has no picture now.'],
  busy: [409, 'This resident or this camera is being enrolled with already.'],
  'not-ready': [503, 'The cameras are not looked at yet; try again in a moment.'],
  'templates-unusable': [503, 'Templates cannot be stored: the key of the face templates is missing or another one.'],
};

function addEnrolmentRoutes(app: ConsoleApp, people: ConsolePeople): void {
  app.post(
    '/api/residents/:id/enrolment',
    {
      config: { permission: 'faces.enrol' },
      schema: {
        operationId: 'enrolment.start',
        summary: 'Enrol a resident’s face live at a camera; `enrolment` changes follow on /api/live',
        params: IdParams,
        body: EnrolmentOrder,
        response: { 202: Enrolment, '5xx': ApiError },
      },
    },
    async (request, reply) => {
      const { camera, seconds = 60 } = request.body;
      const started = people.enrol({ resident: request.params.id, camera, seconds }, guardOf(request).user);
      if (started.kind === 'refused') throw refusalOf(refusals, started.code);
      return reply.code(202).send(started.enrolment);
    },
  );
  app.delete(
    '/api/residents/:id/enrolment',
    {
      config: { permission: 'faces.enrol' },
      schema: {
        operationId: 'enrolment.cancel',
        summary: 'Call a live enrolment off',
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (people.cancel(request.params.id, guardOf(request).user)) return reply.code(204).send(null);
      throw new Refusal(404, 'no-enrolment', 'This resident is not being enrolled now.');
    },
  );
}

/** Residents and their faces. Names leave the gateway here only, for a guard who searches. */
export function addPeopleRoutes(
  app: ConsoleApp,
  people: ConsolePeople,
  pictureOf: (camera: string) => Promise<Uint8Array | undefined>,
): void {
  app.get(
    '/api/residents',
    {
      config: { permission: 'people.find' },
      schema: {
        operationId: 'resident.find',
        summary:
          'Residents found by a part of their name, id, home or room; at most 20; purpose and reason go into the ledger',
        querystring: ResidentQuery,
        response: {
          200: Type.Object({ residents: Type.Array(Resident), more: Type.Boolean() }, strict),
        },
      },
    },
    async (request) => {
      const { query, ...look } = request.query;
      return people.find(query, maxFound, guardOf(request), look);
    },
  );
  addEnrolmentRoutes(app, people);
  app.get(
    '/api/residents/:id/enrolment/picture',
    {
      config: { permission: 'faces.enrol' },
      schema: {
        operationId: 'enrolment.picture',
        summary: 'What the camera sees while a resident is being enrolled, and only then',
        params: IdParams,
        response: { 200: fileOf('image/jpeg') },
      },
    },
    async (request, reply) => {
      const running = people
        .enrolments()
        .find(({ resident, state }) => resident === request.params.id && state === 'running');
      const jpeg = running && (await pictureOf(running.camera));
      if (!jpeg) throw new Refusal(404, 'no-picture', 'There is no such picture.');
      return sendBytes(reply, 'image/jpeg', jpeg);
    },
  );
  app.delete(
    '/api/residents/:id/templates',
    {
      config: { permission: 'faces.enrol' },
      schema: {
        operationId: 'template.remove',
        summary: 'Delete all face templates of a resident at once',
        params: IdParams,
        response: { 200: Type.Object({ removed: Count }, strict) },
      },
    },
    async (request) => {
      const removed = people.removeTemplates(request.params.id, guardOf(request).user);
      if (removed === undefined) throw refusalOf(refusals, 'no-resident');
      return { removed };
    },
  );
}
