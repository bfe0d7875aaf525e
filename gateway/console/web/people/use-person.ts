import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';

export type PersonView = Answer<'/api/people/{id}'>;
export type HomeOfPerson = Answer<'/api/people/{id}/homes'>['homes'][number];
export type CredentialView = PersonView['credentials'][number];

/** Each look is an entry in the ledger: once, and what is shown is kept no longer than it is shown. */
const once = { staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 0 } as const;

export function usePerson(id: string, look: GivenReason) {
  const params = { path: { id }, query: look };
  const person = api.useQuery('get', '/api/people/{id}', { params }, once);
  const homes = api.useQuery('get', '/api/people/{id}/homes', { params }, once);
  return { person, homes };
}

export function useHousehold(home: string, look: GivenReason, enabled: boolean) {
  return api.useQuery(
    'get',
    '/api/homes/{id}/people',
    { params: { path: { id: home }, query: look } },
    { ...once, enabled },
  );
}

/** What is asked of somebody now, and reading anew after it was done. */
export function useDeeds() {
  const queries = useQueryClient();
  const [deed, setDeed] = useState<Deed>();
  const renew = () =>
    Promise.all(
      (
        ['/api/people/{id}', '/api/people/{id}/homes', '/api/people/{id}/consents', '/api/homes/{id}/people'] as const
      ).map((path) => queries.invalidateQueries({ queryKey: ['get', path] })),
    );
  return {
    deed,
    ask: (next: Deed) =>
      setDeed({
        ...next,
        done: (answer) => {
          void renew();
          next.done?.(answer);
        },
      }),
    close: () => setDeed(undefined),
    renew: () => void renew(),
  };
}
export type Deeds = ReturnType<typeof useDeeds>;
