import Type from 'typebox';
import { Id, Ring, Title } from '../../devices/contracts/place.ts';
import { cameraKinds, deviceKinds } from '../../devices/contracts/site-file.ts';
import type { ConsoleApp } from './console-fastify.ts';
import { fileOf, strict } from './console-schemas.ts';
import { Refusal } from './refusal.ts';
import { sendBytes } from './send-file.ts';
import type { ConsoleSitePlan } from './site-plan-ports.ts';

const Point = Type.Object({ x: Type.Number(), y: Type.Number() }, strict);
const Outline = Type.Array(Point, { description: 'corners in metres from the upper left' });
const Plan = Type.Object(
  {
    widthM: Type.Number(),
    heightM: Type.Number(),
    toScale: Type.Boolean({ description: 'false where the site file draws no plan: zones are set out by ring then' }),
    hasImage: Type.Boolean(),
    zones: Type.Array(
      Type.Object(
        { id: Type.String(), ring: Ring, name: Title, outline: Outline, laidOut: Type.Optional(Type.Boolean()) },
        strict,
      ),
    ),
    buildings: Type.Array(Type.Object({ id: Id, name: Title, outline: Outline }, strict)),
    things: Type.Array(
      Type.Object(
        {
          id: Id,
          kind: Type.Enum([...deviceKinds, ...cameraKinds, 'door']),
          is: Type.Enum(['device', 'camera', 'door', 'barrier']),
          ring: Ring,
          name: Title,
          zone: Type.Optional(Id),
          at: Point,
          laidOut: Type.Optional(Type.Boolean({ description: 'where it stands is not known; laid out in its zone' })),
          of: Type.Optional(Type.String({ description: 'the door or barrier that it works for' })),
        },
        strict,
      ),
    ),
  },
  strict,
);

/** An SVG may hold scripts: opened by itself it is in a sandbox without any right; pages show it as a picture only. */
const imagePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** Where everything stands. */
export function addSitePlanRoutes(app: ConsoleApp, plan: ConsoleSitePlan): void {
  app.get(
    '/api/plan',
    {
      config: { permission: 'alarms.view' },
      schema: {
        operationId: 'plan.show',
        summary: 'The ground of the site: zones, buildings, and where everything stands',
        response: { 200: Plan },
      },
    },
    async () => plan.show(),
  );
  app.get(
    '/api/plan/image',
    {
      config: { permission: 'alarms.view' },
      schema: {
        operationId: 'plan.image',
        summary: 'The drawing of the ground',
        response: { 200: fileOf('image/png', 'image/jpeg', 'image/svg+xml') },
      },
    },
    async (_request, reply) => {
      const image = plan.image();
      if (!image) throw new Refusal(404, 'no-picture', 'The site file names no drawing of the ground.');
      reply.header('content-security-policy', imagePolicy).header('x-content-type-options', 'nosniff');
      return sendBytes(reply, image.type, image.bytes);
    },
  );
}
