import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import { createParser, type Parser } from '../../devices/contracts/parse.ts';
import { createSiteTime } from '../kernel/site-time.ts';
import { readTimes } from './wire-times.ts';

/**
 * Checks requests against their schemas. What stands in an address is text and is read as what the schema says; a body is
 * taken as it is. Both may hold ISO 8601 times in place of epoch milliseconds, where a field's name ends in `Ms`.
 */
export function createRequestValidator(timeZone: string): FastifySchemaCompiler<TSchema> {
  const siteTime = createSiteTime(timeZone);
  return ({ schema, httpPart }) => {
    // Compiled with the first request: most of two hundred operations are hardly ever asked for.
    let parse: Parser<unknown> | undefined;
    return (data: unknown) => {
      parse ??= createParser(schema);
      const timed = Value.Default(schema, readTimes(data, siteTime));
      const parsed = parse(httpPart === 'body' ? timed : Value.Convert(schema, timed));
      return parsed.ok ? { value: parsed.value } : { error: new Error(parsed.problem) };
    };
  };
}
