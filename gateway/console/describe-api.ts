import type { FastifySchema, RouteOptions } from 'fastify';
import { ApiError } from './console-schemas.ts';
import { fileTypes } from './request-rules.ts';

interface Described {
  schema: FastifySchema | undefined;
  url: string;
  route: RouteOptions;
}

/**
 * What the OpenAPI document says of a route beyond its own schema: its tag (the noun of its operation), the permission that
 * it needs, its refusals, files and times.
 */
export function describeRoute({ schema, url, route }: Described): { schema: FastifySchema; url: string } {
  const { permission, public: isPublic, file } = route.config ?? {};
  const noun = schema?.operationId?.split('.')[0];
  const answers = typeof schema?.response === 'object' ? schema.response : {};
  const described = {
    ...schema,
    ...(noun !== undefined && { tags: [noun] }),
    ...(permission !== undefined && { 'x-permission': permission }),
    ...(isPublic && { security: [] }),
    ...(schema?.body !== undefined && { body: describe(schema.body, true) }),
    ...(schema?.querystring !== undefined && { querystring: describe(schema.querystring, true) }),
    ...(file && { consumes: fileTypes, body: { type: 'string', format: 'binary' } }),
    response: describe({ '4xx': ApiError, ...answers }, false),
  };
  return { schema: described, url };
}

/** As OpenAPI 3.1 writes it, which has tuples of its own; in requests moments are taken as ISO 8601, too: wire-times.ts. */
function describe(schema: unknown, isRequest: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((each) => describe(each, isRequest));
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === 'properties' && isRequest) return [key, timedProperties(value)];
    // What a room notes on a field; OpenAPI takes such notes under names that begin with x-.
    if (key === 'dataClass' && typeof value === 'string') return ['x-data-class', value];
    return [key, describe(value, isRequest)];
  });
  const { items, additionalItems, ...rest } = Object.fromEntries(entries);
  if (Array.isArray(items)) return { ...rest, prefixItems: items, maxItems: items.length };
  return { ...rest, ...(items !== undefined && { items }), ...(additionalItems !== undefined && { additionalItems }) };
}

function timedProperties(properties: object): unknown {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      isMoment(name, schema) ? moment(schema) : describe(schema, true),
    ]),
  );
}

/** By its name and by a bound that no duration has: the last moment that JavaScript knows. */
function isMoment(name: string, schema: { type?: string; maximum?: number }): boolean {
  return name.endsWith('Ms') && schema.type === 'integer' && schema.maximum === 8_640_000_000_000_000;
}

function moment(schema: { description?: string }): unknown {
  const how = 'epoch milliseconds or ISO 8601; without an offset in the time zone of the site';
  const description = schema.description === undefined ? how : `${schema.description}; ${how}`;
  return describe({ ...schema, type: ['integer', 'string'], description }, false);
}
