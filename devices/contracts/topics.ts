import type { Ring } from './place.ts';

/**
 * MQTT topics of a site: `sac/v1/{site}/{ring}/{device}/{channel}`.
 *
 * | channel | from | QoS | retained | payload |
 * |---|---|---|---|---|
 * | `event` | device | 1 | no | DeviceEvent |
 * | `state` | device | 1 | yes | DeviceState |
 * | `availability` | device, and its will | 1 | yes | Availability |
 * | `cmd` | gateway | 1 | never | Command |
 * | `ack` | device | 1 | no | CommandAck |
 * | `rights` | gateway | 1 | never | SignedRights, to door controllers |
 * | `firmware` | gateway | 1 | never | FirmwareOrder |
 * | `firmware-said` | device | 1 | no | FirmwareSaid |
 */
export const channels = [
  'event',
  'state',
  'availability',
  'cmd',
  'ack',
  'rights',
  'firmware',
  'firmware-said',
] as const;
export type Channel = (typeof channels)[number];

export interface TopicParts {
  site: string;
  ring: Ring;
  device: string;
  channel: Channel;
}

const pattern =
  /^sac\/v1\/([a-z0-9-]{1,64})\/([123])\/([a-z0-9-]{1,64})\/(event|state|availability|cmd|ack|rights|firmware|firmware-said)$/;

export function formatTopic({ site, ring, device, channel }: TopicParts): string {
  return `sac/v1/${site}/${ring}/${device}/${channel}`;
}

/** Reads a topic; `undefined` for any other than a well-formed one. */
export function parseTopic(topic: string): TopicParts | undefined {
  const match = pattern.exec(topic);
  if (!match) return undefined;
  const [, site, ring, device, channel] = match;
  return { site: site!, ring: Number(ring) as Ring, device: device!, channel: channel as Channel };
}

/**
 * Between the gateway and a perception node on another machine: `sac/v1/{site}/node/{node}/{channel}`, never retained.
 * `up` and `down` carry sealed frames (gateway/perception/node), `availability` the node's will.
 */
export interface NodeTopicParts {
  site: string;
  node: string;
  channel: 'up' | 'down' | 'availability';
}

const nodePattern = /^sac\/v1\/([a-z0-9-]{1,64})\/node\/([a-z0-9-]{1,64})\/(up|down|availability)$/;

export function formatNodeTopic({ site, node, channel }: NodeTopicParts): string {
  return `sac/v1/${site}/node/${node}/${channel}`;
}

export function parseNodeTopic(topic: string): NodeTopicParts | undefined {
  const match = nodePattern.exec(topic);
  if (!match) return undefined;
  const [, site, node, channel] = match;
  return { site: site!, node: node!, channel: channel as NodeTopicParts['channel'] };
}
