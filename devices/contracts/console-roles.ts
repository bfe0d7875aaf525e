/** Roles of the site's people. A user may hold several; what needs two people needs two users. */
export const consoleRoles = ['guard', 'lead', 'manager', 'property', 'committee', 'administrator', 'auditor'] as const;
export type ConsoleRole = (typeof consoleRoles)[number];
