import type { Answer } from '../api/api.ts';
import { api } from '../api/api.ts';

export type Plan = Answer<'/api/plan'>;
export type PlanThing = Plan['things'][number];
export type PlanKind = PlanThing['kind'];
export interface Point {
  x: number;
  y: number;
}

/** The ground of the site; it changes with a restart only. */
export function usePlan() {
  return api.useQuery('get', '/api/plan', {}, { staleTime: Number.POSITIVE_INFINITY, retry: false });
}

/** Where it stands on the plan: of a controller or reader, its door. */
export function placeOf(plan: Plan, id: string): PlanThing | undefined {
  const thing = plan.things.find((each) => each.id === id);
  return thing?.of === undefined ? thing : (plan.things.find((each) => each.id === thing.of) ?? thing);
}
