import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';

export type Case = Answer<'/api/cases'>['cases'][number];
export type WatchEntry = Answer<'/api/watch'>['entries'][number];

/** Others ask, decide and close meanwhile. The ledger has one look an hour, and one more for what has changed. */
const renewed = { refetchInterval: 20_000, retry: false, gcTime: 0 } as const;

/** All cases for those who work on them; what waits for a decision for whoever decides. */
export function useCases() {
  const { may } = useSession();
  const sees = may('cases.view');
  const all = api.useQuery('get', '/api/cases', {}, { ...renewed, enabled: sees });
  const waiting = api.useQuery(
    'get',
    '/api/cases/requests',
    {},
    { ...renewed, enabled: !sees && may('cases.approve') },
  );
  return sees ? all : waiting;
}

export function useWatch() {
  const { may } = useSession();
  const sees = may('watch.view');
  const all = api.useQuery('get', '/api/watch', {}, { ...renewed, enabled: sees });
  const waiting = api.useQuery(
    'get',
    '/api/watch/requests',
    {},
    { ...renewed, enabled: !sees && may('watch.approve') },
  );
  return sees ? all : waiting;
}
