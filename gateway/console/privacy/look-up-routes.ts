import type { ConsoleApp } from '../console-fastify.ts';
import { OpaqueParams } from '../console-schemas.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleLookUps } from './privacy-ports.ts';
import { AtHomeReply, HolderReply, HomeReply, LookUp, listOf, PersonReply, PlateParams } from './privacy-schemas.ts';

const config = { permission: 'people.view' } as const;

/** Somebody is looked up: for a purpose, with a reason, and on the record. */
export function addLookUpRoutes(app: ConsoleApp, lookUps: ConsoleLookUps): void {
  app.get(
    '/api/people/:id',
    {
      config,
      schema: {
        operationId: 'person.view',
        summary: 'One person, as far as the purpose and your role show it; the look goes into the ledger',
        params: OpaqueParams,
        querystring: LookUp,
        response: { 200: PersonReply },
      },
    },
    async (request) => lookUps.person(request.params.id, request.query, guardOf(request)),
  );
  app.get(
    '/api/people/:id/homes',
    {
      config,
      schema: {
        operationId: 'person.homes',
        summary: 'Where a person belongs, ended residencies too; the look goes into the ledger',
        params: OpaqueParams,
        querystring: LookUp,
        response: { 200: listOf('homes', HomeReply) },
      },
    },
    async (request) => ({ homes: lookUps.homesOf(request.params.id, request.query, guardOf(request)) }),
  );
  app.get(
    '/api/homes/:id/people',
    {
      config,
      schema: {
        operationId: 'home.people',
        summary: 'Who belongs to a home, ended residencies too; the look goes into the ledger',
        params: OpaqueParams,
        querystring: LookUp,
        response: { 200: listOf('people', AtHomeReply) },
      },
    },
    async (request) => ({ people: lookUps.peopleAt(request.params.id, request.query, guardOf(request)) }),
  );
  app.get(
    '/api/plates/:plate/holders',
    {
      config,
      schema: {
        operationId: 'plate.holders',
        summary: 'Who has a permit for a plate; the look goes into the ledger, the plate does not',
        params: PlateParams,
        querystring: LookUp,
        response: { 200: listOf('holders', HolderReply) },
      },
    },
    async (request) => ({ holders: lookUps.holdersOf(request.params.plate, request.query, guardOf(request)) }),
  );
}
