import Type from 'typebox';
import { CardText } from '../../../devices/contracts/cards.ts';
import { EpochMs, Id } from '../../../devices/contracts/place.ts';
import { normalisePlate } from '../../register/plate-text.ts';
import { Vehicle } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { addRecordRoutes } from './record-routes.ts';
import { answer, answers, deedOf, IfMatch, Reason, ReasonOrder } from './register-answers.ts';
import { type ConsoleRegister, type CredentialDeed, cardDeeds, type Fields } from './register-ports.ts';

const config = { permission: 'credentials.change' } as const;

const Ref = Type.String({ minLength: 1, maxLength: 64 });
const limits = {
  id: Type.Optional(Id),
  person: Ref,
  group: Type.Optional({ ...Ref, description: 'only at the places and times of this access group' }),
  fromMs: Type.Optional(EpochMs),
  toMs: Type.Optional(EpochMs),
  reason: Reason,
};
const NewCard = Type.Object({ card: CardText, ...limits }, strict);
const OtherCard = Type.Object({ card: CardText, reason: Reason }, strict);
const Duress = Type.Optional(
  Type.Boolean({ default: false, description: 'the PIN that opens and raises the silent alarm' }),
);
const NewPin = Type.Object(
  {
    digits: Type.String({ pattern: '^\\d{4,12}$', description: 'four to twelve digits; kept by nobody' }),
    duress: Duress,
    reason: Reason,
  },
  strict,
);
const PinQuery = Type.Object({ duress: Duress, reason: Reason }, strict);
const NewPermit = Type.Object({ plate: Vehicle.properties.plate, ...limits }, strict);

const verbs: Record<CredentialDeed, string> = {
  lost: 'opens nothing from now on; found again, it can be resumed',
  revoke: 'opens nothing ever again',
  suspend: 'opens nothing until it is resumed',
  resume: 'opens again after a suspension or loss',
};

function addAlterations(
  app: ConsoleApp,
  register: ConsoleRegister,
  kind: 'card' | 'permit',
  deeds: readonly CredentialDeed[],
): void {
  for (const verb of deeds) {
    app.post(
      `/api/${kind}s/:id/${verb}`,
      {
        config,
        schema: {
          operationId: `${kind}.${verb}`,
          summary: `A ${kind} ${verbs[verb]}`,
          params: IdParams,
          headers: IfMatch,
          body: ReasonOrder,
          response: answers,
        },
      },
      async (request, reply) => {
        const outcome = register.alter(
          kind === 'card' ? 'card' : 'plate',
          request.params.id,
          verb,
          deedOf(request, request.body.reason),
        );
        return answer(reply, outcome);
      },
    );
  }
}

function addCardRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  app.post(
    '/api/cards',
    {
      config,
      schema: { operationId: 'card.add', summary: 'A card for a person', body: NewCard, response: answers },
    },
    async (request, reply) => {
      const { reason, ...order } = request.body;
      return answer(reply, register.addCard(order, deedOf(request, reason)));
    },
  );
  addAlterations(app, register, 'card', cardDeeds);
  app.post(
    '/api/cards/:id/replace',
    {
      config,
      schema: {
        operationId: 'card.replace',
        summary: 'Another card in the place of this one, with the same rights; answers with the new one',
        params: IdParams,
        body: OtherCard,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, card } = request.body;
      return answer(reply, register.replaceCard(request.params.id, card, deedOf(request, reason)));
    },
  );
}

function addPinRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  app.put(
    '/api/people/:id/pin',
    {
      config,
      schema: {
        operationId: 'pin.set',
        summary: 'A PIN for a person, in the place of the one before',
        params: IdParams,
        headers: IfMatch,
        body: NewPin,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, digits, duress = false } = request.body;
      return answer(reply, register.setPin(request.params.id, digits, duress, deedOf(request, reason)));
    },
  );
  app.delete(
    '/api/people/:id/pin',
    {
      config,
      schema: {
        operationId: 'pin.remove',
        summary: 'A person’s PIN opens nothing any more',
        params: IdParams,
        headers: IfMatch,
        querystring: PinQuery,
        response: answers,
      },
    },
    async (request, reply) => {
      const { duress = false, reason } = request.query;
      return answer(reply, register.removePin(request.params.id, duress, deedOf(request, reason)));
    },
  );
}

/** As plates are kept: without separators, in capital letters. */
function withPlainPlate(fields: Fields): Fields {
  return typeof fields.plate === 'string' ? { ...fields, plate: normalisePlate(fields.plate) } : fields;
}

/** Vehicles, and what opens: cards, PINs, permits for plates. */
export function addCredentialRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  addCardRoutes(app, register);
  addPinRoutes(app, register);
  app.post(
    '/api/permits',
    {
      config,
      schema: {
        operationId: 'permit.add',
        summary: 'A permit: a person may pass the barriers with a plate',
        body: NewPermit,
        response: answers,
      },
    },
    async (request, reply) => {
      const { reason, ...order } = request.body;
      return answer(reply, register.addPermit(order, deedOf(request, reason)));
    },
  );
  addAlterations(app, register, 'permit', ['revoke', 'suspend', 'resume']);
  addRecordRoutes(app, register, {
    ...{ kind: 'vehicle', path: '/api/vehicles', permission: 'credentials.change', read: withPlainPlate },
    defaults: { state: 'active' },
    add: 'A vehicle; who may drive it in is said by permits',
    change: {
      summary: 'Other fields for a vehicle; null clears one',
      fields: ['plate', 'colour', 'state', 'note'],
    },
    remove: 'A vehicle goes; permits for its plate stay',
  });
}
