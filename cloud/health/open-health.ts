import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CloudStore, StoreChange } from '../store/store.ts';
import type { Access } from '../tenancy/access.ts';
import type { ConditionRouteDeps } from './condition-routes.ts';
import type { GatewayHealthDeps } from './gateway-health-routes.ts';
import { createFactsGatherer, type FactsDeps } from './gather-facts.ts';
import { createMailChannel } from './nodemailer-notice.ts';
import type { NoticeChannel } from './notice-channel.ts';
import type { NoticesFile } from './notice-config.ts';
import { createNoticeSender } from './send-notices.ts';
import { createHealthWatch } from './watch-health.ts';
import { createWebhookChannel } from './webhook-notice.ts';

export interface CloudHealthOptions extends Pick<FactsDeps, 'members' | 'tenantOf'> {
  store: CloudStore;
  notices: NoticesFile | undefined;
  knows(gateway: string): Promise<boolean>;
  standsAt(gateway: string, place: string): boolean;
  knowsPlace(place: string): boolean;
  /** For the pages that are open at this process. */
  changed(): void;
  clock: Clock;
  log: Log;
}

export interface CloudHealth {
  /** From now on somebody looks what is wrong. */
  start(): void;
  /** What the routes of `condition-routes.ts` need. */
  conditions(access: Access): ConditionRouteDeps;
  /** What the routes of `gateway-health-routes.ts` need. */
  gateways(access: Access): GatewayHealthDeps;
  heard(change: StoreChange): void;
  /** Conditions of which no channel of notices was told, since the start. */
  unheard(): number;
  close(): Promise<void>;
}

const at = (place: string | undefined, channel: NoticeChannel): NoticeChannel =>
  place === undefined ? channel : { ...channel, place };

function openChannels({ webhooks = [], mail }: NoticesFile, wallMs: () => number): NoticeChannel[] {
  return [
    ...webhooks.map(({ place, ...target }) => at(place, createWebhookChannel(target, wallMs))),
    ...(mail ? [at(mail.place, createMailChannel(mail))] : []),
  ];
}

/** Health of the fleet, with everything that it needs. */
export function openCloudHealth(options: CloudHealthOptions): CloudHealth {
  const { store, notices, clock, log, changed, knows } = options;
  const channels = notices ? openChannels(notices, clock.wallMs) : [];
  const sendNotices = createNoticeSender({ store: store.health, channels, clock, log });
  const gather = createFactsGatherer(options);
  const watch = createHealthWatch({ ...options, channels, sendNotices, changed });
  return {
    start: watch.start,
    conditions: (access) => ({
      ...{ store: store.health, access, clock },
      changed() {
        changed();
        store.announce({ conditions: true });
      },
    }),
    gateways: (access) => ({ store, access, clock, knows, gather }),
    heard({ conditions, missed }) {
      if (conditions || missed) changed();
    },
    unheard: watch.unheard,
    close: watch.close,
  };
}
