import type { Readable } from 'node:stream';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { SignedRelease } from '../../devices/contracts/release.ts';
import { errorReplies } from '../api/error-reply.ts';
import { Fault } from '../fault.ts';
import type { Access } from '../tenancy/access.ts';
import type { CloudRollouts } from './open-rollouts.ts';
import { ReleaseId, ReleaseView, viewRelease } from './rollout-views.ts';

export interface ReleaseRouteDeps {
  rollouts: CloudRollouts;
  access: Access;
}

const tags = ['rollouts'];
const strict = { additionalProperties: false } as const;
const errors = { ...errorReplies };
const FileName = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$',
  description: 'as update clients of devices see it',
});

/** Releases and their artefacts. The caller lets in only who is logged in. */
export function registerReleases(instance: FastifyInstance, { rollouts, access }: ReleaseRouteDeps): void {
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const { releases } = rollouts;
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.get(
    '/v1/releases',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'releases.list',
        summary: 'What there is to install, newest first, and whether this cloud rolls anything out',
        tags,
        response: { 200: Type.Object({ on: Type.Boolean(), releases: Type.Array(ReleaseView) }), ...errors },
      },
    },
    async () => ({ on: rollouts.config !== undefined, releases: (await releases.list()).map(viewRelease) }),
  );
  app.post(
    '/v1/releases',
    {
      config: { needs: 'rollouts.prepare' },
      schema: {
        operationId: 'releases.add',
        summary: 'Add a signed release; its artefact is sent afterwards',
        tags,
        body: Type.Object({ release: SignedRelease, fileName: Type.Optional(FileName) }, strict),
        response: { 200: ReleaseView, ...errors },
      },
    },
    async (request) => {
      const { release, fileName } = request.body;
      const row = await releases.add(release, fileName, access.of(request));
      const { bytes } = await rollouts.files.size(row.manifest.artefact.sha256);
      return viewRelease({ ...row, come: bytes });
    },
  );
  app.put(
    '/v1/releases/:release/artefact',
    {
      config: { needs: 'rollouts.prepare' },
      schema: {
        operationId: 'releases.sendPiece',
        summary:
          'Send a piece of the artefact, from an offset; a request may take 30 s. The last one is answered with whole',
        tags,
        params: Type.Object({ release: ReleaseId }),
        querystring: Type.Object({ offset: Type.Optional(Type.Integer({ minimum: 0 })) }, strict),
        response: { 200: Type.Object({ come: Type.Integer(), whole: Type.Boolean() }), ...errors },
      },
    },
    async (request) => {
      const piece = request.body as Readable | undefined;
      if (!piece || request.headers['content-type'] !== 'application/octet-stream')
        throw new Fault('content-type-unsupported', 'the piece comes as application/octet-stream');
      return releases.addPiece(request.params.release, request.query.offset ?? 0, piece);
    },
  );
}
