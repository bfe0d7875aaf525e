import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import { Drill, DrillPlan } from '../../duty/drill.ts';
import type { DrillAnswer, DrillRefusal } from '../../duty/drill-book.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams, strict } from '../console-schemas.ts';
import { type Refusals, refusalOf } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleDuty } from './duty-ports.ts';

type Drills = ConsoleDuty['drills'];

const refusals: Refusals<DrillRefusal> = {
  'no-drill': [404, 'There is no such drill.'],
  'another-runs': [409, 'Another drill runs: stop it first.'],
  'real-alarm': [409, 'A real urgent alarm waits: that comes first.'],
  'not-planned': [409, 'This drill has been held already.'],
  'not-running': [409, 'This drill does not run.'],
  'no-source': [404, 'The site has nothing of this name at which an alarm could stand.'],
  'after-its-end': [400, 'Something would happen after the end of the drill.'],
};

function settle(answer: DrillAnswer): Drill {
  if (answer.kind === 'done') return answer.drill;
  throw refusalOf(refusals, answer.code);
}

export function addDrillRoutes(app: ConsoleApp, drills: Drills): void {
  addDrillLooks(app, drills);
  addDrillDeeds(app, drills);
}

function addDrillLooks(app: ConsoleApp, drills: Drills): void {
  const config = { permission: 'duty.view' } as const;
  app.get(
    '/api/drills',
    {
      config,
      schema: {
        operationId: 'drill.list',
        summary: 'Drills, newest first, and the one that runs',
        querystring: Type.Object(
          {
            beforeMs: Type.Optional(EpochMs),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 30 })),
          },
          strict,
        ),
        response: { 200: Type.Object({ running: Type.Optional(Drill), drills: Type.Array(Drill) }, strict) },
      },
    },
    async ({ query: { beforeMs = Number.MAX_SAFE_INTEGER, limit = 30 } }) => {
      const running = drills.running();
      return { drills: drills.list({ beforeMs, limit }), ...(running && { running }) };
    },
  );
  app.get(
    '/api/drills/:id',
    {
      config,
      schema: {
        operationId: 'drill.report',
        summary: 'One drill; once it is over with its report: each step, how long it took, what is allowed',
        params: OpaqueParams,
        response: { 200: Drill },
      },
    },
    async ({ params: { id } }) => {
      const drill = drills.get(id);
      if (!drill) throw refusalOf(refusals, 'no-drill');
      return drill;
    },
  );
}

function addDrillDeeds(app: ConsoleApp, drills: Drills): void {
  const config = { permission: 'drills.run' } as const;
  app.post(
    '/api/drills',
    {
      config,
      schema: {
        operationId: 'drill.plan',
        summary: 'Plan a drill; nothing happens before it is started',
        body: DrillPlan,
        response: { 200: Drill },
      },
    },
    async (request) => settle(drills.plan(request.body, guardOf(request).user)),
  );
  app.post(
    '/api/drills/:id/start',
    {
      config,
      schema: {
        operationId: 'drill.start',
        summary: 'Begin a drill that was planned; it ends by itself after its limit',
        params: OpaqueParams,
        body: Type.Object({}, strict),
        response: { 200: Drill },
      },
    },
    async (request) => settle(drills.start(request.params.id, guardOf(request).user)),
  );
  app.post(
    '/api/drills/:id/stop',
    {
      config,
      schema: {
        operationId: 'drill.stop',
        summary: 'End a drill: what it raised is cleared, and its report is made',
        params: OpaqueParams,
        body: Type.Object({}, strict),
        response: { 200: Drill },
      },
    },
    async (request) => settle(drills.stop(request.params.id, guardOf(request).user)),
  );
  app.post(
    '/api/drills/:id/note',
    {
      config,
      schema: {
        operationId: 'drill.note',
        summary: 'Add words to a drill, while it runs or afterwards',
        params: OpaqueParams,
        body: Type.Object({ text: Type.String({ minLength: 1, maxLength: 500 }) }, strict),
        response: { 200: Drill },
      },
    },
    async (request) => settle(drills.note(request.params.id, request.body.text, guardOf(request).user)),
  );
}
