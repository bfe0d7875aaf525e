import Type from 'typebox';
import { EpochMs } from '../../../devices/contracts/place.ts';
import type { ConsoleApp } from '../console-fastify.ts';
import { Count, strict } from '../console-schemas.ts';
import { guardOf } from '../request-rules.ts';
import type { ConsoleLedger } from './ledger-ports.ts';

const Seq = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const Hash = Type.String({ description: 'SHA-256, hex' });
const Head = Type.Object({ seq: Count, hash: Hash }, strict);
const usualLimit = 100;

const Entry = Type.Object(
  {
    seq: Seq,
    hash: Hash,
    atMs: EpochMs,
    writtenAtMs: Type.Optional(Type.Integer({ description: 'where it was written more than a second later' })),
    actor: Type.Object({ kind: Type.Enum(['user', 'gateway', 'device']), id: Type.Optional(Type.String()) }, strict),
    action: Type.String(),
    subject: Type.Optional(Type.String()),
    purpose: Type.Optional(Type.String()),
    reason: Type.Optional(Type.String()),
    detail: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  strict,
);
const Query = Type.Object(
  {
    subject: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    actor: Type.Optional(Type.String({ minLength: 1, maxLength: 80, description: 'gateway, an id, or user:guard' })),
    action: Type.Optional(
      Type.String({ pattern: '^[a-z][a-z0-9.-]{0,63}$', description: 'whole, or up to a dot: access' }),
    ),
    fromMs: Type.Optional(EpochMs),
    toMs: Type.Optional(EpochMs),
    beforeSeq: Type.Optional(Seq),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: usualLimit })),
  },
  strict,
);
const Anchor = Type.Object(
  { ...Head.properties, atMs: EpochMs, gateway: Type.String(), signature: Type.String() },
  strict,
);
const Verdict = Type.Object(
  {
    ok: Type.Boolean(),
    entries: Type.Integer({ minimum: 0, description: 'looked at' }),
    anchors: Type.Integer({ minimum: 0, description: 'met on the way' }),
    head: Type.Optional(Head),
    trimmedThrough: Type.Optional(Type.Integer({ description: 'what went at its time; 0 if nothing has' })),
    seq: Type.Optional(Type.Integer({ description: 'the first that is wrong' })),
    problem: Type.Optional(Type.String({ description: 'one sentence' })),
  },
  strict,
);

export function addLedgerRoutes(app: ConsoleApp, ledger: ConsoleLedger): void {
  app.get(
    '/api/ledger',
    {
      config: { permission: 'ledger.read' },
      schema: {
        operationId: 'ledger.find',
        summary: 'Who did what to whom, when and why; newest first',
        querystring: Query,
        response: {
          200: Type.Object(
            { entries: Type.Array(Entry), next: Type.Optional(Type.Integer({ description: 'for beforeSeq' })) },
            strict,
          ),
        },
      },
    },
    async (request) => {
      const { limit = usualLimit, ...query } = request.query;
      const entries = ledger.find({ ...query, limit }, guardOf(request).user);
      const last = entries.at(-1);
      return { entries, ...(last && entries.length === limit && last.seq > 1 ? { next: last.seq } : {}) };
    },
  );
  app.get(
    '/api/ledger/head',
    {
      config: { permission: 'ledger.read' },
      schema: {
        operationId: 'ledger.head',
        summary: 'Where the chain stands: write it down elsewhere, and nobody can write the ledger anew unnoticed',
        response: { 200: Head },
      },
    },
    async () => ledger.head(),
  );
  app.get(
    '/api/ledger/anchors',
    {
      config: { permission: 'ledger.read' },
      schema: {
        operationId: 'ledger.anchors',
        summary: 'Where the chain stood when it was last sealed and handed to the cloud; newest first',
        querystring: Type.Object(
          { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 50 })) },
          strict,
        ),
        response: { 200: Type.Array(Anchor) },
      },
    },
    async ({ query: { limit = 50 } }) => ledger.anchors(limit),
  );
  app.post(
    '/api/ledger/verify',
    {
      config: { permission: 'ledger.read' },
      schema: {
        operationId: 'ledger.verify',
        summary: 'Walk the whole chain and say where it is damaged first',
        body: Type.Object({}, strict),
        response: { 200: Verdict },
      },
    },
    async (request) => ledger.verify(guardOf(request).user),
  );
}
