import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ConsoleChange } from '../../console-ports.ts';
import { setSiteNow, siteNowMs } from '../parts/site-clock.ts';
import { applyChange, isAfter } from './apply-change.ts';
import { ApiProblem, consoleClient, type Overview } from './console-client.ts';
import { startLiveUpdates } from './live-updates.ts';

export const overviewKey = ['overview'];
export const sessionKey = ['session'];

export interface LiveState {
  connected: boolean;
  /** When the gateway was last heard, in its own time. */
  heardAtMs: number;
}

const keptChanges = 300;

const isSignedOut = (error: unknown) => error instanceof ApiProblem && error.status === 401;

/** Everything on the page, read once and then kept up to date by the gateway's stream of changes. */
export function useOverview() {
  const queries = useQueryClient();
  const recent = useRef<{ id: string; change: ConsoleChange }[]>([]);
  const [live, setLive] = useState<LiveState>({ connected: true, heardAtMs: siteNowMs() });

  const query = useQuery({
    queryKey: overviewKey,
    async queryFn() {
      const overview = await consoleClient.overview();
      setSiteNow(overview.nowMs);
      // Changes that came while the answer was on its way are newer than it.
      const newer = recent.current.filter(({ id }) => isAfter(id, overview.cursor));
      return newer.reduce((known, { change }) => applyChange(known, change), overview);
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: (_failures, error) => !isSignedOut(error),
    retryDelay: (attempt) => Math.min(8000, 500 * 2 ** attempt),
  });

  const signedOut = isSignedOut(query.error);
  useEffect(() => {
    if (signedOut) queries.setQueryData(sessionKey, null);
  }, [signedOut, queries]);

  const loaded = query.data !== undefined;
  useEffect(() => {
    if (!loaded) return;
    const patch = (change: ConsoleChange) =>
      queries.setQueryData<Overview>(overviewKey, (known) => known && applyChange(known, change));
    return startLiveUpdates(queries.getQueryData<Overview>(overviewKey)?.cursor ?? '', {
      change(id, change) {
        recent.current = [...recent.current.slice(1 - keptChanges), { id, change }];
        patch(change);
      },
      tick(nowMs, health) {
        setSiteNow(nowMs);
        patch({ kind: 'health', health });
      },
      reload: () => void queries.invalidateQueries({ queryKey: overviewKey }),
      signedOut: () => queries.setQueryData(sessionKey, null),
      connected: (up) => setLive((before) => ({ connected: up, heardAtMs: up ? siteNowMs() : before.heardAtMs })),
    });
  }, [loaded, queries]);

  return { query, live };
}
