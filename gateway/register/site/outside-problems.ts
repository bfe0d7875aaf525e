import { BlockList, isIPv6 } from 'node:net';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';

/**
 * Where the gateway connects to, only the site file says: no route of the API and no setting of the cloud holds an address. Private
 * networks and this machine are where cameras and receivers stand, so they are taken. Refused is what can only be a mistake or
 * somebody's try to have the gateway ask for them: link-local addresses, which belong to whoever takes them and under which clouds
 * hand out the secrets of a machine (169.254.169.254; 100.100.100.200 at Alibaba Cloud), groups, and nobody's address.
 */
const refused = new BlockList();
refused.addSubnet('0.0.0.0', 8, 'ipv4');
refused.addSubnet('169.254.0.0', 16, 'ipv4');
refused.addSubnet('224.0.0.0', 3, 'ipv4');
refused.addAddress('100.100.100.200', 'ipv4');
refused.addAddress('::', 'ipv6');
refused.addAddress('fd00:ec2::254', 'ipv6');
refused.addSubnet('fe80::', 10, 'ipv6');
refused.addSubnet('ff00::', 8, 'ipv6');
const refusedNames = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data']);

export function outsideProblems({ cameras, alarms }: Pick<SiteFile, 'cameras' | 'alarms'>): string[] {
  const { webhooks = [], smtp, mqtt } = alarms?.channels ?? {};
  const targets: [string, string][] = [
    ...cameras.map(({ id, url }): [string, string] => [`camera "${id}"`, url]),
    ...webhooks.map(({ id, url }): [string, string] => [`webhook "${id}"`, url]),
    ...(mqtt ? [['alarms.channels.mqtt', mqtt.url] as [string, string]] : []),
    ...(smtp ? [['alarms.channels.smtp', `smtp://${smtp.host}`] as [string, string]] : []),
  ];
  return targets
    .filter(([, url]) => isRefused(url))
    .map(
      ([what]) => `${what} has an address that no camera or receiver has: link-local, a group, or a cloud's metadata`,
    );
}

/** A host can be written in many ways (2852039166, 0xa9.254.1): WHATWG's parser of http brings all of them to one. */
function isRefused(url: string): boolean {
  const plain = url.replace(/^[a-z]+:/, 'http:');
  if (!URL.canParse(plain)) return false;
  const host = new URL(plain).hostname.replace(/^\[|\]$|\.$/g, '');
  if (isIPv6(host)) return refused.check(host, 'ipv6');
  return /^[\d.]+$/.test(host) ? refused.check(host, 'ipv4') : refusedNames.has(host);
}
