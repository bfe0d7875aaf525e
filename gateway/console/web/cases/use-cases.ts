import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';

export type Case = Answer<'/api/cases'>['cases'][number];
export type WatchEntry = Answer<'/api/watch'>['entries'][number];

/** Each look at the list is in the ledger: once a visit of the page. */
const once = { staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 0 } as const;

/** All cases for those who work on them; what waits for a decision for whoever decides. */
export function useCases() {
  const { may } = useSession();
  const sees = may('cases.view');
  const all = api.useQuery('get', '/api/cases', {}, { ...once, enabled: sees });
  const waiting = api.useQuery('get', '/api/cases/requests', {}, { ...once, enabled: !sees && may('cases.approve') });
  return sees ? all : waiting;
}

export function useWatch() {
  const { may } = useSession();
  const sees = may('watch.view');
  const all = api.useQuery('get', '/api/watch', {}, { ...once, enabled: sees });
  const waiting = api.useQuery('get', '/api/watch/requests', {}, { ...once, enabled: !sees && may('watch.approve') });
  return sees ? all : waiting;
}
