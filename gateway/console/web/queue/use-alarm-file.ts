import { useEffect, useRef } from 'react';
import type { AlarmStep } from '../../../../devices/contracts/alarms.ts';
import type { ConsoleRationale } from '../../alarms/alarm-ports.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { type HistoryEntry, type StepFacts, stepsSince } from './decide-steps.ts';

/** An alarm that comes and goes by the second is read anew so often at most. */
const renewMs = 300;

/** What an alarm of a type means and asks for; read once. */
export function useRationale(type: ConsoleAlarm['type']): ConsoleRationale | undefined {
  const { may } = useSession();
  const { data } = api.useQuery('get', '/api/rationales', undefined, {
    enabled: may('alarms.view'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data?.find((each) => each.type === type);
}

/** The history of an alarm, read anew when the alarm changes. */
export function useHistory(alarm: ConsoleAlarm) {
  const { may } = useSession();
  const query = api.useQuery(
    'get',
    '/api/alarms/{id}/history',
    { params: { path: { id: alarm.id } } },
    {
      enabled: may('alarms.view'),
    },
  );
  const { refetch } = query;
  const seen = useRef(alarm);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (seen.current === alarm || timer.current !== undefined) return;
    seen.current = alarm;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      void refetch();
    }, renewMs);
  }, [alarm, refetch]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return query;
}

/** What decides which steps can be done now. */
export function useStepFacts(
  rationale: ConsoleRationale | undefined,
  history: readonly HistoryEntry[] | undefined,
): StepFacts {
  const { may } = useSession();
  const done: ReadonlySet<AlarmStep> | undefined = history && new Set(stepsSince(history).map(({ step }) => step));
  return {
    required: rationale?.required ?? [],
    done,
    may: { handle: may('alarms.handle'), shelveUrgent: may('alarms.shelve-urgent') },
  };
}
