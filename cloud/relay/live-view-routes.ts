import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { CommandId } from '../../devices/contracts/command.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import type { CommandStore } from '../command/command-store.ts';
import { Fault } from '../fault.ts';
import type { Access } from '../tenancy/access.ts';
import type { AuditStore } from '../tenancy/audit-store.ts';
import type { RelayDesk } from './relay-desk.ts';

export interface LiveViewDeps {
  store: Pick<CommandStore, 'one'>;
  audit: Pick<AuditStore, 'keep'>;
  access: Access;
  relays: RelayDesk;
  clock: Clock;
}

/** Who may what is looked up again so often, beside what other processes tell of it. */
const refreshEveryMs = 2000;
const farewellMs = 2000;

/** `GET /v1/commands/{command}/live`: the picture, for the one operator who asked for it, for as long as he may. */
export function registerLiveViews(app: FastifyInstance, deps: LiveViewDeps): void {
  const { store, audit, access, relays, clock } = deps;
  app.get<{ Params: { command: string } }>(
    '/v1/commands/:command/live',
    {
      config: { needs: 'commands.ask' },
      schema: {
        operationId: 'commands.watch',
        summary: 'The frames of a live view (devices/contracts/live-relay.ts), once, for whoever asked for it',
        ...{ tags: ['commands'], params: Type.Object({ command: CommandId }), response: errorReplies },
        produces: ['application/octet-stream'],
      },
    },
    async (request, reply) => {
      const operator = access.of(request);
      const { command: id } = request.params;
      const command = await store.one(id, clock.wallMs());
      const isKnown = command?.kind === 'live-view' && (operator.seen?.has(command.gateway) ?? true);
      if (!isKnown) throw new Fault('not-found', `there is no live view ${id}`);
      const { gateway, state, kind } = command;
      operator.require('commands.ask', gateway);
      if (command.asked.id !== operator.id) throw new Fault('forbidden', 'a live view is for whoever asked for it');
      if (state !== 'sent' && state !== 'begun') throw new Fault('command-decided', `command ${id} is ${state}`);
      const { lasts, expiresAtMs } = access.watch(request);
      const { id: by, sign } = operator;
      const atMs = clock.wallMs();
      await audit.keep({ by: sign, operator: by, atMs, deed: 'command.watch', gateway, subject: `${kind}/${id}` });
      const { raw: wire } = reply;
      const leave = relays.watch(id, gateway, {
        write: (bytes) => wire.write(bytes),
        waitingBytes: () => wire.writableLength,
        lasts: () => expiresAtMs > clock.wallMs() && lasts() && operator.may('commands.ask', gateway),
        end() {
          wire.end();
          // one that takes nothing is not waited for
          setTimeout(() => wire.destroy(), farewellMs).unref();
        },
      });
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) wire.setHeader(name, value);
      wire.setHeader('content-type', 'application/octet-stream');
      wire.setHeader('cache-control', 'no-store');
      wire.setHeader('x-accel-buffering', 'no');
      wire.flushHeaders();
      reply.hijack();
      // told often enough by other processes; what was missed is found at the next look
      const refresh = setInterval(() => void access.refresh().catch(leave), refreshEveryMs);
      const end = () => {
        clearInterval(refresh);
        leave();
      };
      wire.on('close', end);
      // it left while it was let in: nothing will say so any more
      if (wire.destroyed) end();
    },
  );
}
