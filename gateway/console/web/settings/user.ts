import type { Answer } from '../api/api.ts';

/** Somebody who can sign in, as an administrator sees it. */
export type User = Answer<'/api/users'>['users'][number];
