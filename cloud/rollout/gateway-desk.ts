import { randomBytes } from 'node:crypto';
import type { RolloutAssignment, RolloutReport } from '../../devices/contracts/rollout.ts';
import type { Clock } from '../clock.ts';
import type { RolloutConfig } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import { decideRollout } from './decide-rollout.ts';
import { decideNow } from './rollout-desk.ts';
import type { FindRoom, OpenPlace, RolloutStore } from './rollout-store.ts';

export interface GatewayDesk {
  /** What this gateway has to do, with what it takes now; `attempt` makes the name of a new try. */
  places(gateway: string, attempt?: () => string): Promise<OpenPlace[]>;
  assignments(gateway: string): Promise<RolloutAssignment[]>;
  /** Throws an `attempt-unknown` Fault. */
  report(gateway: string, report: RolloutReport): Promise<void>;
}

export interface GatewayDeskOptions {
  config: RolloutConfig | undefined;
  store: RolloutStore;
  clock: Clock;
  changed(rollout: string): void;
}

const newAttempt = () => randomBytes(12).toString('base64url');

export const roomNow =
  (nowMs: number): FindRoom =>
  ({ plan, standing }, tallies) =>
    decideRollout(plan.terms, standing, tallies, nowMs);

/** What gateways ask for and tell about rollouts. */
export function createGatewayDesk({ config, store, clock, changed }: GatewayDeskOptions): GatewayDesk {
  async function places(gateway: string, attempt = newAttempt): Promise<OpenPlace[]> {
    if (!config) return [];
    const nowMs = clock.wallMs();
    return store.take(gateway, roomNow(nowMs), attempt, nowMs);
  }

  return {
    places,
    async assignments(gateway) {
      return (await places(gateway)).slice(0, 32).map(({ attempt, release, plan }) => {
        const { healthS, shadow, devices } = plan.terms;
        return {
          attempt: attempt!,
          release: release.signed,
          keyList: config!.signedKeyList,
          healthS,
          ...(shadow ? { shadow } : {}),
          ...(devices ? { devices: [...devices] } : {}),
          ...(plan.backFrom === undefined ? {} : { back: true as const }),
        };
      });
    },
    async report(gateway, report) {
      const nowMs = clock.wallMs();
      const heard = await store.hear(gateway, report, decideNow(nowMs), nowMs);
      if (!heard) throw new Fault('attempt-unknown', `${gateway} has no attempt ${report.attempt}`);
      if (heard.ended) changed(heard.rollout);
    },
  };
}
