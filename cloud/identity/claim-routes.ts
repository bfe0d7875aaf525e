import type { FastifyInstance, FastifyRequest } from 'fastify';
import Type from 'typebox';
import {
  ClaimId,
  ClaimReceipt,
  ClaimRequest,
  ClaimState,
  claimProofHeader,
  IssuedIdentity,
  parseClaimRequest,
  parseRenewalRequest,
  RenewalRequest,
} from '../../devices/contracts/claim.ts';
import { errorReplies } from '../api/error-reply.ts';
import { type LoginGuard, networkOf } from '../api/login-guard.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { createRateGate, type RateLimit } from '../intake/rate-limit.ts';
import type { ClaimDesk } from './claim-desk.ts';
import { isFromGatewaySide, unknownAddress } from './gateway-listener.ts';
import { proveByCertificate } from './gateway-proof.ts';
import type { IdentityStore } from './identity-store.ts';

export interface ClaimRouteDeps {
  desk: ClaimDesk;
  store: IdentityStore;
  /** Slows down who guesses codes, per address, or per gateway where the address is not known. */
  guard: LoginGuard;
  limit: RateLimit;
  clock: Clock;
}

const tags = ['claim'];
const maxBytes = 16 * 1024;
/** Anybody can make up claims. */
const maxAskers = 10_000;
/** Whoever shows one of these has guessed, or holds an old note. */
const guesses = new Set(['claim-code-unknown', 'claim-code-expired', 'claim-code-used', 'claim-mismatch']);

function requireTls(request: FastifyRequest): void {
  if (!isFromGatewaySide(request))
    throw new Fault('tls-needed', 'claims and certificates are for the TLS port of the gateways');
}

/** Behind a balancer all come from nowhere: there each counts by what it asks for, so that a stranger makes nobody else wait. */
const askerOf = ({ ip }: FastifyRequest, subject: string) => (ip === unknownAddress ? subject : networkOf(ip));

function registerClaiming(app: FastifyInstance, { desk, guard, limit, clock }: ClaimRouteDeps): void {
  const gate = createRateGate({ perSecond: Math.min(2, limit.perSecond), burst: 20 }, clock.monotonicMs, maxAskers);
  app.post(
    '/v1/claims',
    {
      bodyLimit: maxBytes,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'claim.open',
        summary: 'A gateway asks for its identity, with a claim code and a certificate request',
        tags,
        body: ClaimRequest,
        response: { 202: ClaimReceipt, ...errorReplies },
      },
    },
    async (request, reply) => {
      requireTls(request);
      const asked = parseClaimRequest(request.body);
      if (!asked.ok) throw new Fault('request-invalid', asked.problem);
      let receipt: ClaimReceipt | undefined;
      let wrong: unknown;
      const { gateway } = asked.value.facts;
      await guard.attempt(askerOf(request, gateway), async () => {
        try {
          receipt = await desk.ask(asked.value, request.ip);
          return true;
        } catch (error) {
          wrong = error;
          return error instanceof Fault && guesses.has(error.code) ? false : undefined;
        }
      });
      if (!receipt) throw wrong;
      reply.code(202);
      return receipt;
    },
  );
  app.get<{ Params: { claim: string } }>(
    '/v1/claims/:claim',
    {
      schema: {
        operationId: 'claim.standing',
        summary: `How a claim stands; ${claimProofHeader} is the signature by the key that opened it`,
        tags,
        params: Type.Object({ claim: ClaimId }),
        response: { 200: ClaimState, ...errorReplies },
      },
    },
    async (request) => {
      requireTls(request);
      const waitS = gate(askerOf(request, request.params.claim));
      if (waitS > 0) throw new Fault('too-fast', 'claims are asked after too often', { retryAfterS: Math.ceil(waitS) });
      const proof = request.headers[claimProofHeader];
      if (typeof proof !== 'string' || !/^[A-Za-z0-9_-]{80,128}$/.test(proof))
        throw new Fault('claim-proof-wrong', `${claimProofHeader} is missing or is no signature`);
      return desk.standing(request.params.claim, proof);
    },
  );
}

/** What gateways ask for their identity, as `devices/contracts/claim.ts` tells. */
export function registerClaims(app: FastifyInstance, deps: ClaimRouteDeps): void {
  registerClaiming(app, deps);
  app.post(
    '/v1/identity/renewal',
    {
      bodyLimit: maxBytes,
      validatorCompiler: () => () => true,
      schema: {
        operationId: 'identity.renew',
        summary: 'A gateway renews its certificate, under the one that it has',
        tags,
        body: RenewalRequest,
        response: { 200: IssuedIdentity, ...errorReplies },
      },
    },
    async (request) => {
      requireTls(request);
      const asking = await proveByCertificate(request, deps);
      const asked = parseRenewalRequest(request.body);
      if (!asked.ok) throw new Fault('request-invalid', asked.problem);
      return deps.desk.renew(asking, asked.value.csr);
    },
  );
}
