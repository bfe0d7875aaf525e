import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { errorReplies } from '../api/error-reply.ts';
import type { Access } from './access.ts';
import { personOf } from './operator-routes.ts';
import { PlaceList, strict, Words } from './operator-views.ts';
import type { PlaceDesk } from './place-desk.ts';
import { PlaceName } from './place-name.ts';

const tags = ['places'];
const minuteMs = 60_000;
const Done = { 204: Type.Null({ description: 'done' }), ...errorReplies };
const Minutes = Type.Number({ minimum: 0.05, maximum: 1440 });
/** A tenant's own waits, or those of all who have none. */
const WaitsPlace = Type.String({
  pattern: '^(?:cloud|tenant:[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)$',
  description: 'tenant:ID, or cloud for all that have none of their own',
});

/** Tenants, cities, districts and sites. The caller lets in only who is logged in. */
export function registerPlaces(instance: FastifyInstance, access: Access, desk: PlaceDesk): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const config = { needs: 'operators.manage' } as const;
  const params = Type.Object({ place: PlaceName });
  app.get(
    '/v1/places',
    {
      config: { needs: 'fleet.see' },
      schema: {
        ...{
          operationId: 'places.list',
          summary: 'Tenants and their places, with how many gateways stand there',
          tags,
        },
        response: { 200: PlaceList, ...errorReplies },
      },
    },
    async (request) => {
      const { places, unplaced } = desk.list(access.of(request));
      const views = places.map(({ place, parent, title, gateways, waits }) => ({
        ...{ place, parent, title, gateways },
        waits: waits ? { siteMinutes: waits.siteMs / minuteMs, districtMinutes: waits.districtMs / minuteMs } : null,
      }));
      return { places: views, unplaced };
    },
  );
  app.put(
    '/v1/places/:place',
    {
      config,
      schema: {
        ...{ operationId: 'places.save', summary: 'Make a place, or change its title and what it hangs below', tags },
        ...{ params, body: Type.Object({ title: Words, parent: Type.Optional(PlaceName) }, strict), response: Done },
      },
    },
    async (request, reply) => {
      const { title, parent = null } = request.body;
      await desk.save({ place: request.params.place, parent, title: title.trim() }, personOf(access, request));
      reply.code(204);
      return null;
    },
  );
  app.delete(
    '/v1/places/:place',
    {
      config,
      schema: {
        ...{ operationId: 'places.remove', summary: 'Remove a place below which nothing hangs', tags, params },
        response: Done,
      },
    },
    async (request, reply) => {
      await desk.remove(request.params.place, personOf(access, request));
      reply.code(204);
      return null;
    },
  );
  app.put(
    '/v1/desk-waits/:place',
    {
      config,
      schema: {
        ...{
          operationId: 'deskWaits.set',
          summary: 'How long an alarm waits at the site level and at the district',
          tags,
        },
        params: Type.Object({ place: WaitsPlace }),
        body: Type.Object({ siteMinutes: Minutes, districtMinutes: Minutes }, strict),
        response: Done,
      },
    },
    async (request, reply) => {
      const { siteMinutes, districtMinutes } = request.body;
      const waits = { siteMs: Math.round(siteMinutes * minuteMs), districtMs: Math.round(districtMinutes * minuteMs) };
      await desk.setWaits({ place: request.params.place, ...waits }, personOf(access, request));
      reply.code(204);
      return null;
    },
  );
}
