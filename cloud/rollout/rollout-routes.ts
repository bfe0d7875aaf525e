import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { visible } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import type { Operator } from '../tenancy/access.ts';
import { rolloutActs } from './decide-act.ts';
import { RolloutTarget } from './find-targets.ts';
import { requireRollouts } from './release-desk.ts';
import type { ReleaseRouteDeps } from './release-routes.ts';
import { stopping } from './rollout-desk.ts';
import type { RolloutRow, RolloutTerms } from './rollout-store.ts';
import {
  PlaceView,
  ReleaseId,
  RolloutActView,
  RolloutId,
  RolloutView,
  Terms,
  viewAct,
  viewPlace,
  viewRollout,
  Why,
} from './rollout-views.ts';

const tags = ['rollouts'];
const strict = { additionalProperties: false } as const;
const errors = { ...errorReplies };
const bodyLimit = 2 * 1024 * 1024;
const Path = Type.Object({ rollout: RolloutId });
const Title = Type.String({ minLength: 1, maxLength: 100, pattern: visible });

function registerReading(instance: FastifyInstance, { rollouts, access }: ReleaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { store } = rollouts;
  const config = { needs: 'fleet.see' } as const;
  const view = async (row: RolloutRow, operator: Operator) =>
    viewRollout(row, await store.release(row.plan.release), await store.tallies(row.plan.id), operator.id);
  const isSeen = ({ seen }: Operator, gateway: string) => seen?.has(gateway) ?? true;
  async function find(id: string, operator: Operator) {
    const row = await store.rollout(id);
    const places = (row ? await store.places(id) : []).filter(({ gateway }) => isSeen(operator, gateway));
    if (!row || places.length === 0) throw new Fault('not-found', 'there is no such rollout');
    return { row, places };
  }
  app.get(
    '/v1/rollouts',
    {
      config,
      schema: {
        operationId: 'rollouts.list',
        summary: 'The latest rollouts, newest first, with how many gateways stand how',
        tags,
        response: { 200: Type.Object({ rollouts: Type.Array(RolloutView) }), ...errors },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const rows = await store.rollouts();
      const views = rows.map(async (row) => {
        const places = operator.seen === undefined ? [] : await store.places(row.plan.id);
        const isMine = operator.seen === undefined || places.some(({ gateway }) => isSeen(operator, gateway));
        return isMine ? [await view(row, operator)] : [];
      });
      return { rollouts: (await Promise.all(views)).flat() };
    },
  );
  app.get(
    '/v1/rollouts/:rollout',
    {
      config,
      schema: {
        operationId: 'rollouts.get',
        summary: 'One rollout: every gateway that the operator sees, and what was done',
        tags,
        params: Path,
        response: {
          200: Type.Object({
            rollout: RolloutView,
            gateways: Type.Array(PlaceView),
            acts: Type.Array(RolloutActView),
          }),
          ...errors,
        },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const { row, places } = await find(request.params.rollout, operator);
      const acts = (await store.rolloutActs(row.plan.id)).map(viewAct);
      return { rollout: await view(row, operator), gateways: places.map(viewPlace), acts };
    },
  );
}

function registerPreparing(instance: FastifyInstance, { rollouts, access }: ReleaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { desk, store, config: switchedOn } = rollouts;
  const config = { needs: 'rollouts.prepare' } as const;
  app.post(
    '/v1/rollouts/preview',
    {
      config,
      bodyLimit,
      schema: {
        operationId: 'rollouts.preview',
        summary:
          'Whom a rollout would reach, and in which groups; nothing is kept. The groups are dealt anew when it is prepared',
        tags,
        body: Type.Object({ target: RolloutTarget, terms: Terms, release: Type.Optional(ReleaseId) }, strict),
        response: {
          200: Type.Object({
            gateways: Type.Integer(),
            sites: Type.Integer(),
            groups: Type.Array(Type.Integer({ description: 'gateways of the group' })),
          }),
          ...errors,
        },
      },
    },
    async (request) => {
      const { terms, ...draft } = request.body;
      const dealt = await desk.preview({ ...draft, terms: terms as RolloutTerms }, access.of(request));
      const groups = Map.groupBy(dealt, ({ group }) => group);
      return {
        gateways: dealt.length,
        sites: new Set(dealt.map(({ site }) => site)).size,
        groups: [...groups].sort(([a], [b]) => a - b).map(([, members]) => members.length),
      };
    },
  );
  app.post(
    '/v1/rollouts',
    {
      config,
      bodyLimit,
      schema: {
        operationId: 'rollouts.prepare',
        summary: 'Prepare a rollout; it begins when a second person approves it',
        tags,
        body: Type.Object({ title: Title, release: ReleaseId, target: RolloutTarget, terms: Terms }, strict),
        response: { 200: RolloutView, ...errors },
      },
    },
    async (request) => {
      requireRollouts(switchedOn);
      const operator = access.of(request);
      const { terms, ...draft } = request.body;
      const row = await desk.prepare({ ...draft, terms: terms as RolloutTerms }, operator);
      return viewRollout(row, await store.release(draft.release), await store.tallies(row.plan.id), operator.id);
    },
  );
}

const summaries = {
  approve: 'Approve a rollout that somebody else prepared; it begins',
  pause: 'Nobody else gets it; whoever has begun goes on',
  resume: 'Go on with what was paused or has halted; what went wrong so far no longer counts',
  cancel: 'End it: nobody else gets it, and whoever has not switched yet stops',
  retry: 'Another try for those that ended badly',
  back: 'End it and go back to what ran before, at all who have it; begins at once',
} as const;

function registerActing(instance: FastifyInstance, { rollouts, access }: ReleaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { desk, store } = rollouts;
  const answer = async (row: RolloutRow, request: FastifyRequest) => {
    const { release, id } = row.plan;
    return viewRollout(row, await store.release(release), await store.tallies(id), access.of(request).id);
  };
  const schemaOf = (act: keyof typeof summaries) => ({
    operationId: act === 'back' ? 'rollouts.rollBack' : `rollouts.${act}`,
    summary: summaries[act],
    tags,
    params: Path,
    body: Type.Object({ why: Why }, strict),
    response: { 200: RolloutView, ...errors },
  });
  for (const act of rolloutActs)
    app.post(
      `/v1/rollouts/:rollout/${act}`,
      // who may prepare one may stop one, too: the desk asks for either
      { config: { needs: stopping.includes(act) ? 'fleet.see' : 'rollouts.approve' }, schema: schemaOf(act) },
      async (request) => {
        const { rollout } = request.params as { rollout: string };
        const { why } = request.body as { why: string };
        return answer(await desk.act(rollout, act, access.of(request), why.trim()), request);
      },
    );
  app.post(
    '/v1/rollouts/:rollout/roll-back',
    { config: { needs: 'rollouts.approve' }, schema: schemaOf('back') },
    async (request) => {
      const { why } = request.body;
      return answer(await desk.rollBack(request.params.rollout, access.of(request), why.trim()), request);
    },
  );
}

/** Rollouts. The caller lets in only who is logged in. */
export function registerRollouts(app: FastifyInstance, deps: ReleaseRouteDeps): void {
  registerReading(app, deps);
  registerPreparing(app, deps);
  registerActing(app, deps);
}
