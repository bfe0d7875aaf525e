import type { FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static, type TNull, type TOptional, type TProperties, type TSchema, type TUnion } from 'typebox';
import { ApiError, strict } from '../console-schemas.ts';
import { Refusal } from '../refusal.ts';
import { guardOf } from '../request-rules.ts';
import { refuseChange } from './refuse-change.ts';
import type { Deed, DeedOutcome } from './register-ports.ts';

/** What the routes of the register share: how a deed is asked for and how it is answered. */
export const Reason = Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'why, for the ledger' }));
/** Of a DELETE, which has no body. */
export const ReasonQuery = Type.Object({ reason: Reason }, strict);
export const ReasonOrder = Type.Object({ reason: Reason }, strict);
export const Version = Type.Integer({ minimum: 0, description: 'counts the changes of the record' });
export const IfMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      pattern: '^"?\\d{1,9}"?$',
      description: 'the version that was read: refused with 412 if somebody has changed it since',
    }),
  ),
});
const Changed = Type.Object({ id: Type.String(), version: Version }, strict);
export const answers = { 200: Changed, '5xx': ApiError };

/** The fields of a record as they may be changed: each may be left out, and null clears it. */
export function patchOf<P extends TProperties>(properties: P): { [F in keyof P]: TOptional<TUnion<[P[F], TNull]>> } {
  const fields = Object.entries(properties).map(([name, schema]: [string, TSchema]) => [
    name,
    Type.Optional(Type.Union([schema, Type.Null()])),
  ]);
  return Object.fromEntries(fields);
}

/** Some of a record's fields. */
export function pick<P extends TProperties, F extends keyof P>(properties: P, ...names: F[]): Pick<P, F> {
  return Object.fromEntries(names.map((name) => [name, properties[name]])) as Pick<P, F>;
}

export function deedOf(request: FastifyRequest, reason: Static<typeof Reason> | undefined): Deed {
  const match = request.headers['if-match']?.replaceAll('"', '');
  return {
    user: guardOf(request).user,
    ...(reason !== undefined && { reason }),
    ...(match !== undefined && /^\d+$/.test(match) && { ifVersion: Number(match) }),
  };
}

/** The record's id and its new version, as its ETag, too. Throws a Refusal for what was not done. */
export function answer(reply: FastifyReply, outcome: DeedOutcome): Static<typeof Changed> {
  if (outcome.kind === 'done') {
    const { id, version } = outcome;
    reply.header('etag', `"${version}"`);
    return { id, version };
  }
  if (outcome.kind === 'not-found') return found<never>(undefined);
  if (outcome.kind === 'wrong-state') throw new Refusal(409, 'wrong-state', outcome.message);
  throw refuseChange(outcome.problems);
}

/** What there is, or 404. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal(404, 'no-such-record', 'There is no such record.');
  return value;
}
