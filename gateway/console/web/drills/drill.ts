import type { Answer } from '../api/api.ts';

export type Drill = Answer<'/api/drills/{id}'>;
