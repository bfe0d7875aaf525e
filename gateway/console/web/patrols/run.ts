import type { Answer } from '../api/api.ts';

export type Run = Answer<'/api/patrols/{id}'>;
