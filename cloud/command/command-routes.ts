import { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { CommandId, CommandReason, CommandWhat, commandRules } from '../../devices/contracts/command.ts';
import { Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Access, Operator } from '../tenancy/access.ts';
import type { AuditStore } from '../tenancy/audit-store.ts';
import {
  type CommandRow,
  type CommandStore,
  commandStates,
  type DecideRefusal,
  type ResultUpload,
  type Signed,
  type Verdict,
} from './command-store.ts';
import { CommandList, CommandView, viewCommand } from './command-views.ts';

export interface CommandRouteDeps {
  store: CommandStore;
  audit: Pick<AuditStore, 'keep'>;
  access: Access;
  /** Gateways that there are. */
  members(): Promise<readonly { gateway: string }[]>;
  /** Something was put into the gateway's queue. */
  onSent(gateway: string): void;
  clock: Clock;
}

const tags = ['commands'];
const strict = { additionalProperties: false } as const;
const params = Type.Object({ command: CommandId });
const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 200 }));
const answers = { 200: CommandView, ...errorReplies };

const refusals: Record<Exclude<DecideRefusal, 'no-command'>, string> = {
  'command-own': 'whoever asked for it cannot approve or decline it',
  'command-decided': 'it is decided, begun or over already',
  'command-expired': 'its time is over',
  'downlink-full': 'too much waits for this gateway',
};

const signed = ({ id, sign }: Operator): Signed => ({ id, sign });

/** The command, if the operator may know of its gateway. */
async function findFor({ store, clock }: CommandRouteDeps, operator: Operator, id: string): Promise<CommandRow> {
  const command = await store.one(id, clock.wallMs());
  const known = command && (operator.seen?.has(command.gateway) ?? true);
  if (!command || !known) throw new Fault('not-found', `there is no command ${id}`);
  return command;
}

function registerLists(instance: FastifyInstance, deps: CommandRouteDeps): void {
  const { store, access, clock } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/commands',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'commands.list',
        summary: 'Commands to gateways, newest first; those that wait for approval with state=asked',
        tags,
        querystring: Type.Object(
          { gateway: Type.Optional(Id), state: Type.Optional(Type.Enum([...commandStates])), limit: Limit },
          strict,
        ),
        response: { 200: CommandList, ...errorReplies },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const { gateway, state, limit = 50 } = request.query;
      if (gateway !== undefined) operator.require('fleet.see', gateway);
      const nowMs = clock.wallMs();
      const query = {
        limit,
        ...(gateway === undefined ? {} : { gateway }),
        ...(state === undefined ? {} : { state }),
        ...(operator.seen ? { within: [...operator.seen] } : {}),
      };
      const commands = await store.list(query, nowMs);
      return { nowMs, commands: commands.map((row) => viewCommand(row, operator.id)) };
    },
  );
  app.get(
    '/v1/commands/:command',
    {
      config: { needs: 'fleet.see' },
      schema: { operationId: 'commands.get', summary: 'One command', tags, params, response: answers },
    },
    async (request) => {
      const operator = access.of(request);
      const command = await findFor(deps, operator, request.params.command);
      operator.require('fleet.see', command.gateway);
      return viewCommand(command, operator.id);
    },
  );
}

function registerAsking(instance: FastifyInstance, deps: CommandRouteDeps): void {
  const { store, access, members, onSent, clock } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/v1/gateways/:gateway/commands',
    {
      config: { needs: 'commands.ask' },
      schema: {
        operationId: 'commands.ask',
        summary: 'Ask a gateway to do something; to open a door another operator has to approve',
        tags,
        params: Type.Object({ gateway: Id }),
        body: Type.Object({ what: CommandWhat, why: CommandReason }, strict),
        response: answers,
      },
    },
    async (request) => {
      const operator = access.of(request);
      const { gateway } = request.params;
      operator.require('commands.ask', gateway);
      if (!(await members()).some((member) => member.gateway === gateway))
        throw new Fault('not-found', `there is no gateway ${gateway}`);
      const { what } = request.body;
      const why = request.body.why.trim();
      if (why.length < 3) throw new Fault('request-invalid', 'body: why must be said in 3 characters or more');
      const asked = await store.ask({ gateway, what, why, by: signed(operator) }, clock.wallMs());
      if (asked.kind === 'refused') throw new Fault(asked.why, `too much waits for ${gateway}`);
      if (asked.command.state === 'sent') onSent(gateway);
      return viewCommand(asked.command, operator.id);
    },
  );
}

const verdicts: readonly { verdict: Verdict; needs: 'commands.ask' | 'commands.approve'; summary: string }[] = [
  { verdict: 'approve', needs: 'commands.approve', summary: 'Approve what another operator asked for: it is sent' },
  { verdict: 'decline', needs: 'commands.approve', summary: 'Decline what another operator asked for' },
  { verdict: 'withdraw', needs: 'commands.ask', summary: 'Take back what the gateway has not begun' },
];

function registerDeciding(instance: FastifyInstance, deps: CommandRouteDeps): void {
  const { store, access, onSent, clock } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  for (const { verdict, needs, summary } of verdicts)
    app.post(
      `/v1/commands/:command/${verdict}`,
      { config: { needs }, schema: { operationId: `commands.${verdict}`, summary, tags, params, response: answers } },
      async (request) => {
        const operator = access.of(request);
        const { id, gateway } = await findFor(deps, operator, (request.params as { command: string }).command);
        operator.require(needs, gateway);
        const decided = await store.decide(id, verdict, signed(operator), clock.wallMs());
        if (decided.kind === 'refused') {
          if (decided.why === 'no-command') throw new Fault('not-found', `there is no command ${id}`);
          throw new Fault(decided.why, `command ${id}: ${refusals[decided.why]}`);
        }
        if (decided.command.state === 'sent') onSent(gateway);
        return viewCommand(decided.command, operator.id);
      },
    );
}

async function* readParts(store: CommandStore, place: ResultUpload): AsyncGenerator<Buffer> {
  for (let n = 0; ; n += 1) {
    const part = await store.part(place, n);
    if (!part) return;
    yield part;
  }
}

function registerResult(app: FastifyInstance, deps: CommandRouteDeps): void {
  const { store, audit, access, clock } = deps;
  app.get<{ Params: { command: string } }>(
    '/v1/commands/:command/result',
    {
      config: { needs: 'commands.ask' },
      schema: {
        operationId: 'commands.result',
        summary: 'What a command brought; that it was fetched is written down',
        ...{ tags, params, response: errorReplies },
        produces: Object.values(commandRules).flatMap(({ result }) => (result ? [result.type] : [])),
      },
    },
    async (request, reply) => {
      const operator = access.of(request);
      const { id, gateway, kind, result } = await findFor(deps, operator, request.params.command);
      operator.require('commands.ask', gateway);
      const rule = commandRules[kind].result;
      if (!rule || !result?.upload) throw new Fault('not-found', `command ${id} has no result, or its time is over`);
      const atMs = clock.wallMs();
      const { id: by, sign } = operator;
      await audit.keep({ by: sign, operator: by, atMs, deed: 'command.fetch', gateway, subject: `${kind}/${id}` });
      reply
        .header('content-type', rule.type)
        .header('content-length', result.bytes)
        // neither gateway nor camera in the name of a file that lies about
        .header('content-disposition', `attachment; filename="${kind}-${id.slice(0, 8)}.${rule.extension}"`)
        .header('cache-control', 'no-store');
      return reply.send(Readable.from(readParts(store, { command: id, upload: result.upload })));
    },
  );
}

/** Commands as operators ask, approve and follow them. The caller lets in only who is logged in. */
export function registerCommands(app: FastifyInstance, deps: CommandRouteDeps): void {
  registerLists(app, deps);
  registerAsking(app, deps);
  registerDeciding(app, deps);
  registerResult(app, deps);
}
