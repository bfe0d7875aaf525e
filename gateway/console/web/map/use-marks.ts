import { useMemo } from 'react';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import type { PlanMark } from './leaflet-marks.tsx';
import { statesOf, type ThingState } from './thing-states.ts';
import type { Plan } from './use-plan.ts';

/** How everything on the plan stands now. */
export function useThingStates(plan: Plan): ThingState[] {
  const { overview } = useSite();
  const { alarms, cameras, devices } = overview;
  return useMemo(() => statesOf(plan, { alarms, cameras, devices }), [plan, alarms, cameras, devices]);
}

/** Symbols of things; `picked` stand out from the others. */
export function useMarks(states: readonly ThingState[], picked?: ReadonlySet<string>): PlanMark[] {
  const { name } = useTexts();
  return useMemo(
    () =>
      states.map(({ thing: { id, kind, ring, at, name: title }, tone, priority }) => ({
        ...{ id, kind, ring, at, tone, priority },
        picked: picked?.has(id) ?? false,
        label: name(title),
      })),
    [states, picked, name],
  );
}
