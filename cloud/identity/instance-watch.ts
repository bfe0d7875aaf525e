import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { IdentityStore } from './identity-store.ts';

/** While a copy is known already, nothing more is written of it for so long. */
const quietMs = 60_000;

export interface InstanceWatch {
  /** A request of a gateway names the start that speaks; never waits and never throws. */
  heard(gateway: string, boot: string, address: string): void;
  /** Another process heard these. */
  follow(boots: readonly { gateway: string; boot: string }[]): void;
}

export interface InstanceWatchOptions {
  store: Pick<IdentityStore, 'heardBoot'>;
  clock: Clock;
  log: Log;
  /** Two copies speak under one identity. */
  noticed(gateway: string): void;
}

/**
 * Notices two boxes under one identity: starts follow each other, so one that speaks again after another has begun is a
 * copy's. The store is asked only when another start speaks than before.
 */
export function createInstanceWatch({ store, clock, log, noticed }: InstanceWatchOptions): InstanceWatch {
  const present = new Map<string, string>();
  const quietUntilMs = new Map<string, number>();
  return {
    heard(gateway, boot, address) {
      if (present.get(gateway) === boot) return;
      present.set(gateway, boot);
      if ((quietUntilMs.get(gateway) ?? 0) > clock.monotonicMs()) return;
      store.heardBoot({ gateway, boot, address }, clock.wallMs()).then(
        (clone) => {
          if (!clone) return;
          quietUntilMs.set(gateway, clock.monotonicMs() + quietMs);
          log.warn({ gateway, addresses: clone.addresses }, 'two boxes speak as one gateway');
          noticed(gateway);
        },
        (error: unknown) => {
          // heard again with the next request of another start
          present.delete(gateway);
          log.warn({ err: error, gateway }, 'a start of a gateway could not be noted');
        },
      );
    },
    follow(boots) {
      for (const { gateway, boot } of boots) present.set(gateway, boot);
    },
  };
}
