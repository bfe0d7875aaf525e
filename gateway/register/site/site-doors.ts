import { isEgress, powerMode, type SiteDoor } from '../../../devices/contracts/site-doors.ts';
import type { SiteFile } from '../../../devices/contracts/site-file.ts';
import { repeated } from './repeated.ts';

/** What a schema cannot say of doors and barriers; `checkReferences` gathers it. */
export function doorProblems(site: SiteFile): string[] {
  const devices = new Map(site.devices.map((device) => [device.id, device]));
  const controllers = [...site.doors, ...site.barriers].map(({ controller }) => controller);
  const served = new Set([...site.units, ...(site.buildings ?? [])].map(({ id }) => id));
  const readers = new Set(site.devices.flatMap(({ kind, door }) => (kind === 'card-reader' && door ? [door] : [])));
  const doors = site.doors.flatMap((door) => [
    ...(devices.get(door.controller)?.kind === 'door-controller'
      ? []
      : [`the door "${door.id}" names the controller "${door.controller}", which is no door-controller`]),
    ...(door.serves === 'everyone' ? [] : door.serves)
      .filter((id) => !served.has(id))
      .map((id) => `the door "${door.id}" serves the unit or building "${id}", which does not exist`),
    ...wayProblems(door, readers.has(door.id)),
  ]);
  const barriers = site.barriers
    .filter(({ controller }) => devices.get(controller)?.kind !== 'barrier')
    .map(
      ({ id, controller }) => `the barrier "${id}" names the controller "${controller}", which is no barrier device`,
    );
  return [
    ...doors,
    ...barriers,
    ...interlockProblems(site),
    ...repeated(controllers).map((id) => `the controller "${id}" serves two doors or barriers`),
  ];
}

/** How a door can be passed: something else than a face, by a reader that is there, and out without power. */
function wayProblems(door: SiteDoor, hasReader: boolean): string[] {
  const problems: string[] = [];
  // Face Measures Art. 10: another way in, always. The lawful alternative is part of the configuration, not of a manual.
  if (door.methods.every((method) => method === 'face'))
    problems.push(`the door "${door.id}" can only be opened by face; add another method, such as card`);
  const needy = door.methods.filter((method) => method !== 'face');
  if (!hasReader && needy.length > 0)
    problems.push(`the door "${door.id}" takes ${needy.join(', ')}, but no card reader stands at it`);
  if (!hasReader && door.passback) problems.push(`the door "${door.id}" has passback, but no card reader stands at it`);
  // GB 55029 3.1.6: whoever flees needs no credential and no electricity.
  if (isEgress(door) && powerMode(door) === 'fail-secure')
    problems.push(
      `the door "${door.id}" is a way out and would lock without power: make it fail-safe, or say egress: false`,
    );
  return problems;
}

function interlockProblems(site: SiteFile): string[] {
  const interlocks = site.interlocks ?? [];
  const doors = new Set(site.doors.map(({ id }) => id));
  return [
    ...repeated(interlocks.map(({ id }) => id)).map((id) => `the id "${id}" is used by two interlocks`),
    ...interlocks.flatMap(({ id, doors: named }) =>
      named
        .filter((door) => !doors.has(door))
        .map((door) => `the interlock "${id}" names the door "${door}", which does not exist`),
    ),
    ...repeated(interlocks.flatMap(({ doors: named }) => named)).map(
      (door) => `the door "${door}" is in two interlocks; put all of their doors into one`,
    ),
  ];
}
