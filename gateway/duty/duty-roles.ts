/** What somebody is on duty as. An alarm goes from guard to lead to manager, so that no two of them may be one person. */
export const dutyRoles = ['guard', 'lead', 'manager'] as const;
