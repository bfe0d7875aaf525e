import Type, { type Static, type TProperties } from 'typebox';
import type { Permission } from '../../privacy/roles.ts';
import { type RecordKind, recordSchemas } from '../../register/records.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { IdParams, strict } from '../console-schemas.ts';
import { answer, answers, deedOf, IfMatch, patchOf, pick, Reason, ReasonQuery } from './register-answers.ts';
import type { ConsoleRegister, Fields } from './register-ports.ts';

/** How records of one kind are added, changed and removed; what is left out cannot be done. */
export interface RecordRoutes<K extends RecordKind> {
  kind: K;
  path: string;
  permission: Permission;
  add?: string;
  change?: { summary: string; fields: readonly (keyof (typeof recordSchemas)[K]['properties'])[] };
  remove?: string;
  /** For fields that may be left out of a new one. */
  defaults?: Fields;
  /** Before the register sees them. */
  read?(fields: Fields): Fields;
}

type Order = Fields & { id?: string; reason?: Static<typeof Reason> };

/** One sentence each: what they do. `noun.add`, `noun.change` and `noun.remove` of a kind of record. */
export function addRecordRoutes<K extends RecordKind>(
  app: ConsoleApp,
  register: ConsoleRegister,
  { kind, path, permission, add, change, remove, defaults = {}, read = (fields) => fields }: RecordRoutes<K>,
): void {
  const config = { permission };
  const properties: TProperties = recordSchemas[kind].properties;
  const one = `${path}/:id`;
  if (add !== undefined) {
    const free = Object.keys({ id: '', ...defaults }).map((name) => [name, Type.Optional(properties[name]!)]);
    const body = Type.Object({ ...properties, ...Object.fromEntries(free), reason: Reason }, strict);
    const schema = { operationId: `${kind}.add`, summary: add, body, response: answers };
    app.post(path, { config, schema }, async (request, reply) => {
      const { reason, ...fields } = request.body as Order;
      return answer(reply, register.add(kind, read({ ...defaults, ...fields }), deedOf(request, reason)));
    });
  }
  if (change) {
    const fields = patchOf(pick(properties, ...change.fields.map(String)));
    const body = Type.Object({ ...fields, reason: Reason }, strict);
    const { summary } = change;
    const schema = {
      operationId: `${kind}.change`,
      summary,
      params: IdParams,
      headers: IfMatch,
      body,
      response: answers,
    };
    app.patch(one, { config, schema }, async (request, reply) => {
      const { reason, ...fields } = request.body as Order;
      return answer(reply, register.change(kind, request.params.id, read(fields), deedOf(request, reason)));
    });
  }
  if (remove !== undefined) {
    const given = { params: IdParams, headers: IfMatch, querystring: ReasonQuery };
    const schema = { operationId: `${kind}.remove`, summary: remove, ...given, response: answers };
    app.delete(one, { config, schema }, async (request, reply) =>
      answer(reply, register.remove(kind, request.params.id, deedOf(request, request.query.reason))),
    );
  }
}
