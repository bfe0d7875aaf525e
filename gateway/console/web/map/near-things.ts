import { type Plan, type PlanThing, type Point, placeOf } from './use-plan.ts';

const nearM = 60;

export interface NearThing {
  thing: PlanThing;
  /** Left out where the plan has no measures, or one of both is only laid out. */
  metres?: number;
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** What is within 60 m of a source or in its zone, nearest first; by zone alone where the plan has no measures. */
export function nearThings(plan: Plan, source: string): { at: PlanThing; near: NearThing[] } | undefined {
  const at = placeOf(plan, source);
  if (!at) return undefined;
  const near = plan.things
    .filter((thing) => thing.of === undefined && thing.id !== at.id)
    .map((thing) => ({
      thing,
      far: apart(thing.at, at.at),
      measured: plan.toScale && !thing.laidOut && !at.laidOut,
      sameZone: at.zone !== undefined && thing.zone === at.zone,
    }))
    .filter(({ far, measured, sameZone }) => sameZone || (measured && far <= nearM))
    .sort((a, b) => a.far - b.far)
    .map(({ thing, far, measured }) => ({ thing, ...(measured && { metres: Math.round(far) }) }));
  return { at, near };
}
