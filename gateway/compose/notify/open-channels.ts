import type { NoticeAnswer } from '../../../devices/contracts/notices.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import type { Metrics } from '../../kernel/metrics.ts';
import { createMqttChannel } from '../../notify/mqtt-channel.ts';
import { createMailChannel } from '../../notify/nodemailer-channel.ts';
import type { Channel } from '../../notify/notice.ts';
import { createWebhookChannel } from '../../notify/webhook-channel.ts';

export interface OpenChannelsOptions {
  site: SiteFile;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  answered(user: string, answer: NoticeAnswer): void;
}

/** The channels that the site file names. */
export function openChannels({ site, clock, answered, log, metrics }: OpenChannelsOptions): Channel[] {
  const { webhooks = [], smtp, mqtt } = site.alarms?.channels ?? {};
  const gateway = site.gateway.id;
  return [
    ...webhooks.map((webhook) => createWebhookChannel(webhook, clock.wallMs)),
    ...(smtp ? [createMailChannel(smtp, gateway)] : []),
    ...(mqtt ? [createMqttChannel({ mqtt, gateway, answered, log, metrics })] : []),
  ];
}
