import Type, { type TSchema } from 'typebox';
import { Id, Title } from '../../../devices/contracts/place.ts';
import { Address, Grid } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { addRecordRoutes } from './record-routes.ts';
import { found, Version } from './register-answers.ts';
import type { ConsoleRegister } from './register-ports.ts';

const reading = { permission: 'register.view' } as const;
const deepest = 5;

const AddressReply = Type.Object({ ...Address.properties, version: Version }, strict);
const GridReply = Type.Object({ ...Grid.properties, version: Version }, strict);
const AddressQuery = Type.Object(
  {
    kind: Type.Optional(Address.properties.kind),
    parent: Type.Optional(Id),
    after: Type.Optional(Type.String({ maxLength: 64, description: 'the last id of the page before' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 })),
  },
  strict,
);
const TreeQuery = Type.Object(
  {
    root: Type.Optional(Id),
    depth: Type.Optional(
      Type.Integer({ minimum: 0, maximum: deepest, default: 2, description: 'levels below the root' }),
    ),
  },
  strict,
);
const nodeOf = (within: TSchema | undefined) =>
  Type.Object(
    {
      id: Id,
      kind: Address.properties.kind,
      name: Title,
      parts: Type.Integer({ minimum: 0, description: 'addresses directly in it' }),
      ...(within && { within: Type.Optional(Type.Array(within)) }),
    },
    strict,
  );
/** Written out level by level: the tree has five. */
const Node = Array.from({ length: deepest }).reduce<TSchema>((inner) => nodeOf(inner), nodeOf(undefined));
function addAddressReads(app: ConsoleApp, register: ConsoleRegister): void {
  app.get(
    '/api/addresses',
    {
      config: reading,
      schema: {
        operationId: 'address.list',
        summary: 'Addresses in the order of their ids, page by page',
        querystring: AddressQuery,
        response: {
          200: Type.Object({ addresses: Type.Array(AddressReply), more: Type.Boolean() }, strict),
        },
      },
    },
    async (request) => register.addresses({ ...request.query, limit: request.query.limit ?? 200 }),
  );
  app.get(
    '/api/addresses/tree',
    {
      config: reading,
      schema: {
        operationId: 'address.tree',
        summary: 'The compound as a tree: building, unit, floor, home',
        querystring: TreeQuery,
        response: { 200: Type.Object({ roots: Type.Array(Node) }, strict) },
      },
    },
    async (request) => ({ roots: found(register.tree(request.query.root, request.query.depth ?? 2)) }),
  );
  app.get(
    '/api/addresses/:id',
    {
      config: reading,
      schema: {
        operationId: 'address.show',
        summary: 'One address',
        params: IdParams,
        response: { 200: AddressReply },
      },
    },
    async (request, reply) => {
      const address = found(register.show('address', request.params.id));
      reply.header('etag', `"${address.version}"`);
      return address;
    },
  );
}

/** The compound's tree of addresses and its duty areas. */
export function addAddressRoutes(app: ConsoleApp, register: ConsoleRegister): void {
  addAddressReads(app, register);
  addRecordRoutes(app, register, {
    ...{ kind: 'address', path: '/api/addresses', permission: 'addresses.change' },
    add: 'A new part of the tree',
    change: {
      summary: 'Other fields for an address; null clears one',
      fields: ['parent', 'name', 'code', 'grid'],
    },
    remove: 'An address goes; refused while anybody or anything belongs to it',
  });
  app.get(
    '/api/grids',
    {
      config: reading,
      schema: {
        operationId: 'grid.list',
        summary: 'Duty areas and who looks after them',
        response: { 200: Type.Object({ grids: Type.Array(GridReply) }, strict) },
      },
    },
    async () => ({ grids: register.list('grid') }),
  );
  addRecordRoutes(app, register, {
    ...{ kind: 'grid', path: '/api/grids', permission: 'addresses.change' },
    add: 'A new duty area',
    change: { summary: 'Other fields for a duty area; null clears one', fields: ['name', 'worker', 'phone'] },
    remove: 'A duty area goes; refused while addresses belong to it',
  });
}
