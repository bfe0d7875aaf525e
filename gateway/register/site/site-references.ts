import { isGatewayUrl, parseClaimCode } from '../../../devices/contracts/claim.ts';
import { toBrokerSettings } from '../../../devices/contracts/site-broker.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { outsideProblems } from './outside-problems.ts';
import { parkingProblems } from './parking-problems.ts';
import { planProblems } from './plan-problems.ts';
import { remoteProblems } from './remote-problems.ts';
import { repeated } from './repeated.ts';
import { retentionProblems } from './retention-problems.ts';
import { sceneProblems } from './scene-problems.ts';
import { sensorProblems } from './sensor-problems.ts';
import { doorProblems } from './site-doors.ts';
import { addressProblems, residentProblems } from './site-people.ts';

/** Everything that a schema cannot say of a site file. Each problem is one sentence that names the entry. */
export function checkReferences(site: SiteFile): string[] {
  return [
    ...brokerProblems(site),
    ...duplicateIds(site),
    ...zoneProblems(site),
    ...deviceProblems(site),
    ...sensorProblems(site),
    ...outsideProblems(site),
    ...parkingProblems(site),
    ...planProblems(site),
    ...nodeProblems(site),
    ...addressProblems(site),
    ...doorProblems(site),
    ...watchProblems(site),
    ...residentProblems(site),
    ...privacyProblems(site),
    ...retentionProblems(site),
    ...cloudProblems(site),
    ...remoteProblems(site),
  ];
}

/** A site has one bus: the built-in broker, or one of its own. */
function brokerProblems({ gateway, devices, perception }: SiteFile): string[] {
  const { mqtt, broker, id } = gateway;
  if (mqtt === undefined && broker === undefined)
    return ['gateway needs "mqtt" (host and port of the built-in broker) or "broker" (the address of one of the site)'];
  if (broker === undefined) return [];
  if (mqtt !== undefined) return ['gateway has both "mqtt" and "broker": only one of them can be the bus of the site'];
  const { certificate, key, ca, servername, url, username = id } = toBrokerSettings(broker);
  const others = [...devices, ...(perception?.nodes ?? [])].map((one) => one.id);
  const forTls = { certificate, ca, servername };
  return [
    ...((certificate === undefined) === (key === undefined)
      ? []
      : ['gateway.broker needs "certificate" and "key", or neither of them']),
    ...(url.startsWith('mqtts:')
      ? []
      : Object.entries(forTls)
          .filter(([, value]) => value !== undefined)
          .map(([name]) => `gateway.broker has "${name}", but its url begins with mqtt:// and uses no TLS`)),
    ...[...new Set([id, username])]
      .filter((name) => others.includes(name))
      .map((name) => `the gateway is "${name}" at the broker, which is the id of a device or node as well`),
  ];
}

function cloudProblems({ cloud }: SiteFile): string[] {
  if (!cloud) return [];
  if (cloud.token !== undefined)
    return cloud.claim === undefined ? [] : ['cloud has both a token and a claim; write one of them'];
  const problems = isGatewayUrl(cloud.url.replace(/\/$/, ''))
    ? []
    : ['cloud.url has to be https://host:port where there is no cloud.token'];
  const code = cloud.claim === undefined ? undefined : parseClaimCode(cloud.claim);
  return code && !code.ok ? [...problems, `cloud.claim: ${code.problem}`] : problems;
}

function duplicateIds(site: SiteFile): string[] {
  // Devices, cameras, doors and barriers share one name space: an alarm's source must be one thing.
  const things = [...site.devices, ...site.cameras].map(({ id }) => id);
  const places = [...site.doors, ...site.barriers].map(({ id }) => id);
  return [
    ...repeated(things).map((id) => `the id "${id}" is used by two devices or cameras`),
    ...repeated(places).map((id) => `the id "${id}" is used by two doors or barriers`),
    ...places
      .filter((id) => things.includes(id))
      .map((id) => `the id "${id}" is used by a door or barrier and by a device`),
    ...repeated(site.zones.map(({ id }) => id)).map((id) => `the id "${id}" is used by two zones`),
  ];
}

function zoneProblems(site: SiteFile): string[] {
  const zones = new Map(site.zones.map((zone) => [zone.id, zone]));
  return [...site.devices, ...site.cameras, ...site.doors, ...site.barriers].flatMap(({ id, zone, ring }) => {
    if (zone === undefined) return [];
    const known = zones.get(zone);
    if (!known) return [`"${id}" names the zone "${zone}", which is not among zones`];
    return known.ring === ring ? [] : [`"${id}" is in ring ${ring}, but its zone "${zone}" is in ring ${known.ring}`];
  });
}

function deviceProblems(site: SiteFile): string[] {
  const doors = new Set(site.doors.map(({ id }) => id));
  const barriers = new Set(site.barriers.map(({ id }) => id));
  const readers = site.devices.flatMap((device) => {
    if (device.kind === 'card-reader' && !(device.door && doors.has(device.door))) {
      return [`the card reader "${device.id}" needs "door", the id of one of the doors`];
    }
    return device.kind !== 'card-reader' && device.door
      ? [`"${device.id}" is no card reader and cannot have "door"`]
      : [];
  });
  const cameras = site.cameras.flatMap((camera) => {
    if (camera.door !== undefined && !doors.has(camera.door))
      return [`the camera "${camera.id}" names the door "${camera.door}", which does not exist`];
    if (camera.barrier !== undefined && !barriers.has(camera.barrier)) {
      return [`the camera "${camera.id}" names the barrier "${camera.barrier}", which does not exist`];
    }
    return [];
  });
  const sides = site.devices
    .filter(({ kind, side }) => kind !== 'card-reader' && side !== undefined)
    .map(({ id }) => `"${id}" is no card reader and cannot have "side"`);
  return [...readers, ...sides, ...cameras];
}

function nodeProblems(site: SiteFile): string[] {
  const nodes = (site.perception?.nodes ?? []).map(({ id }) => id);
  const things = [...site.devices, ...site.cameras].map(({ id }) => id);
  return [
    ...repeated(nodes).map((id) => `the id "${id}" is used by two perception nodes`),
    // Both are MQTT users of the one broker.
    ...nodes
      .filter((id) => things.includes(id))
      .map((id) => `the id "${id}" is used by a perception node and by a device or camera`),
    ...site.cameras.flatMap(({ id, node }) =>
      node === undefined || nodes.includes(node)
        ? []
        : [`the camera "${id}" names the node "${node}", which is not among perception.nodes`],
    ),
  ];
}

function watchProblems(site: SiteFile): string[] {
  const doors = new Set(site.doors.map(({ id }) => id));
  const scenes = site.cameras.flatMap(({ id, scene }) => (scene ? sceneProblems(id, scene, doors) : []));
  const { timezone } = site.site;
  return timezone === undefined || isTimeZone(timezone)
    ? scenes
    : [`site.timezone "${timezone}" is not a time zone; write it like Asia/Shanghai`, ...scenes];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    // RangeError is how Intl says that it does not know one.
    return false;
  }
}

/** What must be settled before something is turned on (DOMAIN P7, P12, EU profile). */
function privacyProblems(site: SiteFile): string[] {
  const { privacy } = site;
  const problems = site.doors
    .filter(({ methods }) => methods.includes('face') && !privacy?.assessments?.face)
    .map(({ id }) => `the door "${id}" takes faces: name the impact assessment in privacy.assessments.face`);
  if (privacy?.watchList !== 'on') return problems;
  if (!privacy.assessments?.watchList)
    problems.push('privacy.watchList is on: name the impact assessment in privacy.assessments.watchList');
  if (privacy.profile === 'eu') problems.push('privacy.watchList is on, but the profile eu knows no watch-list');
  return problems;
}
