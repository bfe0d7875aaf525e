import { mayDo, type Permission, type Role } from '../../privacy/roles.ts';
import type { ConsoleChange, ConsoleDevice } from '../console-ports.ts';

/** The parts of the site's state that are not for everybody who is signed in; `values`: what devices report. */
export const sightParts = ['alarms', 'cameras', 'devices', 'values', 'passages', 'enrolments'] as const;
export type SightPart = (typeof sightParts)[number];
export type Sight = ReadonlySet<SightPart>;

/** Any one of these opens the part. A request for repair names a device or a camera, and enrolling takes a camera. */
const needs: Record<SightPart, readonly Permission[]> = {
  alarms: ['alarms.view'],
  cameras: ['cameras.view', 'system.view', 'faces.enrol', 'requests.view'],
  devices: ['system.view', 'requests.view'],
  // A sensor in a home tells whether somebody is there.
  values: ['system.view'],
  passages: ['passages.view'],
  enrolments: ['faces.enrol'],
};

/** What somebody with these roles may know of the site. */
export function sightOf(roles: readonly Role[]): Sight {
  return new Set(sightParts.filter((part) => needs[part].some((permission) => mayDo(roles, permission))));
}

const partOf: Partial<Record<ConsoleChange['kind'], SightPart>> = {
  alarm: 'alarms',
  presence: 'alarms',
  camera: 'cameras',
  device: 'devices',
  passage: 'passages',
  enrolment: 'enrolments',
};

function withoutValues({ reportedAtMs: _, ...device }: ConsoleDevice): ConsoleDevice {
  return { ...device, values: {} };
}

/** A change as somebody may hear of it: the same object where nothing is left out, `undefined` where it is not for them. */
export function showChange(change: ConsoleChange, sight: Sight): ConsoleChange | undefined {
  const part = partOf[change.kind];
  if (part !== undefined && !sight.has(part)) return undefined;
  if (change.kind !== 'device' || sight.has('values')) return change;
  return { kind: 'device', device: withoutValues(change.device) };
}

/** The devices as somebody may see them. */
export function showDevices(devices: ConsoleDevice[], sight: Sight): ConsoleDevice[] {
  if (!sight.has('devices')) return [];
  return sight.has('values') ? devices : devices.map(withoutValues);
}
