/** As records.ts of the register names them; the page must not load its schemas. */
export const relations = ['owner', 'tenant', 'family', 'staff', 'volunteer'] as const;
