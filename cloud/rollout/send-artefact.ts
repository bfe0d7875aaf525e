import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../fault.ts';
import type { ArtefactFiles } from './artefact-files.ts';
import { isNamed, parseRange } from './parse-range.ts';

const textOf = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined);

/** Answers a GET or HEAD of a whole artefact, or of a part of it. */
export async function sendArtefact(
  files: Pick<ArtefactFiles, 'size' | 'read'>,
  sha256: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { bytes, whole } = await files.size(sha256);
  if (!whole) throw new Fault('not-found', 'there is no such artefact');
  const etag = `"${sha256}"`;
  reply.header('etag', etag).header('accept-ranges', 'bytes').header('cache-control', 'private, no-transform');
  const { headers } = request;
  if (isNamed(headers['if-none-match'], etag)) return reply.code(304).send();
  const range = parseRange({ range: textOf(headers.range), ifRange: textOf(headers['if-range']) }, bytes, etag);
  reply.type('application/octet-stream');
  if (range === 'none') {
    reply.header('content-range', `bytes */${bytes}`);
    throw new Fault('range-unsatisfiable', `the artefact has ${bytes} bytes`);
  }
  if (range === 'whole') {
    reply.header('content-length', bytes);
    return reply.send(request.method === 'HEAD' ? null : files.read(sha256));
  }
  reply
    .code(206)
    .header('content-range', `bytes ${range.from}-${range.to}/${bytes}`)
    .header('content-length', range.to - range.from + 1);
  return reply.send(request.method === 'HEAD' ? null : files.read(sha256, range));
}
