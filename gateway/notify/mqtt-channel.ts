import type { MqttClient } from 'mqtt';
import { type NoticeAnswer, parseNoticeAnswer } from '../../devices/contracts/notices.ts';
import { parseJsonBytes } from '../../devices/contracts/parse.ts';
import type { SiteChannels } from '../../devices/contracts/site-alarms.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { type Channel, ChannelError } from './notice.ts';

type Mqtt = NonNullable<SiteChannels['mqtt']>;

const answerBytes = 1024;
/** A broker that speaks MQTT 5 delivers nothing larger (3.1.2.11.4), so that a giant message never comes into memory. */
const packetBytes = 16 * 1024;
const publishMs = 5000;

export interface MqttChannelOptions {
  mqtt: Mqtt;
  gateway: string;
  /** A user has answered. */
  answered(user: string, answer: NoticeAnswer): void;
  log: Log;
  metrics: Metrics;
}

/** Publishes to `TOPIC/USER` with QoS 1 and listens on `TOPIC/+/ack`. Who may write there, the broker's access list says. */
export function createMqttChannel(options: MqttChannelOptions): Channel {
  const { topic } = options.mqtt;
  const opening = openClient(options);
  return {
    id: 'mqtt',
    lanes: 8,
    send: async ({ message }, signal) =>
      publish(await opening, `${topic}/${message.recipient}`, JSON.stringify(message), signal),
    close: async () => (await opening).endAsync(true),
  };
}

async function openClient({ mqtt, gateway, answered, log, metrics }: MqttChannelOptions): Promise<MqttClient> {
  const { url, user, password, topic, version = 5 } = mqtt;
  // 20 MiB that a site without such a broker does not need.
  const { connect } = await import('mqtt');
  const client = connect(url, {
    protocolVersion: version,
    clientId: `ringward-${gateway}-notices`,
    clean: true,
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    connectTimeout: 5000,
    // Many gateways must not come back to one broker in the same moment.
    reconnectPeriod: 4000 + Math.floor(Math.random() * 4000),
    queueQoSZero: false,
    resubscribe: false,
    ...(version === 5 && { properties: { maximumPacketSize: packetBytes } }),
  });
  client.on('connect', () => {
    client.subscribe(`${topic}/+/ack`, { qos: 1 }, (error) => {
      if (error) log.warn({ problem: error.message }, 'answers to notices cannot be heard: the broker refuses them');
    });
  });
  client.on('error', (error) => log.debug({ problem: error.message }, 'the broker for notices is not reached'));
  client.on('message', (where, payload) => {
    const from = where.startsWith(`${topic}/`)
      ? /^([^/]{1,64})\/ack$/.exec(where.slice(topic.length + 1))?.[1]
      : undefined;
    const parsed = parseJsonBytes(payload, parseNoticeAnswer, answerBytes);
    if (from === undefined || !parsed.ok) {
      metrics.count('notice_answers_refused', { reason: from === undefined ? 'topic' : 'form' });
      return;
    }
    answered(from, parsed.value);
  });
  return client;
}

/** Settles with the broker's PUBACK; what it does not give in time is not sent again behind the queue's back. */
function publish(client: MqttClient, topic: string, payload: string, signal: AbortSignal): Promise<void> {
  if (!client.connected) return Promise.reject(new ChannelError('not-reached'));
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(publishMs)]);
  const onAbort = () => {
    client.removeOutgoingMessage(messageId);
    reject(new ChannelError('timed-out'));
  };
  limit.addEventListener('abort', onAbort, { once: true });
  client.publish(topic, payload, { qos: 1 }, (error) => {
    limit.removeEventListener('abort', onAbort);
    if (error) reject(new ChannelError('not-taken', { cause: error }));
    else resolve();
  });
  const messageId = client.getLastMessageId();
  return promise;
}
