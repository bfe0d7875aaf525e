import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { maxRightsBytes } from '../../devices/contracts/rights.ts';
import type { BrokerDevice, BrokerNode } from './broker.ts';
import { deviceTopic, fromDevice, hears, inPassing, nodeDownTopic } from './device-topics.ts';

export interface MosquittoMembers {
  site: string;
  /** Its password is `undefined` where the gateway shows a certificate or no password is known here. */
  gateway: { username: string; password: string | undefined };
  devices: readonly BrokerDevice[];
  nodes: readonly BrokerNode[];
  listener: { port: number; tls: boolean };
}

/** The texts of three files for Mosquitto 2: what to put into its settings, who may say and hear what, and the passwords, hashed. */
export interface MosquittoAccess {
  conf: string;
  acl: string;
  passwords: string;
}

/**
 * Secrets are long and made by machines, so that few rounds are enough; Mosquitto hashes in its only thread, and after a power
 * cut all devices of a site come at once.
 */
const rounds = 1000;
const saltBytes = 12;
const hashBytes = 64;

export function writeMosquittoAccess(members: MosquittoMembers): MosquittoAccess {
  return { conf: writeSettings(members.listener), acl: writeAcl(members), passwords: writePasswords(members) };
}

/**
 * What the promises of the gateway rest on: a name belongs to whoever has its password, what is acknowledged outlives a restart
 * and is not thrown away while the gateway is gone, and nobody fills the memory.
 */
function writeSettings({ port, tls }: MosquittoMembers['listener']): string {
  const certificates = `cafile /etc/mosquitto/ringward-ca.pem
certfile /etc/mosquitto/ringward-server.pem
keyfile /etc/mosquitto/ringward-server.key
`;
  return `# Written by: npm run gateway -- --config site.yaml broker-acl
per_listener_settings false
allow_anonymous false
password_file /etc/mosquitto/ringward.passwords
acl_file /etc/mosquitto/ringward.acl
# What a device got a PUBACK for outlives a restart of the broker; a power cut may take the last five seconds.
persistence true
autosave_on_changes false
autosave_interval 5
# What waits while the gateway is away: never shed before it is back.
max_queued_messages 0
max_inflight_messages 200
persistent_client_expiration 30d
# Orders for a door must not wait for the confirmation of what was sent before.
set_tcp_nodelay true
# Rights for a door of a large site are the longest message there is.
message_size_limit ${maxRightsBytes + 4096}

listener ${port}
${tls ? certificates : ''}# Nobody can push another device out by taking its client id; needed under each listener that you add.
use_username_as_clientid true
`;
}

function writeAcl({ site, gateway, devices, nodes }: MosquittoMembers): string {
  const self = { ring: 1 as const, id: gateway.username };
  const own = [
    ...[...fromDevice, inPassing].map((channel) => `topic read sac/v1/${site}/+/+/${channel}`),
    ...(nodes.length > 0 ? [`topic read sac/v1/${site}/node/+/up`, `topic write sac/v1/${site}/node/+/down`] : []),
    ...devices.flatMap((device) => hears(device).map((channel) => `topic write ${deviceTopic(site, device, channel)}`)),
    '# by these it finds out what has waited',
    ...fromDevice.map((channel) => `topic write ${deviceTopic(site, self, channel)}`),
  ];
  const ofDevice = (device: BrokerDevice) => [
    ...[...fromDevice, inPassing].map((channel) => `topic write ${deviceTopic(site, device, channel)}`),
    ...hears(device).map((channel) => `topic read ${deviceTopic(site, device, channel)}`),
  ];
  const ofNode = (node: string) => [
    `topic write sac/v1/${site}/node/${node}/up`,
    `topic write sac/v1/${site}/node/${node}/availability`,
    `topic read ${nodeDownTopic(site, node)}`,
  ];
  const section = (user: string, lines: readonly string[]) => [`user ${user}`, ...lines, ''].join('\n');
  return [
    '# Written by: npm run gateway -- --config site.yaml broker-acl',
    section(gateway.username, own),
    ...devices.map((device) => section(device.id, ofDevice(device))),
    ...nodes.map(({ id }) => section(id, ofNode(id))),
  ].join('\n');
}

function writePasswords({ gateway, devices, nodes }: MosquittoMembers): string {
  const entries: [user: string, password: string | undefined][] = [
    [gateway.username, gateway.password],
    ...devices.map(({ id, secret }): [string, string] => [id, secret]),
    ...nodes.map(({ id, password }): [string, string] => [id, password]),
  ];
  const lines = entries.flatMap(([user, password]) => (password === undefined ? [] : [`${user}:${hash(password)}`]));
  return `${lines.join('\n')}\n`;
}

/** As mosquitto_passwd writes it: `$7$rounds$salt$hash`, PBKDF2 with SHA-512, both parts in base64. */
function hash(password: string): string {
  const salt = randomBytes(saltBytes);
  const key = pbkdf2Sync(password, salt, rounds, hashBytes, 'sha512');
  return `$7$${rounds}$${salt.toString('base64')}$${key.toString('base64')}`;
}
