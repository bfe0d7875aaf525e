import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpSession } from './http-session.ts';

interface ClaimDesk {
  claims: { id: string; state: string; facts: { gateway: string } }[];
}

export interface BegunClaim {
  /** As an operator's page shows it once: for the gateway's site file. */
  code: string;
  /** Waits until the gateway asks with it, and accepts. Rejects if it does not ask within `timeoutMs`. */
  accept(timeoutMs: number): Promise<void>;
}

/** What an operator does for a new gateway, by the same API as the page: makes a claim code, and accepts who comes with it. */
export async function beginClaim(operator: HttpSession, gateway: string): Promise<BegunClaim> {
  const waiting = async () =>
    (await operator.get<ClaimDesk>('/v1/claims')).claims.filter(
      ({ state, facts }) => state === 'waiting' && facts.gateway === gateway,
    );
  // of a start that was stopped in the middle: that code is forgotten
  const before = (await waiting()).map(({ id }) => id);
  const { text } = await operator.post<{ text: string }>('/v1/claim-codes', { accept: 'operator', gateway });
  return {
    code: text,
    async accept(timeoutMs) {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const asked = (await waiting()).find(({ id }) => !before.includes(id));
        if (asked) return void (await operator.post(`/v1/claims/${asked.id}/acceptance`, { replace: true }));
        if (performance.now() > until) throw new Error(`${gateway} did not ask the cloud for its identity`);
        await sleep(200);
      }
    },
  };
}
