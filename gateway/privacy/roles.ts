import type { DataClass } from '../register/records.ts';

/** Roles of the site's people. A user may hold several; what needs two people needs two users. */
export const roles = ['guard', 'lead', 'manager', 'property', 'committee', 'administrator', 'auditor'] as const;
export type Role = (typeof roles)[number];

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
];
const rolePermissions: Record<Role, readonly Permission[]> = {
  guard: [...onDuty, 'visits.request'],
  lead: [...onDuty, 'visits.approve', 'watch.request', 'watch.view', 'cases.request', 'cases.view'],
  manager: [
    'register.view',
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
  ],
  committee: ['reports.read'],
  administrator: ['register.view', 'addresses.change', 'register.import', 'modes.preview'],
  auditor: ['ledger.read', 'reports.read', 'passages.view'],
};

export function mayDo(held: readonly Role[], permission: Permission): boolean {
  return held.some((role) => rolePermissions[role].includes(permission));
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
