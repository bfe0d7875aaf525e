import Type from 'typebox';
import { EpochMs, Id, Title } from '../../../devices/contracts/place.ts';
import { visibleClasses } from '../../privacy/roles.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, Opaque, OpaqueParams, strict } from '../console-schemas.ts';
import { ReasonBody } from '../doors/door-routes.ts';
import { LookUp } from '../privacy/privacy-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleParking } from './parking-ports.ts';

const Inside = Type.Object(
  {
    id: Opaque,
    plate: Type.Optional(Type.String({ description: 'masked' })),
    kind: Type.Enum(['permit', 'guest', 'unread']),
    barrier: Id,
    barrierName: Title,
    sinceMs: EpochMs,
    seenMs: EpochMs,
    doubtful: Type.Boolean({ description: 'not seen for so long that it may be gone' }),
    untilMs: Type.Optional(EpochMs),
    bay: Type.Optional(Id),
    bayName: Type.Optional(Title),
    tickets: Type.Array(
      Type.Enum(['parking-overstay', 'parking-quota', 'parking-wrong-bay', 'parking-no-plate'] as const),
    ),
  },
  strict,
);
const InsideList = Type.Object(
  { watched: Type.Boolean(), vehicles: Type.Array(Inside), total: Count, unknownExits: Count },
  strict,
);
const LimitQuery = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })) },
  strict,
);
const Revealed = Type.Object(
  { plate: Type.Optional(Type.String()), holder: Type.Optional(Opaque), ofVisit: Type.Optional(Type.Boolean()) },
  strict,
);
const handling = { permission: 'parking.handle' } as const;
const notInside = () =>
  new Refusal(404, 'not-inside', 'No such vehicle is known to be inside; it may have left meanwhile.');

/** Vehicles inside, as far as the barriers have told. Nothing here opens, holds or shuts anything. */
export function addParkingRoutes(app: ConsoleApp, parking: ConsoleParking): void {
  app.get(
    '/api/parking/vehicles',
    {
      config: handling,
      schema: {
        operationId: 'parking.list',
        summary: 'Vehicles that are known to be inside, with masked plates, how old that is, and their tickets',
        querystring: LimitQuery,
        response: { 200: InsideList },
      },
    },
    async (request) => parking.inside(request.query.limit ?? 200),
  );
  app.post(
    '/api/parking/vehicles/:id/reveal',
    {
      config: handling,
      schema: {
        operationId: 'parking.reveal',
        summary:
          'The whole plate of a vehicle inside and whose permit it came in with, to find and to call; in the ledger',
        params: OpaqueParams,
        body: LookUp,
        response: { 200: Revealed },
      },
    },
    async (request) => {
      const { user, roles } = guardOf(request);
      if (!visibleClasses(roles, request.body.purpose).has('vehicle')) {
        throw new Refusal(403, 'not-for-this-purpose', 'This purpose and your role do not show plates.');
      }
      const found = parking.reveal(request.params.id, request.body, user);
      if (!found) throw notInside();
      return found;
    },
  );
  app.post(
    '/api/parking/vehicles/:id/left',
    {
      config: handling,
      schema: {
        operationId: 'parking.left',
        summary: 'Somebody looked: this vehicle is not here any more; its tickets end, and the reason is in the ledger',
        params: OpaqueParams,
        body: ReasonBody,
        response: { 200: Type.Object({ total: Count }, { ...strict, description: 'vehicles inside now' }) },
      },
    },
    async (request) => {
      const deed = { user: guardOf(request).user, reason: request.body.reason };
      if (!parking.left(request.params.id, deed)) throw notInside();
      return { total: parking.inside(1).total };
    },
  );
}
