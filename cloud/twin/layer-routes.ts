import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Id, visible } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import type { Access } from '../tenancy/access.ts';
import { LayerName, readLayerName } from './layer-name.ts';
import { mayAtLayer, requireAtLayer, requireGateways } from './layer-scope.ts';
import type { DeedBy, LayerDraft, TwinDesk } from './twin-desk.ts';
import type { LayerState, TwinStore } from './twin-store.ts';
import {
  Content,
  DeedView,
  DefinitionView,
  Gateways,
  LayerView,
  PreviewView,
  viewDeed,
  viewLayer,
  viewPreview,
} from './twin-views.ts';

export interface LayerDeps {
  desk: TwinDesk;
  store: Pick<TwinStore, 'layerVersion' | 'layerVersions' | 'layerDeeds'>;
  access: Access;
}

const tags = ['settings'];
const strict = { additionalProperties: false } as const;
const bodyLimit = 2 * 1024 * 1024;
const LayerPath = Type.Object({ layer: LayerName });
const Why = Type.String({ minLength: 1, maxLength: 500, pattern: visible, description: 'for those who read it later' });
const Chosen = Type.Optional(
  Type.Array(Id, {
    minItems: 1,
    maxItems: 20_000,
    uniqueItems: true,
    description: 'for these gateways first; all if left out',
  }),
);
const draftParts = {
  content: Content,
  priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000, description: 'of a group' })),
  members: Type.Optional(Gateways),
  only: Chosen,
};
const errors = { ...errorReplies };

interface DraftBody {
  content: LayerDraft['content'];
  priority?: number;
  members?: string[];
  only?: string[];
}

function toDraft(layer: string, { content, priority, members, only }: DraftBody): LayerDraft {
  const isGroup = readLayerName(layer).kind === 'group';
  if (!isGroup && (priority !== undefined || members !== undefined))
    throw new Fault('request-invalid', `${layer} is no group: only groups have priority and members`);
  return { content, priority: priority ?? 0, members: members ?? [], ...(only ? { only } : {}) };
}

/** The revision that the request names. */
function readIfMatch(request: FastifyRequest): number {
  const text = request.headers['if-match'];
  if (text === undefined) throw new Fault('if-match-missing', 'the request does not say which state it changes');
  const match = /^"(\d{1,15})"$/.exec(text);
  if (!match) throw new Fault('request-invalid', 'If-Match is not the ETag of a layer');
  return Number(match[1]);
}

function answer(reply: FastifyReply, state: LayerState): LayerView {
  const view = viewLayer(state);
  reply.header('etag', view.etag);
  return view;
}

const isOpenGroup = ({ layer, revision }: LayerState) => readLayerName(layer).kind === 'group' && revision === 0;

function registerReading(instance: FastifyInstance, { access, desk, store }: LayerDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const seeLayer = async (request: FastifyRequest, name: string): Promise<LayerState> => {
    const state = await desk.layer(name);
    if (!isOpenGroup(state)) requireAtLayer(access.of(request), 'fleet.see', state);
    return state;
  };
  const schemaOf = (operationId: string, summary: string) => ({ operationId, summary, tags });
  app.get(
    '/v1/layers',
    {
      config: { needs: 'fleet.see' },
      schema: {
        ...schemaOf('layers.list', 'Every layer of settings that there is'),
        response: { 200: Type.Object({ layers: Type.Array(LayerView) }), ...errors },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const layers = (await desk.world()).layers.filter((state) => mayAtLayer(operator, 'fleet.see', state));
      return { layers: layers.map(viewLayer) };
    },
  );
  app.get(
    '/v1/layers/:layer',
    {
      config: { needs: 'fleet.see' },
      schema: {
        ...schemaOf('layers.get', 'One layer; its ETag is what a change names in If-Match'),
        params: LayerPath,
        response: { 200: LayerView, ...errors },
      },
    },
    async (request, reply) => answer(reply, await seeLayer(request, request.params.layer)),
  );
  app.get(
    '/v1/layers/:layer/versions',
    {
      config: { needs: 'fleet.see' },
      schema: {
        ...schemaOf('layers.versions', 'Versions of a layer and what was done with them, newest first'),
        params: LayerPath,
        querystring: Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) }, strict),
        response: {
          200: Type.Object({ versions: Type.Array(DefinitionView), deeds: Type.Array(DeedView) }),
          ...errors,
        },
      },
    },
    async (request) => {
      const { layer } = request.params;
      const { limit = 50 } = request.query;
      await seeLayer(request, layer);
      const [versions, deeds] = await Promise.all([
        store.layerVersions(layer, limit),
        store.layerDeeds({ layer, limit: limit * 2 }),
      ]);
      const operator = access.of(request);
      const sees = (gateway: string) => operator.may('fleet.see', gateway);
      const his = versions.filter(({ members }) => members.every(sees));
      const told = deeds.filter(
        ({ version, only = [] }) => only.every(sees) && his.some((each) => each.version === version),
      );
      const copies = his.map((version) => ({ ...version, members: [...version.members] }));
      return { versions: copies, deeds: told.map(viewDeed) };
    },
  );
  app.post(
    '/v1/layers/:layer/preview',
    {
      bodyLimit,
      config: { needs: 'fleet.see' },
      schema: {
        ...schemaOf('layers.preview', 'What a change would do, and where each value would come from; nothing is saved'),
        params: LayerPath,
        body: Type.Object({ ...draftParts, gateway: Type.Optional(Id) }, strict),
        response: { 200: PreviewView, ...errors },
      },
    },
    async (request) => {
      const { layer } = request.params;
      const { gateway, ...draft } = request.body;
      await seeLayer(request, layer);
      const named = [...(draft.members ?? []), ...(draft.only ?? []), ...(gateway === undefined ? [] : [gateway])];
      requireGateways(access.of(request), 'fleet.see', named);
      return viewPreview(await desk.preview(layer, toDraft(layer, draft as DraftBody)), gateway);
    },
  );
}

function registerChanging(instance: FastifyInstance, { access, desk, store }: LayerDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const response = { 200: LayerView, ...errors };
  const route = (operationId: string, summary: string) => ({ operationId, summary, tags, params: LayerPath, response });
  /** Who does it; throws where the layer, as it stands and as it will, is not his. */
  const byOf = async (
    request: FastifyRequest,
    { layer }: { layer: string },
    why: string,
    { members, only }: { members?: readonly string[]; only?: readonly string[] | undefined } = {},
  ): Promise<DeedBy> => {
    const operator = access.of(request);
    const revision = readIfMatch(request);
    const state = await desk.layer(layer);
    // a new group becomes his whose gateways are put into it
    if (!isOpenGroup(state) || !members?.length) requireAtLayer(operator, 'settings.change', state);
    requireGateways(operator, 'settings.change', [...(members ?? []), ...(only ?? [])]);
    return { by: operator.sign, why: why.trim(), revision };
  };
  app.put(
    '/v1/layers/:layer',
    {
      bodyLimit,
      config: { needs: 'settings.change' },
      schema: {
        ...route('layers.save', 'Save a new version of a layer: for all whom it concerns, or for some gateways first'),
        body: Type.Object({ ...draftParts, why: Why }, strict),
      },
    },
    async (request, reply) => {
      const { why, ...draft } = request.body;
      const { layer } = request.params;
      const by = await byOf(request, request.params, why, draft);
      return answer(reply, await desk.save(layer, toDraft(layer, draft as DraftBody), by));
    },
  );
  app.post(
    '/v1/layers/:layer/rollback',
    {
      config: { needs: 'settings.change' },
      schema: {
        ...route('layers.rollBack', 'Go back to an old version: its content becomes a new version'),
        body: Type.Object({ version: Type.Integer({ minimum: 1 }), why: Why, only: Chosen }, strict),
      },
    },
    async (request, reply) => {
      const { version, why, only } = request.body;
      const { members = [] } = (await store.layerVersion(request.params.layer, version)) ?? {};
      const by = await byOf(request, request.params, why, { members, only });
      return answer(reply, await desk.rollBack(request.params.layer, version, by, only));
    },
  );
  app.post(
    '/v1/layers/:layer/widen',
    {
      bodyLimit,
      config: { needs: 'settings.change' },
      schema: {
        ...route('layers.widen', 'Let what some gateways have count for more of them, or for all'),
        body: Type.Object({ why: Why, to: Chosen }, strict),
      },
    },
    async (request, reply) => {
      const { why, to } = request.body;
      return answer(
        reply,
        await desk.widen(request.params.layer, await byOf(request, request.params, why, { only: to }), to),
      );
    },
  );
  app.post(
    '/v1/layers/:layer/take-back',
    {
      config: { needs: 'settings.change' },
      schema: {
        ...route('layers.takeBack', 'Take back what only some gateways have'),
        body: Type.Object({ why: Why }, strict),
      },
    },
    async (request, reply) => {
      const by = await byOf(request, request.params, request.body.why);
      return answer(reply, await desk.takeBack(request.params.layer, by));
    },
  );
}

/** Layers of settings. The caller lets in only who is logged in. */
export function registerLayers(app: FastifyInstance, deps: LayerDeps): void {
  registerReading(app, deps);
  registerChanging(app, deps);
}
