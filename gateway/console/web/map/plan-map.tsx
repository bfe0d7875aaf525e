import { useMemo } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { Loaded } from '../parts/loaded.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import type { PlanStep } from './leaflet-ground.tsx';
import { LeafletPlan } from './leaflet-plan.tsx';
import classes from './map.module.css';
import { type Plan, placeOf, usePlan } from './use-plan.ts';

export interface PassedPlace {
  /** Id of a door, barrier, camera or device. */
  place: string;
  atMs: number;
  /** What happened there, in the reader's language. */
  label: string;
}

/** Without names and faces: nothing live belongs on the way of somebody who is searched for. */
const noMarks: never[] = [];

function Way({ plan, steps }: { plan: Plan; steps: readonly PassedPlace[] }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const ordered = useMemo(() => steps.toSorted((a, b) => a.atMs - b.atMs), [steps]);
  const drawn = useMemo(
    () =>
      ordered.flatMap(({ place, label }): PlanStep[] => {
        const at = placeOf(plan, place)?.at;
        return at ? [{ ...at, label }] : [];
      }),
    [plan, ordered],
  );
  return (
    <div className={classes.way}>
      <div className={classes.wayMap}>
        <LeafletPlan plan={plan} label={t('map.way', { n: ordered.length })} marks={noMarks} steps={drawn} />
      </div>
      <ol className={classes.waySteps} data-testid="way-steps">
        {ordered.map(({ place, atMs, label }) => (
          <li key={`${atMs} ${place}`}>
            <time dateTime={new Date(atMs).toISOString()}>{formatClock(atMs, nowMs)}</time> {label}
            {!placeOf(plan, place) && <span className={classes.dim}> · {t('map.notOnPlan')}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A way through the compound, numbered by time, on the plan and as a list. */
export function PlanMap({ steps }: { steps: readonly PassedPlace[] }) {
  const { t } = useTexts();
  const plan = usePlan();
  return (
    <section aria-label={t('map.way', { n: steps.length })} data-testid="plan-map">
      <Loaded query={plan} what={t('nav.map')}>
        {(known) => <Way plan={known} steps={steps} />}
      </Loaded>
    </section>
  );
}
