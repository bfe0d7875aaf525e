import Type from 'typebox';
import { EpochMs, Id, Title } from '../../../devices/contracts/place.ts';
import { PatrolNote, PatrolRouteOrder, PatrolRun, ShownRoute } from '../../duty/patrol.ts';
import { maxPhotoBytes } from '../../duty/patrol-walk.ts';
import type { PatrolAnswer, PatrolRefusal } from '../../duty/patrol-writer.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, fileOf, IdParams, Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import { Refusal, type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import { sendBytes } from '../send-file.ts';
import type { ConsoleDuty } from './duty-ports.ts';

type Patrols = ConsoleDuty['patrols'];

/** A route of a hundred checkpoints with names in both languages. */
const maxPlanBytes = 64 * 1024;
const Note = Type.String({ minLength: 1, maxLength: 500 });
const Label = Type.Object(
  { checkpoint: Id, name: Title, text: Type.String(), svg: Type.String({ description: 'the code as a drawing' }) },
  strict,
);
const Picture = Type.Object({ n: Count, checkpoint: Id, atMs: EpochMs }, strict);
const PatrolFile = Type.Object(
  { ...PatrolRun.properties, pictures: Type.Array(Picture), notes: Type.Array(PatrolNote) },
  strict,
);

const refusals: Refusals<PatrolRefusal> = {
  'no-route': [404, 'There is no such route.'],
  'no-run': [404, 'There is no such patrol.'],
  'already-running': [409, 'Somebody walks this route now.'],
  busy: [409, 'You are on another patrol: finish it first.'],
  'not-yours': [403, 'Somebody else walks this patrol.'],
  'not-running': [409, 'This patrol is over.'],
  'unknown-code': [404, 'No checkpoint has this code.'],
  'other-route': [409, 'This checkpoint belongs to another route.'],
  'not-passed': [409, 'Scan the checkpoint first.'],
  'no-picture': [400, 'This is no JPEG, or it is larger than 2 MiB.'],
  'too-many-pictures': [409, 'Fifty pictures are enough for one patrol.'],
  'too-many-notes': [409, 'Two hundred notes are enough for one patrol.'],
  'twice-the-same': [400, 'Two checkpoints have the same id.'],
};

function settle<T>(answer: PatrolAnswer<T>): T {
  if (answer.kind === 'done') return answer.value;
  throw refusalOf(refusals, answer.code);
}

export function addPatrolRoutes(app: ConsoleApp, duty: Pick<ConsoleDuty, 'patrols' | 'drawLabel'>): void {
  addRouteRoutes(app, duty);
  addPatrolLooks(app, duty.patrols);
  addPatrolDeeds(app, duty.patrols);
  addPatrolPictures(app, duty.patrols);
}

function addRouteRoutes(app: ConsoleApp, { patrols, drawLabel }: Pick<ConsoleDuty, 'patrols' | 'drawLabel'>): void {
  app.get(
    '/api/patrol-routes',
    {
      config: { permission: 'duty.view' },
      schema: {
        operationId: 'route.list',
        summary: 'Patrol routes, without the codes of their labels',
        response: { 200: Type.Array(ShownRoute) },
      },
    },
    async () => patrols.routes(),
  );
  app.put(
    '/api/patrol-routes/:id',
    {
      bodyLimit: maxPlanBytes,
      config: { permission: 'duty.plan' },
      schema: {
        operationId: 'route.set',
        summary: 'A route as it shall be; checkpoints that stay keep their labels',
        params: IdParams,
        body: PatrolRouteOrder,
        response: { 200: ShownRoute },
      },
    },
    async (request) => settle(patrols.setRoute(request.params.id, request.body, guardOf(request).user)),
  );
  app.delete(
    '/api/patrol-routes/:id',
    {
      config: { permission: 'duty.plan' },
      schema: {
        operationId: 'route.remove',
        summary: 'The route is walked no more',
        params: IdParams,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      if (patrols.removeRoute(request.params.id, guardOf(request).user)) return reply.code(204).send(null);
      throw refusalOf(refusals, 'no-route');
    },
  );
  app.get(
    '/api/patrol-routes/:id/labels',
    {
      config: { permission: 'duty.plan' },
      schema: {
        operationId: 'route.labels',
        summary: 'Labels of a route to print and hang up; looking is noted in the ledger',
        params: IdParams,
        response: { 200: Type.Array(Label) },
      },
    },
    async (request) => {
      const labels = patrols.labels(request.params.id, guardOf(request).user);
      if (!labels) throw refusalOf(refusals, 'no-route');
      return Promise.all(labels.map(async (label) => ({ ...label, svg: await drawLabel(label.text) })));
    },
  );
}

function addPatrolLooks(app: ConsoleApp, patrols: Patrols): void {
  app.get(
    '/api/patrols',
    {
      config: { permission: 'duty.view' },
      schema: {
        operationId: 'patrol.list',
        summary: 'Patrols that are due or under way, and past ones, newest first',
        querystring: Type.Object(
          {
            beforeMs: Type.Optional(EpochMs),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
          },
          strict,
        ),
        response: { 200: Type.Object({ live: Type.Array(PatrolRun), past: Type.Array(PatrolRun) }, strict) },
      },
    },
    async ({ query: { beforeMs = Number.MAX_SAFE_INTEGER, limit = 50 } }) => {
      const past = patrols.runs({ beforeMs, limit }).filter(({ state }) => state !== 'due' && state !== 'running');
      return { live: patrols.live(), past };
    },
  );
  app.get(
    '/api/patrols/:id',
    {
      config: { permission: 'duty.view' },
      schema: {
        operationId: 'patrol.show',
        summary: 'One patrol',
        params: OpaqueParams,
        response: { 200: PatrolFile },
      },
    },
    async ({ params: { id } }) => {
      const run = patrols.run(id);
      if (!run) throw refusalOf(refusals, 'no-run');
      return run;
    },
  );
}

function addPatrolDeeds(app: ConsoleApp, patrols: Patrols): void {
  const config = { permission: 'duty.work' } as const;
  app.post(
    '/api/patrols',
    {
      config,
      schema: {
        operationId: 'patrol.start',
        summary: 'Begin to walk a route',
        body: Type.Object({ route: Id }, strict),
        response: { 200: PatrolRun },
      },
    },
    async (request) => settle(patrols.start(request.body.route, guardOf(request).user)),
  );
  app.post(
    '/api/patrols/:id/scan',
    {
      config,
      schema: {
        operationId: 'patrol.scan',
        summary: 'A checkpoint is passed: what its label says, or the code on it',
        params: OpaqueParams,
        body: Type.Object({ code: Type.String({ minLength: 1, maxLength: 200 }) }, strict),
        response: { 200: Type.Object({ run: PatrolRun, checkpoint: Id, already: Type.Boolean() }, strict) },
      },
    },
    async (request) => settle(patrols.scan(request.params.id, request.body.code, guardOf(request).user)),
  );
  app.post(
    '/api/patrols/:id/note',
    {
      config,
      schema: {
        operationId: 'patrol.note',
        summary: 'A note on a checkpoint that was passed, or on the whole patrol; each one is kept',
        params: OpaqueParams,
        body: Type.Object({ checkpoint: Type.Optional(Id), note: Note }, strict),
        response: { 200: PatrolRun },
      },
    },
    async (request) => {
      const { checkpoint, note } = request.body;
      return settle(patrols.note(request.params.id, checkpoint, note, guardOf(request).user));
    },
  );
  app.post(
    '/api/patrols/:id/finish',
    {
      config,
      schema: {
        operationId: 'patrol.finish',
        summary: 'The patrol is done; or broken off, with a reason',
        params: OpaqueParams,
        body: Type.Object({ abandon: Type.Optional(Type.Object({ note: Note }, strict)) }, strict),
        response: { 200: PatrolRun },
      },
    },
    async (request) => settle(patrols.finish(request.params.id, guardOf(request).user, request.body.abandon)),
  );
}

function addPatrolPictures(app: ConsoleApp, patrols: Patrols): void {
  app.post(
    '/api/patrols/:id/photos/:checkpoint',
    {
      bodyLimit: maxPhotoBytes,
      config: { permission: 'duty.work', file: true },
      schema: {
        operationId: 'patrol.photograph',
        summary: 'A picture taken at a checkpoint that was passed: a JPEG as application/octet-stream',
        params: Type.Object({ id: Opaque, checkpoint: Id }, strict),
        response: { 200: Type.Object({ n: Count }, strict) },
      },
    },
    async (request) => {
      const { id, checkpoint } = request.params;
      if (!Buffer.isBuffer(request.body)) throw refusalOf(refusals, 'no-picture');
      return { n: settle(patrols.addPhoto(id, checkpoint, request.body, guardOf(request).user)) };
    },
  );
  app.get(
    '/api/patrols/:id/photos/:n',
    {
      config: { permission: 'duty.view' },
      schema: {
        operationId: 'patrol.photo',
        summary: 'A picture taken on patrol',
        params: Type.Object({ id: Opaque, n: Type.Integer({ minimum: 1, maximum: 1000 }) }, strict),
        response: { 200: fileOf('image/jpeg') },
      },
    },
    async ({ params: { id, n } }, reply) => {
      const jpeg = patrols.photo(id, n);
      if (!jpeg) throw new Refusal(404, 'no-picture', 'There is no such picture, or its time is over.');
      return sendBytes(reply, 'image/jpeg', jpeg);
    },
  );
}
