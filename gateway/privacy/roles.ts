import { type ConsoleRole, consoleRoles } from '../../devices/contracts/console-roles.ts';
import type { DataClass } from '../register/records.ts';

export const roles = consoleRoles;
export type Role = ConsoleRole;

/** What somebody may do. No role holds both the asking and the approving of the same thing. */
export const permissions = [
  'people.find',
  'people.view',
  'people.change',
  'credentials.change',
  'faces.enrol',
  'visits.request',
  'visits.approve',
  'visits.handle',
  'doors.operate',
  'modes.preview',
  'modes.apply',
  'passages.view',
  /** Vehicles inside, and that one has left after all. */
  'parking.handle',
  'watch.request',
  'watch.approve',
  'watch.view',
  'cases.request',
  'cases.approve',
  'cases.view',
  'register.import',
  'register.export',
  'people.erase',
  'ledger.read',
  'reports.read',
  'addresses.change',
  'alarms.handle',
  /** Past alarms and incidents, and their figures. */
  'alarms.view',
  /** Setting aside what is most urgent (P1). */
  'alarms.shelve-urgent',
  /** Taking a device out of service while it is worked on. */
  'alarms.service',
  'figures.read',
  /** Hand-over, patrols, being sent. */
  'duty.work',
  /** Rota, patrol routes, contacts. */
  'duty.plan',
  'duty.view',
  'drills.run',
  'requests.enter',
  'requests.handle',
  'requests.view',
  'users.view',
  'users.change',
  /** How the gateway itself does: health, links, storage. */
  'system.view',
  /** Which devices count: approving and revoking them. */
  'devices.decide',
  /** Live pictures, and those kept with alarms. */
  'cameras.view',
  'evidence.export',
  'scenes.change',
  /** Addresses, duty areas and access groups: what tells nothing of people. */
  'register.view',
] as const;
export type Permission = (typeof permissions)[number];

/** What guards and their leads do alike. */
const onDuty: readonly Permission[] = [
  'register.view',
  'alarms.handle',
  'alarms.view',
  'figures.read',
  'duty.work',
  'duty.view',
  'requests.enter',
  'requests.view',
  'system.view',
  'cameras.view',
  'evidence.export',
  'scenes.change',
  'people.find',
  'people.view',
  'faces.enrol',
  'visits.handle',
  'doors.operate',
  'modes.preview',
  'modes.apply',
  'passages.view',
  'parking.handle',
];
const rolePermissions: Record<Role, readonly Permission[]> = {
  guard: [...onDuty, 'visits.request'],
  lead: [
    ...onDuty,
    'alarms.shelve-urgent',
    'alarms.service',
    'duty.plan',
    'drills.run',
    'visits.approve',
    'watch.request',
    'watch.view',
    'cases.request',
    'cases.view',
  ],
  manager: [
    'register.view',
    'alarms.handle',
    'alarms.view',
    'figures.read',
    'duty.view',
    'requests.view',
    'users.view',
    'system.view',
    'devices.decide',
    'cameras.view',
    'people.find',
    'people.view',
    'modes.preview',
    'modes.apply',
    'watch.approve',
    'cases.approve',
    'reports.read',
  ],
  property: [
    'register.view',
    'requests.enter',
    'requests.handle',
    'requests.view',
    'duty.view',
    'people.find',
    'people.view',
    'people.change',
    'credentials.change',
    'faces.enrol',
    'visits.request',
    'visits.handle',
    'addresses.change',
    'register.import',
    'register.export',
    'people.erase',
    'parking.handle',
  ],
  committee: ['reports.read', 'figures.read'],
  administrator: [
    'alarms.view',
    'users.view',
    'users.change',
    'system.view',
    'devices.decide',
    'register.view',
    'addresses.change',
    'register.import',
    'modes.preview',
  ],
  auditor: [
    'alarms.view',
    'figures.read',
    'duty.view',
    'users.view',
    'system.view',
    'ledger.read',
    'reports.read',
    'passages.view',
  ],
};

export function mayDo(held: readonly Role[], permission: Permission): boolean {
  return held.some((role) => rolePermissions[role].includes(permission));
}

/** All that somebody with these roles may do; a page shows no more than that. */
export function permissionsOf(held: readonly Role[]): Permission[] {
  return permissions.filter((permission) => mayDo(held, permission));
}

/** Asking for something, and approving it. No role holds both; somebody who holds both by two roles approves nothing of their own. */
export const conflictingPermissions: readonly (readonly [asking: Permission, approving: Permission])[] = [
  ['visits.request', 'visits.approve'],
  ['watch.request', 'watch.approve'],
  ['cases.request', 'cases.approve'],
];

/** Which of those pairs these roles hold both sides of; each by the permission to approve. */
export function conflictsOf(held: readonly Role[]): Permission[] {
  return conflictingPermissions
    .filter((pair) => pair.every((one) => mayDo(held, one)))
    .map(([, approving]) => approving);
}

/** What a look-up may be for; asked of whoever looks somebody up, and kept in the ledger. */
export const purposes = [
  'visit',
  'alarm',
  'maintenance',
  'enrolment',
  'administration',
  'emergency',
  'own-request',
] as const;
export type Purpose = (typeof purposes)[number];

/** Which classes of fields a purpose needs; nothing more is shown to anybody for it. */
const purposeClasses: Record<Purpose, readonly DataClass[]> = {
  visit: ['plain', 'identity', 'address', 'contact'],
  alarm: ['plain', 'identity', 'address', 'contact', 'vehicle', 'care'],
  maintenance: ['plain', 'address', 'contact'],
  enrolment: ['plain', 'identity', 'age', 'address'],
  administration: ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care', 'words'],
  emergency: ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care', 'words'],
  'own-request': ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care', 'words'],
};

/**
 * Which classes a role ever sees. Of card numbers a view shows the last digits only; the whole ones leave with an export for
 * administration, and digests of PINs never do.
 */
const roleClasses: Record<Role, readonly DataClass[]> = {
  guard: ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care'],
  lead: ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care'],
  manager: ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care'],
  property: ['plain', 'identity', 'age', 'address', 'contact', 'vehicle', 'care', 'words'],
  committee: ['plain'],
  administrator: ['plain', 'address'],
  auditor: ['plain'],
};

export function visibleClasses(held: readonly Role[], purpose: Purpose): ReadonlySet<DataClass> {
  const seen = new Set(held.flatMap((role) => roleClasses[role]));
  return new Set(purposeClasses[purpose].filter((dataClass) => seen.has(dataClass)));
}
