import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Access, Operator } from './access.ts';
import { type AuditCursor, type AuditQuery, type AuditStore, auditSources } from './audit-store.ts';
import type { Directory } from './directory.ts';
import type { GatewaySites } from './gateway-sites.ts';
import { AuditList, strict } from './operator-views.ts';
import { wholeCloud } from './place.ts';

export interface AuditRouteDeps {
  access: Access;
  directory: Directory;
  sites: GatewaySites;
  store: Pick<AuditStore, 'read'>;
}

const cursorPattern = `^[0-9]{1,15}-(?:${auditSources.join('|')})-[0-9]{1,15}$`;

function parseCursor(text: string): AuditCursor {
  const [atMs, source, position] = text.split('-') as [string, AuditCursor['source'], string];
  return { atMs: Number(atMs), source, position: Number(position) };
}

/** What an operator may know of; undefined: all of it. */
function within(operator: Operator, directory: Directory, sites: GatewaySites): AuditQuery['within'] {
  if (operator.mayAt('audit.read', wholeCloud)) return undefined;
  return {
    gateways: [...sites.all().keys()].filter((gateway) => operator.may('audit.read', gateway)),
    places: directory
      .world()
      .places.map(({ place }) => place)
      .filter((place) => operator.mayAt('audit.read', place)),
  };
}

/** `GET /v1/audit`: who did what, from all rooms. The caller lets in only who is logged in. */
export function registerAudit(app: FastifyInstance, { access, directory, sites, store }: AuditRouteDeps): void {
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/audit',
    {
      config: { needs: 'audit.read' },
      schema: {
        ...{ operationId: 'audit.list', summary: 'Who did what, in all rooms, newest first', tags: ['audit'] },
        querystring: Type.Object(
          {
            gateway: Type.Optional(Id),
            operator: Type.Optional(OperatorSign),
            before: Type.Optional(Type.String({ pattern: cursorPattern, description: '`next` of the page before' })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, description: '100 where left out' })),
          },
          strict,
        ),
        response: { 200: AuditList, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway, operator: by, before, limit = 100 } = request.query;
      const operator = access.of(request);
      if (gateway !== undefined) operator.require('audit.read', gateway);
      const scope = within(operator, directory, sites);
      const rows = await store.read({
        limit: limit + 1,
        ...(gateway === undefined ? {} : { gateway }),
        ...(by === undefined ? {} : { by }),
        ...(before === undefined ? {} : { before: parseCursor(before) }),
        ...(scope && { within: scope }),
      });
      const acts = rows.slice(0, limit);
      const last = acts.at(-1);
      const next = rows.length > limit && last ? `${last.atMs}-${last.source}-${last.position}` : null;
      return { acts, next };
    },
  );
}
