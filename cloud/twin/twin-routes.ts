import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { Id } from '../../devices/contracts/place.ts';
import { TwinDocument } from '../../devices/contracts/twin.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { ReadStore } from '../store/store.ts';
import { type Access, scopeOf } from '../tenancy/access.ts';
import { standings } from './decide-standing.ts';
import { mayAtLayer } from './layer-scope.ts';
import type { Member } from './plan-change.ts';
import type { TwinDesk } from './twin-desk.ts';
import type { TwinStore } from './twin-store.ts';
import { DeedView, TwinList, TwinRow, TwinView, viewDeed, viewDrift, viewTwinRow } from './twin-views.ts';

export interface TwinDeps {
  access: Access;
  desk: TwinDesk;
  store: Pick<TwinStore, 'desired' | 'reported' | 'layerDeeds'>;
  seen: Pick<ReadStore, 'gateways'>;
  members(): Promise<Member[]>;
  memberAt(gateway: string, site: string | undefined): Member;
  clock: Clock;
}

const tags = ['settings'];
const maxSearched = 5000;
const strict = { additionalProperties: false } as const;

/** Rows of every gateway, or of one. */
async function readRows(
  { store, seen, members, clock }: TwinDeps,
  asked: readonly string[] | undefined,
): Promise<TwinRow[]> {
  const wanted = asked && new Set(asked);
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
    .filter(({ gateway }) => wanted?.has(gateway) ?? true)
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
      config: { needs: 'fleet.see' },
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
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'twins.list',
        summary: 'Which gateways run with what they should, and which do not',
        tags,
        querystring: Type.Object(
          {
            troubled: Type.Optional(
              Type.Boolean({ description: 'only those that refused or drifted; counts are of all' }),
            ),
          },
          strict,
        ),
        response: { 200: TwinList, ...errorReplies },
      },
    },
    async (request) => {
      const { troubled = false } = request.query;
      const all = await readRows(deps, scopeOf(deps.access.of(request)).only);
      const counts = standings.map((each) => [each, all.filter(({ standing }) => standing === each).length]);
      const twins = troubled ? all.filter(({ standing }) => standing === 'refused' || standing === 'drifted') : all;
      return { nowMs: deps.clock.wallMs(), counts: Object.fromEntries(counts), twins };
    },
  );
  app.get(
    '/v1/twin-deeds',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'twins.deeds',
        summary: 'Who changed which settings, when and why, newest first',
        tags,
        querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, strict),
        response: { 200: Type.Object({ deeds: Type.Array(DeedView) }), ...errorReplies },
      },
    },
    async (request) => {
      const { limit = 100 } = request.query;
      const operator = deps.access.of(request);
      const { layers } = await deps.desk.world();
      const his = new Set(layers.filter((state) => mayAtLayer(operator, 'fleet.see', state)).map(({ layer }) => layer));
      const isAll = operator.seen === undefined;
      // of somebody who sees some layers only, what he sees among the latest
      const deeds = await deps.store.layerDeeds({ limit: isAll ? limit : maxSearched });
      return {
        deeds: deeds
          .filter(({ layer, only = [] }) => {
            return isAll || (his.has(layer) && only.every((gateway) => operator.may('fleet.see', gateway)));
          })
          .slice(0, limit)
          .map(viewDeed),
      };
    },
  );
}

function registerOne(instance: FastifyInstance, deps: TwinDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const params = Type.Object({ gateway: Id });
  const rowOf = async (gateway: string): Promise<TwinRow> => {
    const [row] = await readRows(deps, [gateway]);
    if (!row) throw new Fault('not-found', `there is no gateway ${gateway}`);
    return row;
  };
  app.get(
    '/v1/twins/:gateway',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'twins.get',
        summary: 'What a gateway should run with, where each value comes from, and what it runs with',
        tags,
        params,
        response: { 200: TwinView, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      deps.access.of(request).require('fleet.see', gateway);
      const twin = await rowOf(gateway);
      const desired = await deps.desk.resolve(deps.memberAt(gateway, twin.site ?? undefined));
      const [report] = await deps.store.reported([gateway]);
      const runs = report ? (report.reported.document as typeof desired.document) : null;
      return { nowMs: deps.clock.wallMs(), twin, desired, runs, drift: viewDrift(report, desired.document) };
    },
  );
  app.post(
    '/v1/twins/:gateway/resend',
    {
      config: { needs: 'settings.change' },
      schema: {
        operationId: 'twins.resend',
        summary: 'Give a gateway that refused its settings the same ones again',
        tags,
        params,
        response: { 200: TwinRow, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      deps.access.of(request).require('settings.change', gateway);
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
