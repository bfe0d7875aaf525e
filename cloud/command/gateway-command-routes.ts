import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  CommandId,
  CommandLeave,
  commandRules,
  ResultHash,
  resultHashHeader,
} from '../../devices/contracts/command.ts';
import { createParser } from '../../devices/contracts/parse.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { createGatewayDoor, type GatewayDoorDeps } from '../intake/gateway-door.ts';
import type { TokenOwner } from '../store/store.ts';
import type { CommandRow, CommandStore, ResultUpload } from './command-store.ts';

export interface GatewayCommandDeps extends GatewayDoorDeps {
  store: CommandStore;
}

const tags = ['commands'];
const security = [{ gatewayToken: [] }];
const params = Type.Object({ id: CommandId });
const isHash = createParser(ResultHash);
/** What stands in one row of the store; a result is never in memory as a whole. */
const partBytes = 256 * 1024;

const owners = new WeakMap<FastifyRequest, TokenOwner>();
const ownerOf = (request: FastifyRequest): TokenOwner => owners.get(request)!;

/** Whole parts, whatever the network's pieces are. Throws `body-too-large` at the first byte too many. */
async function* inParts(wire: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [];
  let waiting = 0;
  let total = 0;
  for await (const chunk of wire) {
    total += chunk.byteLength;
    if (total > maxBytes) throw new Fault('body-too-large', `the result is larger than ${maxBytes} bytes`);
    kept.push(chunk);
    waiting += chunk.byteLength;
    if (waiting < partBytes) continue;
    yield Buffer.concat(kept, waiting);
    kept = [];
    waiting = 0;
  }
  if (waiting > 0) yield Buffer.concat(kept, waiting);
}

async function takeResult(
  { store, clock }: GatewayCommandDeps,
  { id, kind }: CommandRow,
  wire: AsyncIterable<Buffer>,
  sha256: string,
): Promise<void> {
  const rule = commandRules[kind].result;
  if (!rule) throw new Fault('result-unwanted', `${kind} brings no result`);
  const place: ResultUpload = { command: id, upload: randomBytes(10).toString('hex') };
  const hash = createHash('sha256');
  let bytes = 0;
  let n = 0;
  try {
    for await (const part of inParts(wire, rule.maxBytes)) {
      hash.update(part);
      bytes += part.byteLength;
      await store.keepPart(place, n, part, clock.wallMs());
      n += 1;
    }
    if (bytes === 0) throw new Fault('request-invalid', 'the result is empty');
    if (hash.digest('hex') !== sha256)
      throw new Fault('result-corrupt', `the bytes are not those of ${resultHashHeader}`);
  } catch (error) {
    await store.dropUpload(place);
    if (error instanceof Fault) throw error;
    throw new Fault('request-invalid', 'the result broke off', { cause: error });
  }
  if (await store.keepResult(place, { bytes, sha256 }, clock.wallMs())) return;
  throw new Fault('result-unwanted', `command ${id} has ended meanwhile`);
}

/** A gateway's side of commands, as `devices/contracts/command.ts` tells. */
export function registerGatewayCommands(app: FastifyInstance, deps: GatewayCommandDeps): void {
  const { store, clock } = deps;
  const enter = createGatewayDoor(deps);
  app.addHook('onRequest', async (request) => {
    owners.set(request, await enter(request));
  });
  // a result is read by the route itself, part by part; it must not be taken for JSON
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  app.post<{ Params: { id: string } }>(
    '/v1/commands/:id/begin',
    {
      bodyLimit: 1024,
      schema: {
        operationId: 'commands.begin',
        summary: 'Ask whether a command is still wanted, and the time; leave to open a door is given once',
        ...{ tags, security, params, response: { 200: CommandLeave, ...errorReplies } },
      },
    },
    (request) => store.begin(ownerOf(request).gateway, request.params.id, clock.wallMs()),
  );
  app.put<{ Params: { id: string } }>(
    '/v1/commands/:id/result',
    {
      schema: {
        operationId: 'commands.putResult',
        summary: `What a command brought, as bytes, with its SHA-256 in ${resultHashHeader}`,
        ...{ tags, security, params },
        response: { 204: Type.Null({ description: 'kept' }), ...errorReplies },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const { gateway } = ownerOf(request);
      const sha256 = isHash(request.headers[resultHashHeader]);
      if (!sha256.ok) throw new Fault('request-invalid', `${resultHashHeader}: ${sha256.problem}`);
      const command = await store.one(id, clock.wallMs());
      if (!command || command.gateway !== gateway) throw new Fault('not-found', `there is no command ${id}`);
      if (command.state !== 'begun') throw new Fault('result-unwanted', `command ${id} is ${command.state}`);
      const type = commandRules[command.kind].result?.type;
      if (request.headers['content-type'] !== type)
        throw new Fault('result-unwanted', `a result of ${command.kind} is ${type ?? 'nothing'}`);
      await takeResult(deps, command, request.raw, sha256.value);
      return reply.code(204).send(null);
    },
  );
}
