import { toVehicle } from '../../devices/contracts/plates.ts';
import type { SiteFile } from '../../devices/contracts/site-file.ts';
import { normalisePlate } from './plate-text.ts';
import { sceneProblems } from './scene-problems.ts';

/** Everything that a schema cannot say of a site file. Each problem is one sentence that names the entry. */
export function checkReferences(site: SiteFile): string[] {
  return [
    ...duplicateIds(site),
    ...zoneProblems(site),
    ...deviceProblems(site),
    ...nodeProblems(site),
    ...doorProblems(site),
    ...watchProblems(site),
    ...residentProblems(site),
  ];
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
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
    ...repeated(site.residents.map(({ id }) => id)).map((id) => `the id "${id}" is used by two residents`),
    ...repeated(site.units.map(({ id }) => id)).map((id) => `the id "${id}" is used by two units`),
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
  return [...readers, ...cameras];
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

function doorProblems(site: SiteFile): string[] {
  const devices = new Map(site.devices.map((device) => [device.id, device]));
  const units = new Set(site.units.map(({ id }) => id));
  const controllers = [...site.doors, ...site.barriers].map(({ controller }) => controller);
  const doors = site.doors.flatMap((door) => {
    const problems: string[] = [];
    if (devices.get(door.controller)?.kind !== 'door-controller')
      problems.push(`the door "${door.id}" names the controller "${door.controller}", which is no door-controller`);
    // Face Measures Art. 10: another way in, always. The lawful alternative is part of the configuration, not of a manual.
    if (door.methods.every((method) => method === 'face'))
      problems.push(`the door "${door.id}" can only be opened by face; add another method, such as card`);
    if (door.serves !== 'everyone') {
      problems.push(
        ...door.serves
          .filter((unit) => !units.has(unit))
          .map((unit) => `the door "${door.id}" serves the unit "${unit}", which does not exist`),
      );
    }
    return problems;
  });
  const barriers = site.barriers
    .filter(({ controller }) => devices.get(controller)?.kind !== 'barrier')
    .map(
      ({ id, controller }) => `the barrier "${id}" names the controller "${controller}", which is no barrier device`,
    );
  return [
    ...doors,
    ...barriers,
    ...repeated(controllers).map((id) => `the controller "${id}" serves two doors or barriers`),
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

function residentProblems(site: SiteFile): string[] {
  const units = new Set(site.units.map(({ id }) => id));
  const homes = site.residents
    .filter(({ home }) => !units.has(home.unit))
    .map(({ id, home }) => `the resident "${id}" lives in the unit "${home.unit}", which does not exist`);
  const owners = (list: (resident: SiteFile['residents'][number]) => readonly string[]) => {
    const byValue = new Map<string, string[]>();
    for (const resident of site.residents) {
      for (const value of list(resident)) byValue.set(value, [...(byValue.get(value) ?? []), resident.id]);
    }
    return [...byValue.values()].filter((ids) => ids.length > 1);
  };
  // The card's number stays out of the message: it is a key.
  const cards = owners(({ cards }) => cards ?? []).map(
    (ids) => `one card belongs to several residents: ${ids.join(', ')}`,
  );
  const plates = owners(({ plates }) => (plates ?? []).map((entry) => normalisePlate(toVehicle(entry).plate)))
    .filter((ids) => new Set(ids).size !== ids.length)
    .map((ids) => `one plate stands twice at the resident ${ids[0]}`);
  const consents = site.residents.flatMap(({ id, face }) =>
    face && Date.parse(face.consent.expiresAt) <= Date.parse(face.consent.givenAt)
      ? [`the face consent of "${id}" expires before it was given`]
      : [],
  );
  return [...homes, ...cards, ...plates, ...consents];
}
