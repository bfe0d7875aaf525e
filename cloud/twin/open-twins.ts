import type { TwinNudge } from '../../devices/contracts/twin.ts';
import type { Clock } from '../clock.ts';
import type { IdentityStore } from '../identity/identity-store.ts';
import type { GatewayTokens } from '../intake/gateway-tokens.ts';
import type { Log } from '../log.ts';
import type { CloudStore, StoreChange } from '../store/store.ts';
import type { Member } from './plan-change.ts';
import { createTwinDesk, type TwinDesk } from './twin-desk.ts';
import { createTwinNudges } from './twin-nudges.ts';
import type { TwinStore } from './twin-store.ts';

export interface CloudTwinsOptions {
  store: Pick<CloudStore, 'gateways' | 'twins'> & { identity: Pick<IdentityStore, 'presentCertificates'> };
  tokens: Pick<GatewayTokens, 'gateways'>;
  /** To whom a site belongs; undefined: to the provider. */
  tenantOf(site: string | undefined): string | undefined;
  /** Says it to the gateway if it listens at this process. */
  tell(gateway: string, nudge: TwinNudge): void;
  clock: Clock;
  log: Log;
}

export interface CloudTwins {
  desk: TwinDesk;
  store: TwinStore;
  members(): Promise<Member[]>;
  memberAt(gateway: string, site: string | undefined): Member;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
}

/** Settings of gateways from afar, with everything that they need. */
export function openCloudTwins({ store, tokens, tenantOf, tell, clock, log }: CloudTwinsOptions): CloudTwins {
  const look = createTwinNudges({ store: store.twins, tell, log });
  const memberAt = (gateway: string, site: string | undefined): Member => {
    const tenant = tenantOf(site);
    return { gateway, ...(site ? { site } : {}), ...(tenant ? { tenant } : {}) };
  };
  const members = async (): Promise<Member[]> => {
    const [named, certified, rows] = await Promise.all([
      tokens.gateways(),
      store.identity.presentCertificates(),
      store.gateways(),
    ]);
    // what a gateway says of itself is the newest
    const sites = new Map<string, string | null | undefined>([
      ...named.map((gateway) => [gateway, undefined] as const),
      ...certified.map(({ gateway, site }) => [gateway, site] as const),
    ]);
    for (const { gateway, status } of rows) sites.set(gateway, status?.site ?? sites.get(gateway));
    return [...sites]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([gateway, site]) => memberAt(gateway, site ?? undefined));
  };
  const desk = createTwinDesk({ store: store.twins, members, clock, changed: look });
  look();
  return {
    desk,
    store: store.twins,
    members,
    memberAt,
    heard: ({ twins, missed }) => {
      if (twins || missed) look();
    },
  };
}
