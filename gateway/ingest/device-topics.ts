import { type Channel, formatNodeTopic, formatTopic, parseNodeTopic } from '../../devices/contracts/topics.ts';
import type { BrokerDevice, NodeMessage } from './broker.ts';

/** What a device may say; everything else on its topics is the gateway's. */
export const fromDevice = ['event', 'state', 'availability', 'ack'] as const satisfies readonly Channel[];

/** What it may say beside that, of use at this moment only: nothing of it is waited for or stored. */
export const inPassing = 'firmware-said' as const satisfies Channel;

export type ToDevice = 'cmd' | 'rights' | 'firmware';

/** What a device may listen to; only door controllers decide alone. */
export const hears = ({ kind }: BrokerDevice): ToDevice[] =>
  kind === 'door-controller' ? ['cmd', 'rights', 'firmware'] : ['cmd', 'firmware'];

export const deviceTopic = (site: string, { ring, id }: Pick<BrokerDevice, 'ring' | 'id'>, channel: Channel): string =>
  formatTopic({ site, ring, device: id, channel });

/** What a node said on one of its topics; `undefined` if the topic is none of a node of this site. */
export function readNodeMessage(site: string, topic: string, payload: string | Buffer): NodeMessage | undefined {
  const parts = parseNodeTopic(topic);
  if (parts?.site !== site || parts.channel === 'down') return undefined;
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  return { node: parts.node, channel: parts.channel, payload: bytes };
}

export const nodeDownTopic = (site: string, node: string): string => formatNodeTopic({ site, node, channel: 'down' });
