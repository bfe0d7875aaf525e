import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { visible } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import type { Access } from '../tenancy/access.ts';
import {
  DeedView,
  DeliveryView,
  DraftBody,
  Fields,
  PreviewView,
  Selection,
  ShareId,
  ShareSummary,
  viewDeed,
  viewDelivery,
  viewItem,
  viewShare,
} from './export-views.ts';
import type { ExportsDesk, ShareDraft } from './exports-desk.ts';

export interface ExportRouteDeps {
  desk: ExportsDesk;
  access: Access;
  clock: Clock;
}

const strict = { additionalProperties: false } as const;
const config = { needs: 'shares.decide' } as const;
const errors = { ...errorReplies };
const SharePath = Type.Object({ share: ShareId });
const Why = Type.Object({ why: Type.String({ minLength: 1, maxLength: 500, pattern: visible }) }, strict);
const Changed = Type.Object({ share: ShareSummary });
const schemaOf = (operationId: string, summary: string) => ({ operationId, summary, tags: ['shares'] });

function registerReading(instance: FastifyInstance, { desk, access, clock }: ExportRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/shares',
    {
      config,
      schema: {
        ...schemaOf('shares.list', 'What other departments are told, newest first'),
        response: { 200: Type.Object({ shares: Type.Array(ShareSummary) }), ...errors },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const views = await desk.list(operator);
      return { shares: views.map((view) => viewShare(view, operator.id, clock.wallMs())) };
    },
  );
  app.get(
    '/v1/shares/:share',
    {
      config,
      schema: {
        ...schemaOf('shares.get', 'One share, what was done about it and how its deliveries went'),
        params: SharePath,
        response: {
          200: Type.Object({
            share: ShareSummary,
            deeds: Type.Array(DeedView),
            deliveries: Type.Array(DeliveryView),
          }),
          ...errors,
        },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const detail = await desk.get(operator, request.params.share);
      return {
        share: viewShare(detail, operator.id, clock.wallMs()),
        deeds: detail.deeds.map(viewDeed),
        deliveries: detail.deliveries.map(viewDelivery),
      };
    },
  );
  app.post(
    '/v1/shares/preview',
    {
      config,
      schema: {
        ...schemaOf('shares.preview', 'The last 20 events that would leave, exactly as they would; nothing is kept'),
        body: Type.Object({ selection: Selection, fields: Fields }, strict),
        response: { 200: PreviewView, ...errors },
      },
    },
    async (request) => {
      const { selection, fields } = request.body as Pick<ShareDraft, 'selection' | 'fields'>;
      return { events: (await desk.preview(access.of(request), { selection, fields })).map(viewItem) };
    },
  );
}

function registerAsking(instance: FastifyInstance, { desk, access }: ExportRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/v1/shares',
    {
      config,
      schema: {
        ...schemaOf('shares.ask', 'Ask for a share; somebody else has to approve it'),
        body: DraftBody,
        response: {
          201: Type.Object({
            share: ShareId,
            secret: Type.Union([Type.String(), Type.Null()], {
              description: 'of the recipient; shown this once',
            }),
          }),
          ...errors,
        },
      },
    },
    async (request, reply) => {
      const { row, told } = await desk.ask(access.of(request), request.body as ShareDraft);
      return reply.code(201).send({ share: row.share, secret: told });
    },
  );
  app.post(
    '/v1/shares/:share/try',
    {
      config,
      schema: {
        ...schemaOf('shares.try', 'Send a message without any event, to see whether the recipient takes it'),
        params: SharePath,
        response: {
          200: Type.Object({ reached: Type.Boolean(), why: Type.Union([Type.String(), Type.Null()]) }),
          ...errors,
        },
      },
    },
    async (request) => {
      const trouble = await desk.tryOut(access.of(request), request.params.share);
      return { reached: trouble === undefined, why: trouble?.why ?? null };
    },
  );
}

/** What can be done with a share that there is. */
function registerActs(instance: FastifyInstance, { desk, access, clock }: ExportRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  async function show(operator: ReturnType<Access['of']>, share: string) {
    return { share: viewShare(await desk.get(operator, share), operator.id, clock.wallMs()) };
  }
  for (const [act, summary] of [
    ['approve', 'Approve what somebody else has asked for; it runs when its time has come'],
    ['resume', 'Go on where a pause began; what arrived meanwhile is sent, up to the end date'],
  ] as const)
    app.post(
      `/v1/shares/:share/${act}`,
      {
        config,
        schema: { ...schemaOf(`shares.${act}`, summary), params: SharePath, response: { 200: Changed, ...errors } },
      },
      async (request) => {
        const operator = access.of(request);
        await desk[act](operator, request.params.share);
        return show(operator, request.params.share);
      },
    );
  for (const [act, summary] of [
    ['refuse', 'Refuse what somebody has asked for'],
    ['pause', 'Send nothing for now; the share keeps its place'],
    ['end', 'End a share for good; its keys are forgotten'],
  ] as const)
    app.post(
      `/v1/shares/:share/${act}`,
      {
        config,
        schema: {
          ...schemaOf(`shares.${act}`, summary),
          params: SharePath,
          body: Why,
          response: { 200: Changed, ...errors },
        },
      },
      async (request) => {
        const operator = access.of(request);
        await desk[act](operator, request.params.share, request.body.why.trim());
        return show(operator, request.params.share);
      },
    );
}

/** Shares with other departments. The caller lets in only who is logged in. */
export function registerExports(app: FastifyInstance, deps: ExportRouteDeps): void {
  registerReading(app, deps);
  registerAsking(app, deps);
  registerActs(app, deps);
}
