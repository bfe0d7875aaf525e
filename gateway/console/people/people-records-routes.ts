import Type from 'typebox';
import { EpochMs, Id, Title } from '../../../devices/contracts/place.ts';
import { Household, Person, Residency } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { LookUp } from '../privacy/privacy-schemas.ts';
import { guardOf } from '../request-rules.ts';
import { addRecordRoutes } from './record-routes.ts';
import { answer, answers, deedOf, Reason, Version } from './register-answers.ts';
import type { ConsoleRegister } from './register-ports.ts';

const maxFound = 20;
const changing = { permission: 'people.change' } as const;

const FindQuery = Type.Object(
  {
    query: Type.String({ minLength: 1, maxLength: 60, description: 'part of a name, id, home or room' }),
    ...LookUp.properties,
  },
  strict,
);
const Found = Type.Object(
  {
    people: Type.Array(
      Type.Object(
        { id: Id, name: Type.String(), homes: Type.Array(Type.Object({ id: Id, name: Title }, strict)) },
        strict,
      ),
    ),
    more: Type.Boolean(),
  },
  strict,
);
const relation = Residency.properties.relation;
const HouseholdRef = Type.Optional(Type.String({ minLength: 1, maxLength: 64, description: 'id of a household' }));
const stay = {
  household: HouseholdRef,
  fromMs: Type.Optional(EpochMs),
  toMs: Type.Optional(EpochMs),
};
const Home = Type.String({ minLength: 1, maxLength: 64, description: 'id of the address' });
const NewPerson = Type.Object(
  {
    ...Person.properties,
    id: Type.Optional(Id),
    home: Type.Optional(Home),
    relation: Type.Optional(relation),
    ...stay,
    reason: Reason,
  },
  strict,
);
const MoveIn = Type.Object({ home: Home, relation, ...stay, reason: Reason }, strict);
const MoveOut = Type.Object(
  { home: Type.Optional(Home), atMs: Type.Optional(EpochMs), reason: Reason },
  { ...strict, description: 'from everywhere, if no home is named; now, if no time is' },
);
const HouseholdMoveOut = Type.Object({ atMs: Type.Optional(EpochMs), reason: Reason }, strict);
const HomeQuery = Type.Object({ home: Home }, strict);
const HouseholdList = Type.Object(
  { households: Type.Array(Type.Object({ ...Household.properties, version: Version }, strict)) },
  strict,
);

function addPersonRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  app.get(
    '/api/people',
    {
      config: { permission: 'people.find' },
      schema: {
        operationId: 'person.find',
        summary: `Whom somebody means: name and homes, at most ${maxFound}; purpose and reason go into the ledger, the words searched for do not`,
        querystring: FindQuery,
        response: { 200: Found },
      },
    },
    async (request) => {
      const { query, ...look } = request.query;
      return register.findPeople(query, maxFound, guardOf(request), look);
    },
  );
  app.post(
    '/api/people',
    {
      config: changing,
      schema: {
        operationId: 'person.add',
        summary: 'Somebody new, with or without a home to live at',
        body: NewPerson,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, home, relation: as = 'family', household, fromMs, toMs, ...person } = request.body;
      const living = home === undefined ? undefined : { home, relation: as, household, fromMs, toMs };
      return answer(reply, register.addPerson(person, living, deedOf(request, reason)));
    },
  );
  addRecordRoutes(app, register, {
    ...{ kind: 'person', path: '/api/people', permission: 'people.change' },
    change: {
      summary: 'Other fields for a person; null clears one',
      fields: ['name', 'born', 'phone', 'extendedTimes', 'note'],
    },
  });
}

function addMoveRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  app.post(
    '/api/people/:id/move-in',
    {
      config: changing,
      schema: {
        operationId: 'person.moveIn',
        summary: 'Somebody known comes to live or work at an address; answers with the residency',
        params: IdParams,
        body: MoveIn,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, ...living } = request.body;
      return answer(reply, register.moveIn(request.params.id, living, deedOf(request, reason)));
    },
  );
  app.post(
    '/api/people/:id/move-out',
    {
      config: changing,
      schema: {
        operationId: 'person.moveOut',
        summary: 'Somebody leaves: whoever has no address left loses cards, PINs, permits, groups and face recognition',
        params: IdParams,
        body: MoveOut,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, home, atMs } = request.body;
      return answer(reply, register.moveOut({ person: request.params.id, home }, atMs, deedOf(request, reason)));
    },
  );
  app.post(
    '/api/households/:id/move-out',
    {
      config: changing,
      schema: {
        operationId: 'household.moveOut',
        summary: 'A household leaves with all its members',
        params: IdParams,
        body: HouseholdMoveOut,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, atMs } = request.body;
      return answer(reply, register.moveOut({ household: request.params.id }, atMs, deedOf(request, reason)));
    },
  );
}

/** People, households and where they belong. To see more of somebody than name and home is `person.view`. */
export function addPeopleRecordsRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  addPersonRoutes(app, register);
  addMoveRoutes(app, register);
  app.get(
    '/api/households',
    {
      config: { permission: 'people.find' },
      schema: {
        operationId: 'household.list',
        summary: 'Households of a home, without their members',
        querystring: HomeQuery,
        response: { 200: HouseholdList },
      },
    },
    async (request) => ({ households: register.households(request.query.home) }),
  );
  addRecordRoutes(app, register, {
    ...{ kind: 'household', path: '/api/households', permission: 'people.change' },
    add: 'A new household in a home',
    change: {
      summary: 'Another number of parking places for a household; null clears it',
      fields: ['parkingPlaces'],
    },
  });
  addRecordRoutes(app, register, {
    ...{ kind: 'residency', path: '/api/residencies', permission: 'people.change' },
    add: 'Somebody belongs to an address for a time',
    change: {
      summary: 'Other times or another relation for a residency; null clears a field',
      fields: ['relation', 'household', 'fromMs', 'toMs'],
    },
  });
}
