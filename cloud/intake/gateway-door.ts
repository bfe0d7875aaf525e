import type { FastifyRequest } from 'fastify';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { TokenOwner } from '../store/store.ts';
import type { GatewayTokens } from './gateway-tokens.ts';
import { createRateGate, type RateLimit } from './rate-limit.ts';

export interface GatewayDoorDeps {
  tokens: GatewayTokens;
  limit: RateLimit;
  clock: Clock;
}

/** Finds out who speaks, and turns away who is nobody or sends too fast. */
export function createGatewayDoor({ tokens, limit, clock }: GatewayDoorDeps) {
  const gate = createRateGate(limit, clock.monotonicMs);
  return async (request: FastifyRequest): Promise<TokenOwner> => {
    const owner = await tokens.authenticate(request.headers.authorization);
    const waitS = gate(owner.gateway);
    if (waitS === 0) return owner;
    const what = `${owner.gateway} sends more than ${limit.perSecond} requests a second`;
    throw new Fault('too-fast', what, { retryAfterS: Math.ceil(waitS) });
  };
}
