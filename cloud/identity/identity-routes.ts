import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { ClaimId, ClaimRefusalReason } from '../../devices/contracts/claim.ts';
import { Id } from '../../devices/contracts/place.ts';
import { errorReplies } from '../api/error-reply.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { type Access, type Operator, scopeOf } from '../tenancy/access.ts';
import { siteName, wholeCloud } from '../tenancy/place.ts';
import type { ClaimDesk } from './claim-desk.ts';
import type { ClaimCodeRow, ClaimRow, IdentityStore } from './identity-store.ts';
import {
  AcceptanceView,
  ClaimDeskView,
  ClaimView,
  IdentityActList,
  IdentityView,
  MadeCodeView,
  viewCertificate,
  viewClaim,
  viewClone,
  viewCode,
  viewIdentityAct,
} from './identity-views.ts';

export interface IdentityRouteDeps {
  /** Undefined where the cloud listens for no gateways with certificates. */
  desk: ClaimDesk | undefined;
  url(): string | undefined;
  store: IdentityStore;
  clock: Clock;
  /** Whether there is such a gateway. */
  knows(gateway: string): Promise<boolean>;
  access: Access;
  /** Whether the gateway is another tenant's than the site that it names. */
  standsElsewhere(facts: { gateway: string; site: string }): boolean;
  /** A clone notice was settled. */
  changed(gateway: string): void;
}

const tags = ['identity'];
const strict = { additionalProperties: false } as const;
const hourMs = 3_600_000;
const maxClaims = 100;
/** Of somebody who sees some of them, so many are looked at. */
const maxSearched = 5000;
const maxCertificates = 20;
const ClaimPath = Type.Object({ claim: ClaimId });
const GatewayPath = Type.Object({ gateway: Id });
const Done = { 204: Type.Null({ description: 'done' }), ...errorReplies };

function required(desk: ClaimDesk | undefined): ClaimDesk {
  if (!desk) throw new Fault('claims-off', 'this cloud has no TLS port for gateways');
  return desk;
}

/** A claim, or a code for claims, at this site; one for any site is the provider's. */
function mayDecide(operator: Operator, site: string | null): boolean {
  return operator.mayAt('claims.decide', site === null ? wholeCloud : siteName(site));
}

function registerCodes(instance: FastifyInstance, deps: IdentityRouteDeps): void {
  const { desk, store, clock, access, knows } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.post(
    '/v1/claim-codes',
    {
      config: { needs: 'claims.decide' },
      schema: {
        operationId: 'claim-code.create',
        summary: 'Make a claim code for one gateway, as text and as QR code; it is shown once',
        tags,
        body: Type.Object(
          {
            accept: AcceptanceView,
            gateway: Type.Optional(Id),
            site: Type.Optional(Id),
            validForHours: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 168, default: 24 })),
          },
          strict,
        ),
        response: { 200: MadeCodeView, ...errorReplies },
      },
    },
    async (request) => {
      const { accept, gateway, site, validForHours = 24 } = request.body;
      const operator = access.of(request);
      // a code for any site is the provider's; one for a gateway that is known is for those who have it
      operator.requireAt('claims.decide', site === undefined ? wholeCloud : siteName(site));
      if (gateway !== undefined && (await knows(gateway))) operator.require('claims.decide', gateway);
      const wish = { accept, ...(gateway === undefined ? {} : { gateway }), ...(site === undefined ? {} : { site }) };
      const validForMs = Math.round(validForHours * hourMs);
      const { expiresMs, ...made } = await required(desk).makeCode({ ...wish, validForMs }, operator.sign);
      return { ...made, expiresAtMs: expiresMs };
    },
  );
  app.delete(
    '/v1/claim-codes/:code',
    {
      config: { needs: 'claims.decide' },
      schema: {
        operationId: 'claim-code.withdraw',
        summary: 'Withdraw a claim code that nobody has used',
        tags,
        params: Type.Object({ code: ClaimId }),
        response: Done,
      },
    },
    async (request, reply) => {
      const { code } = request.params;
      const operator = access.of(request);
      const open = (await store.openClaimCodes(clock.wallMs())).find(({ id }) => id === code);
      const isHis = open !== undefined && mayDecide(operator, open.site);
      if (!isHis || !(await store.withdrawClaimCode(code, operator.sign, clock.wallMs())))
        throw new Fault('not-found', `there is no unused claim code ${code}`);
      reply.code(204);
      return null;
    },
  );
}

function registerClaimDesk(instance: FastifyInstance, deps: IdentityRouteDeps): void {
  const { desk, store, clock, access, url } = deps;
  const findHis = async (id: string, operator: Operator): Promise<ClaimRow> => {
    const claim = await store.claim(id);
    if (!claim || !mayDecide(operator, claim.facts.site)) throw new Fault('not-found', `there is no claim ${id}`);
    return claim;
  };
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  const listed = 'Codes that can be used, and gateways that ask or have asked';
  app.get(
    '/v1/claims',
    {
      config: { needs: 'claims.decide' },
      schema: { operationId: 'claims.list', summary: listed, tags, response: { 200: ClaimDeskView, ...errorReplies } },
    },
    async (request) => {
      const nowMs = clock.wallMs();
      const operator = access.of(request);
      const searched = operator.mayAt('claims.decide', wholeCloud) ? maxClaims : maxSearched;
      const [allCodes, allClaims] = await Promise.all([store.openClaimCodes(nowMs), store.claims(searched)]);
      const codes = allCodes.filter(({ site }: ClaimCodeRow) => mayDecide(operator, site));
      const claims = allClaims.filter(({ facts }) => mayDecide(operator, facts.site)).slice(0, 2 * maxClaims);
      const views = claims.map(async (claim) =>
        viewClaim(claim, desk && claim.state === 'waiting' ? await desk.kinshipOf(claim) : null),
      );
      return { nowMs, url: url() ?? null, codes: codes.map(viewCode), claims: await Promise.all(views) };
    },
  );
  app.post(
    '/v1/claims/:claim/acceptance',
    {
      config: { needs: 'claims.decide' },
      schema: {
        operationId: 'claim.accept',
        summary: 'Accept a gateway; `replace` where another box holds its id, which ends there',
        tags,
        params: ClaimPath,
        body: Type.Object({ site: Type.Optional(Id), replace: Type.Optional(Type.Boolean()) }, strict),
        response: { 200: ClaimView, ...errorReplies },
      },
    },
    async (request) => {
      const { site, replace = false } = request.body;
      const wish = { replace, ...(site === undefined ? {} : { site }) };
      const operator = access.of(request);
      const { id, facts } = await findHis(request.params.claim, operator);
      if (deps.standsElsewhere(facts)) operator.require('claims.decide', facts.gateway);
      return viewClaim(await required(desk).accept(id, wish, operator.sign), null);
    },
  );
  app.post(
    '/v1/claims/:claim/refusal',
    {
      config: { needs: 'claims.decide' },
      schema: {
        operationId: 'claim.refuse',
        summary: 'Refuse a gateway; it is told why',
        tags,
        params: ClaimPath,
        body: Type.Object({ why: ClaimRefusalReason }, strict),
        response: { 200: ClaimView, ...errorReplies },
      },
    },
    async (request) => {
      const operator = access.of(request);
      const { id } = await findHis(request.params.claim, operator);
      return viewClaim(await required(desk).refuse(id, request.body.why, operator.sign), null);
    },
  );
}

function registerIdentities(instance: FastifyInstance, deps: IdentityRouteDeps): void {
  const { desk, store, clock, access, knows, changed } = deps;
  const app = instance.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/v1/gateways/:gateway/identity',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'identity.get',
        summary: "A gateway's certificates, and whether two boxes speak under it",
        tags,
        params: GatewayPath,
        response: { 200: IdentityView, ...errorReplies },
      },
    },
    async (request) => {
      const { gateway } = request.params;
      access.of(request).require('fleet.see', gateway);
      const certificates = await store.certificatesOf(gateway, maxCertificates);
      if (certificates.length === 0 && !(await knows(gateway)))
        throw new Fault('not-found', `there is no gateway ${gateway}`);
      const [clone] = await store.clones([gateway]);
      const nowMs = clock.wallMs();
      return {
        gateway,
        nowMs,
        certificates: certificates.map(viewCertificate),
        clone: clone ? viewClone(clone) : null,
      };
    },
  );
  app.post(
    '/v1/gateways/:gateway/identity/revocation',
    {
      config: { needs: 'claims.decide' },
      schema: {
        operationId: 'identity.revoke',
        summary: "Revoke a gateway's certificates; its next request is refused and its open stream ends",
        tags,
        params: GatewayPath,
        body: Type.Object({ reason: Type.String({ minLength: 3, maxLength: 200, pattern: '\\S' }) }, strict),
        response: Done,
      },
    },
    async (request, reply) => {
      const operator = access.of(request);
      operator.require('claims.decide', request.params.gateway);
      await required(desk).revoke(request.params.gateway, request.body.reason.trim(), operator.sign);
      reply.code(204);
      return null;
    },
  );
  app.delete(
    '/v1/gateways/:gateway/identity/clone',
    {
      config: { needs: 'claims.decide' },
      schema: {
        operationId: 'clone.settle',
        summary: 'Say that the second box is found and stopped; it is noticed again if not',
        tags,
        params: GatewayPath,
        response: Done,
      },
    },
    async (request, reply) => {
      const { gateway } = request.params;
      const operator = access.of(request);
      operator.require('claims.decide', gateway);
      if (!(await store.settleClone(gateway, operator.sign, clock.wallMs())))
        throw new Fault('not-found', `no second box was noticed under ${gateway}`);
      changed(gateway);
      reply.code(204);
      return null;
    },
  );
}

/** What operators read and do. The caller lets in only who is logged in. */
export function registerIdentity(app: FastifyInstance, deps: IdentityRouteDeps): void {
  registerCodes(app, deps);
  registerClaimDesk(app, deps);
  registerIdentities(app, deps);
  app.withTypeProvider<TypeBoxTypeProvider>().get(
    '/v1/identity/acts',
    {
      config: { needs: 'fleet.see' },
      schema: {
        operationId: 'identity-acts.list',
        summary: 'What was done about codes, claims, certificates and copies, newest first',
        tags,
        querystring: Type.Object(
          {
            gateway: Type.Optional(Id),
            before: Type.Optional(Type.Integer({ minimum: 1 })),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
          },
          strict,
        ),
        response: { 200: IdentityActList, ...errorReplies },
      },
    },
    async (request) => {
      const { limit = 100, gateway, before } = request.query;
      const asked = { ...scopeOf(deps.access.of(request), gateway), ...(before === undefined ? {} : { before }) };
      return { acts: (await deps.store.identityActs({ limit, ...asked })).map(viewIdentityAct) };
    },
  );
}
