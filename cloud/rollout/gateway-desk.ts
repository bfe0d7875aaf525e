import { randomBytes } from 'node:crypto';
import type { RolloutAssignment, RolloutReport } from '../../devices/contracts/rollout.ts';
import type { Clock } from '../clock.ts';
import type { RolloutConfig } from '../cloud-config.ts';
import { Fault } from '../fault.ts';
import { decideRollout } from './decide-rollout.ts';
import { decideNow } from './rollout-desk.ts';
import { type FindRoom, type OpenPlace, type RolloutPlan, type RolloutStore, siteZone } from './rollout-store.ts';

export interface GatewayDesk {
  /** What this gateway has to do, with what it takes now; `attempt` makes the name of a new try. */
  places(gateway: string, attempt?: () => string): Promise<OpenPlace[]>;
  /** `knowsWindow`: it can read a window of the day by its own clock. */
  assignments(gateway: string, knowsWindow: boolean): Promise<RolloutAssignment[]>;
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

const isBySite = ({ terms }: RolloutPlan) => terms.window?.timeZone === siteZone;

export const roomNow =
  (nowMs: number): FindRoom =>
  ({ plan, standing }, tallies) =>
    decideRollout(plan.terms, standing, tallies, nowMs);
/** … for a gateway that keeps to no window of its own: one that it could not read would cost it all its assignments. */
const roomWithoutWindow =
  (nowMs: number): FindRoom =>
  (row, tallies) => {
    const decision = roomNow(nowMs)(row, tallies);
    return isBySite(row.plan) ? { ...decision, room: 0 } : decision;
  };

/** What gateways ask for and tell about rollouts. */
export function createGatewayDesk({ config, store, clock, changed }: GatewayDeskOptions): GatewayDesk {
  async function places(gateway: string, attempt = newAttempt, knowsWindow = true): Promise<OpenPlace[]> {
    if (!config) return [];
    const nowMs = clock.wallMs();
    return store.take(gateway, (knowsWindow ? roomNow : roomWithoutWindow)(nowMs), attempt, nowMs);
  }

  return {
    places,
    async assignments(gateway, knowsWindow) {
      const open = await places(gateway, newAttempt, knowsWindow);
      // one that went back to an older version amid it does not read the rest either
      const readable = knowsWindow ? open : open.filter(({ plan }) => !isBySite(plan));
      return readable.slice(0, 32).map(({ attempt, release, plan }) => {
        const { healthS, shadow, devices, window } = plan.terms;
        const own = isBySite(plan) ? window : undefined;
        return {
          attempt: attempt!,
          release: release.signed,
          keyList: config!.signedKeyList,
          healthS,
          ...(shadow ? { shadow } : {}),
          ...(devices ? { devices: [...devices] } : {}),
          ...(own ? { window: { from: own.from, to: own.to } } : {}),
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
