import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { TwinDocument } from '../../devices/contracts/twin.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { ReadStore } from '../store/store.ts';
import { standings } from './decide-standing.ts';
import type { Member } from './plan-change.ts';
import type { TwinDesk } from './twin-desk.ts';
import type { TwinStore } from './twin-store.ts';
import { DeedView, TwinList, TwinRow, TwinView, viewDeed, viewDrift, viewTwinRow } from './twin-views.ts';

export interface TwinDeps {
  desk: TwinDesk;
  store: Pick<TwinStore, 'desired' | 'reported' | 'layerDeeds'>;
  seen: Pick<ReadStore, 'gateways'>;
  members(): Promise<Member[]>;
  clock: Clock;
}

const tags = ['settings'];
const strict = { additionalProperties: false } as const;

/** Rows of every gateway, or of one. */
async function readRows({ store, seen, members, clock }: TwinDeps, only?: string): Promise<TwinRow[]> {
  const asked = only === undefined ? undefined : [only];
  const [all, rows, desired, reported] = await Promise.all([
    members(),
    seen.gateways(asked),
    store.desired(asked),
    store.reported(asked),
  ]);
  const byGateway = <Row extends { gateway: string }>(list: readonly Row[]) =>
    new Map(list.map((row) => [row.gateway, row]));
  const [lastSeen, desiredOf, reportOf] = [byGateway(rows), byGateway(desired), byGateway(reported)];
  const nowMs = clock.wallMs();
  return all
    .filter(({ gateway }) => only === undefined || gateway === only)
    .map((member) =>
      viewTwinRow(
        {
          ...member,
          lastSeenMs: lastSeen.get(member.gateway)?.lastSeenMs ?? null,
          desired: desiredOf.get(member.gateway),
          report: reportOf.get(member.gateway),
        },
        nowMs,
      ),
    );
}

function registerLists(instance: FastifyInstance, deps: TwinDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/twin-schema',
    {
      schema: {
        operationId: 'twins.schema',
        summary: 'JSON Schema of the settings, with what each one is and when it takes effect',
        tags,
        response: { 200: Type.Object({}, { additionalProperties: true }), ...errorReplies },
      },
    },
    async () => TwinDocument,
  );
  app.get(
    '/v1/twins',
    {
      schema: {
        operationId: 'twins.list',
        summary: 'Which gateways run with what they should, and which do not',
        tags,
        response: { 200: TwinList, ...errorReplies },
      },
    },
    async () => {
      const twins = await readRows(deps);
      const counts = standings.map((each) => [each, twins.filter(({ standing }) => standing === each).length]);
      return { nowMs: deps.clock.wallMs(), counts: Object.fromEntries(counts), twins };
    },
  );
  app.get(
    '/v1/twin-deeds',
    {
      schema: {
        operationId: 'twins.deeds',
        summary: 'Who changed which settings, when and why, newest first',
        tags,
        querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, strict),
        response: { 200: Type.Object({ deeds: Type.Array(DeedView) }), ...errorReplies },
      },
    },
    async ({ query: { limit = 100 } }) => ({ deeds: (await deps.store.layerDeeds({ limit })).map(viewDeed) }),
  );
}

function registerOne(instance: FastifyInstance, deps: TwinDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const params = Type.Object({ gateway: Id });
  const rowOf = async (gateway: string): Promise<TwinRow> => {
    const [row] = await readRows(deps, gateway);
    if (!row) throw new Fault('not-found', `there is no gateway ${gateway}`);
    return row;
  };
  app.get(
    '/v1/twins/:gateway',
    {
      schema: {
        operationId: 'twins.get',
        summary: 'What a gateway should run with, where each value comes from, and what it runs with',
        tags,
        params,
        response: { 200: TwinView, ...errorReplies },
      },
    },
    async ({ params: { gateway } }) => {
      const twin = await rowOf(gateway);
      const desired = await deps.desk.resolve({ gateway, ...(twin.site === null ? {} : { site: twin.site }) });
      const [report] = await deps.store.reported([gateway]);
      const runs = report ? (report.reported.document as typeof desired.document) : null;
      return { nowMs: deps.clock.wallMs(), twin, desired, runs, drift: viewDrift(report, desired.document) };
    },
  );
  app.post(
    '/v1/twins/:gateway/resend',
    {
      schema: {
        operationId: 'twins.resend',
        summary: 'Give a gateway that refused its settings the same ones again',
        tags,
        params,
        response: { 200: TwinRow, ...errorReplies },
      },
    },
    async ({ params: { gateway } }) => {
      await rowOf(gateway);
      await deps.desk.resend(gateway);
      return rowOf(gateway);
    },
  );
}

/** Gateways and their settings. The caller lets in only who is logged in. */
export function registerTwins(app: FastifyInstance, deps: TwinDeps): void {
  registerLists(app, deps);
  registerOne(app, deps);
}
