import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBrokerUrl, toBrokerSettings } from '../../../devices/contracts/site-broker.ts';
import { type MosquittoAccess, writeMosquittoAccess } from '../../ingest/mosquitto-access.ts';
import type { LoadedSite } from '../../register/site/site-file.ts';
import { nodesOf } from './open-site-broker.ts';
import { readBrokerPassword } from './read-broker-access.ts';

/** Who may say and hear what at a Mosquitto that serves this site; of a site with the built-in broker, too, before it changes over. */
export function brokerAclOf({ site, baseDir }: LoadedSite): MosquittoAccess & { lacksGateway: boolean } {
  const { id, broker } = site.gateway;
  const settings = broker === undefined ? undefined : toBrokerSettings(broker);
  const password = readBrokerPassword(settings ?? {}, { baseDir });
  const gateway = { username: settings?.username ?? id, password };
  const access = writeMosquittoAccess({
    ...{ site: site.site.id, gateway, devices: site.devices, nodes: nodesOf(site) },
    listener: settings === undefined ? { port: 8883, tls: true } : readBrokerUrl(settings.url),
  });
  return { ...access, lacksGateway: password === undefined };
}

/** Writes the three files into a folder, the passwords for their owner alone; returns their paths. */
export function saveBrokerAcl({ conf, acl, passwords }: MosquittoAccess, dir: string): string[] {
  mkdirSync(dir, { recursive: true });
  const files: [name: string, text: string][] = [
    ['ringward.conf', conf],
    ['ringward.acl', acl],
    ['ringward.passwords', passwords],
  ];
  return files.map(([name, text]) => {
    const path = join(dir, name);
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  });
}
