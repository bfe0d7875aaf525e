import { useQueryClient } from '@tanstack/react-query';
import { type Answer, api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';

export type Door = Answer<'/api/doors'>[number];
export type Mode = Answer<'/api/modes'>['standing'][number];
export type ModeOrder = Mode['order'];

/** Answers of devices are not in the stream of changes. */
const renewMs = 2000;

export function useDoors() {
  const { may } = useSession();
  return api.useQuery('get', '/api/doors', {}, { refetchInterval: renewMs, enabled: may('modes.preview') });
}

export function useModes(enabled = true) {
  return api.useQuery('get', '/api/modes', {}, { refetchInterval: renewMs, enabled });
}

/** After a deed: how everything stands now. */
export function useRenewDoors(): () => void {
  const queries = useQueryClient();
  return () => {
    for (const path of ['/api/doors', '/api/modes', '/api/modes/standing', '/api/clock']) {
      void queries.invalidateQueries({ queryKey: ['get', path] });
    }
  };
}
