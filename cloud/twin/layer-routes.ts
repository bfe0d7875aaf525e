import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { Id, visible } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import { LayerName, readLayerName } from './layer-name.ts';
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
  store: Pick<TwinStore, 'layerVersions' | 'layerDeeds'>;
  /** Under which sign the operator of a request acts. */
  signOf(request: FastifyRequest): string;
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

function registerReading(instance: FastifyInstance, { desk, store }: LayerDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const schemaOf = (operationId: string, summary: string) => ({ operationId, summary, tags });
  app.get(
    '/v1/layers',
    {
      schema: {
        ...schemaOf('layers.list', 'Every layer of settings that there is'),
        response: { 200: Type.Object({ layers: Type.Array(LayerView) }), ...errors },
      },
    },
    async () => ({ layers: (await desk.world()).layers.map(viewLayer) }),
  );
  app.get(
    '/v1/layers/:layer',
    {
      schema: {
        ...schemaOf('layers.get', 'One layer; its ETag is what a change names in If-Match'),
        params: LayerPath,
        response: { 200: LayerView, ...errors },
      },
    },
    async ({ params }, reply) => answer(reply, await desk.layer(params.layer)),
  );
  app.get(
    '/v1/layers/:layer/versions',
    {
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
    async ({ params: { layer }, query: { limit = 50 } }) => {
      const [versions, deeds] = await Promise.all([
        store.layerVersions(layer, limit),
        store.layerDeeds({ layer, limit: limit * 2 }),
      ]);
      const copies = versions.map((version) => ({ ...version, members: [...version.members] }));
      return { versions: copies, deeds: deeds.map(viewDeed) };
    },
  );
  app.post(
    '/v1/layers/:layer/preview',
    {
      bodyLimit,
      schema: {
        ...schemaOf('layers.preview', 'What a change would do, and where each value would come from; nothing is saved'),
        params: LayerPath,
        body: Type.Object({ ...draftParts, gateway: Type.Optional(Id) }, strict),
        response: { 200: PreviewView, ...errors },
      },
    },
    async ({ params: { layer }, body: { gateway, ...draft } }) =>
      viewPreview(await desk.preview(layer, toDraft(layer, draft as DraftBody)), gateway),
  );
}

function registerChanging(instance: FastifyInstance, { desk, signOf }: LayerDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const response = { 200: LayerView, ...errors };
  const route = (operationId: string, summary: string) => ({ operationId, summary, tags, params: LayerPath, response });
  const byOf = (request: FastifyRequest, why: string): DeedBy => {
    return { by: signOf(request), why: why.trim(), revision: readIfMatch(request) };
  };
  app.put(
    '/v1/layers/:layer',
    {
      bodyLimit,
      schema: {
        ...route('layers.save', 'Save a new version of a layer: for all whom it concerns, or for some gateways first'),
        body: Type.Object({ ...draftParts, why: Why }, strict),
      },
    },
    async (request, reply) => {
      const { why, ...draft } = request.body;
      const { layer } = request.params;
      return answer(reply, await desk.save(layer, toDraft(layer, draft as DraftBody), byOf(request, why)));
    },
  );
  app.post(
    '/v1/layers/:layer/rollback',
    {
      schema: {
        ...route('layers.rollBack', 'Go back to an old version: its content becomes a new version'),
        body: Type.Object({ version: Type.Integer({ minimum: 1 }), why: Why, only: Chosen }, strict),
      },
    },
    async (request, reply) => {
      const { version, why, only } = request.body;
      return answer(reply, await desk.rollBack(request.params.layer, version, byOf(request, why), only));
    },
  );
  app.post(
    '/v1/layers/:layer/widen',
    {
      bodyLimit,
      schema: {
        ...route('layers.widen', 'Let what some gateways have count for more of them, or for all'),
        body: Type.Object({ why: Why, to: Chosen }, strict),
      },
    },
    async (request, reply) => {
      const { why, to } = request.body;
      return answer(reply, await desk.widen(request.params.layer, byOf(request, why), to));
    },
  );
  app.post(
    '/v1/layers/:layer/take-back',
    {
      schema: {
        ...route('layers.takeBack', 'Take back what only some gateways have'),
        body: Type.Object({ why: Why }, strict),
      },
    },
    async (request, reply) => answer(reply, await desk.takeBack(request.params.layer, byOf(request, request.body.why))),
  );
}

/** Layers of settings. The caller lets in only who is logged in. */
export function registerLayers(app: FastifyInstance, deps: LayerDeps): void {
  registerReading(app, deps);
  registerChanging(app, deps);
}
