import type { Answer } from '../api/api.ts';

export type HandOver = Answer<'/api/hand-overs/{id}'>;
