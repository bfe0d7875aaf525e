import { toBrokerSettings } from '../../../devices/contracts/site-broker.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { createBroker } from '../../ingest/aedes-broker.ts';
import type { BrokerNode, BusOptions, NodeMessage, SiteBroker } from '../../ingest/broker.ts';
import { brokerProblems } from '../../ingest/broker-problem.ts';
import { openExternalBroker } from '../../ingest/mqtt-broker.ts';
import type { Clock } from '../../kernel/clock.ts';
import { Fault } from '../../kernel/fault.ts';
import type { TlsFront } from '../../kernel/tls-front.ts';
import { nodePassword } from '../../perception/node/link-keys.ts';
import { readBrokerAccess } from './read-broker-access.ts';

export interface SiteBrokerOptions extends Omit<BusOptions, 'site' | 'devices' | 'nodes'> {
  site: SiteFile;
  baseDir: string;
  clock: Clock;
  /** At the port of the built-in broker. */
  front?: TlsFront | undefined;
  fromNode(message: NodeMessage): void;
}

/** The bus of the site: the built-in broker, or the one that the site file names, which need not be there yet. */
export async function openSiteBroker(options: SiteBrokerOptions): Promise<SiteBroker> {
  const { site, baseDir, fromNode, front, ...parts } = options;
  const { mqtt, broker, id } = site.gateway;
  const bus: BusOptions = {
    ...parts,
    site: site.site.id,
    devices: site.devices,
    nodes: { members: nodesOf(site), receive: fromNode },
  };
  if (broker !== undefined) {
    const access = readBrokerAccess(toBrokerSettings(broker), { gateway: id, baseDir });
    return openExternalBroker({ ...bus, ...access, clock: options.clock });
  }
  if (mqtt) return createBroker({ ...bus, host: mqtt.host, port: mqtt.port, clock: options.clock, front });
  throw new Fault('site-file-invalid', 'gateway of the site file needs "mqtt" or "broker"');
}

/** Perception nodes with the passwords that they show to a broker. */
export const nodesOf = ({ site, perception }: SiteFile): BrokerNode[] =>
  (perception?.nodes ?? []).map(({ id, secret }) => ({
    id,
    password: nodePassword({ site: site.id, node: id, secret }),
  }));

/** One sentence where the gateway has no way to a broker of the site's own. */
export function sayBrokerProblem(broker: SiteBroker | undefined): string[] {
  const link = broker?.link();
  if (!broker || link?.state !== 'down' || !link.problem) return [];
  const since = new Date(link.sinceMs).toISOString();
  return [
    `no way to the broker ${broker.url} since ${since} (${link.problem}): door controllers decide alone. ${brokerProblems[link.problem]}`,
  ];
}
