import { randomUUID } from 'node:crypto';
import { parseTopic } from '../../devices/contracts/topics.ts';
import type { BusOptions } from './broker.ts';
import { deviceTopic, fromDevice, inPassing, readNodeMessage } from './device-topics.ts';

export interface BusMessage {
  topic: string;
  payload: Buffer;
  /** The broker had it in store when the gateway asked to hear this topic. */
  retained: boolean;
}

/** Reads what comes over one connection to a broker of the site's own. */
export interface BusReader {
  /** What the gateway asks to hear: with QoS 1 what must not be lost. Without what is `optional` it does its work all the same. */
  filters(): { topic: string; qos: 0 | 1; optional?: true }[];
  /** Published once the filters stand: each comes back behind everything that waited on its channel. */
  marks(): { topic: string; payload: string }[];
  /** Every mark has come back. */
  readonly isFresh: boolean;
  /** Resolves when the message is on disk, or was refused for good. */
  take(message: BusMessage): Promise<void>;
}

/**
 * A message of a resumed session may be hours old, and MQTT does not say so. So the gateway sends itself a mark on each channel:
 * what comes before it has `waited`. Old states are left out (the next heartbeat brings a true one); old events count, but their
 * age is unknown, so that a card that was shown an hour ago opens nothing now.
 */
export function createBusReader(options: BusOptions, self: string): BusReader {
  const { site, log, metrics } = options;
  const devices = new Map(options.devices.map((device) => [device.id, device]));
  const nodes = new Set((options.nodes?.members ?? []).map(({ id }) => id));
  const nonce = randomUUID();
  const marked = new Set<string>();
  const markTopic = (channel: (typeof fromDevice)[number]) => deviceTopic(site, { ring: 1, id: self }, channel);

  const refuse = (reason: string, topic: string) => {
    metrics.count('mqtt_refused', { reason });
    log.warn({ reason, topic: topic.slice(0, 120) }, 'a message of the broker was refused');
  };
  return {
    filters: () => [
      ...fromDevice.map((channel) => ({ topic: `sac/v1/${site}/+/+/${channel}`, qos: 1 as const })),
      ...(nodes.size > 0 ? [{ topic: `sac/v1/${site}/node/+/up`, qos: 0 as const }] : []),
      // a broker whose rights were made before there was firmware refuses it
      { topic: `sac/v1/${site}/+/+/${inPassing}`, qos: 0 as const, optional: true as const },
    ],
    marks: () => fromDevice.map((channel) => ({ topic: markTopic(channel), payload: nonce })),
    get isFresh() {
      return marked.size === fromDevice.length;
    },
    take: async ({ topic, payload, retained }) => {
      const said = readNodeMessage(site, topic, payload);
      if (said) {
        if (nodes.has(said.node)) options.nodes?.receive(said);
        else refuse('unknown-node', topic);
        return;
      }
      const parts = parseTopic(topic);
      if (parts?.device === self) {
        // A mark of an earlier connection says nothing of this one.
        if (payload.equals(Buffer.from(nonce))) marked.add(parts.channel);
        return;
      }
      const device = devices.get(parts?.device ?? '');
      const isKnown = device && parts?.site === site && parts.ring === device.ring;
      if (isKnown && parts.channel === inPassing) {
        if (retained) return refuse('retained', topic);
        return options.receive({ device: device.id, channel: inPassing, payload });
      }
      if (!isKnown || !fromDevice.some((channel) => channel === parts.channel)) return refuse('foreign-topic', topic);
      const { channel } = parts;
      const hasWaited = retained || !marked.has(channel);
      if (retained && (channel === 'event' || channel === 'ack')) return refuse('retained', topic);
      if (hasWaited && channel === 'state') return metrics.count('mqtt_old_states');
      await options.receive({ device: device.id, channel, payload, ...(hasWaited && { waited: true }) });
    },
  };
}
