import type { FastifyRequest } from 'fastify';
import { bootHeader } from '../../devices/contracts/claim.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { ProveGateway } from '../identity/gateway-proof.ts';
import type { InstanceWatch } from '../identity/instance-watch.ts';
import type { TokenOwner } from '../store/store.ts';
import { createRateGate, type RateLimit } from './rate-limit.ts';

export interface GatewayDoorDeps {
  prove: ProveGateway;
  instances: Pick<InstanceWatch, 'heard'>;
  limit: RateLimit;
  clock: Clock;
}

const bootPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** Finds out who speaks, and turns away who is nobody or sends too fast. */
export function createGatewayDoor({ prove, instances, limit, clock }: GatewayDoorDeps) {
  const gate = createRateGate(limit, clock.monotonicMs);
  return async (request: FastifyRequest): Promise<TokenOwner> => {
    const owner = await prove(request);
    const boot = request.headers[bootHeader];
    if (typeof boot === 'string' && bootPattern.test(boot)) instances.heard(owner.gateway, boot, request.ip);
    const waitS = gate(owner.gateway);
    if (waitS === 0) return owner;
    const what = `${owner.gateway} sends more than ${limit.perSecond} requests a second`;
    throw new Fault('too-fast', what, { retryAfterS: Math.ceil(waitS) });
  };
}
