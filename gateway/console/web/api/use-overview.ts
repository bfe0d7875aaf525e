import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { firstPaintAlarms } from '../../first-paint.ts';
import { setSiteNow, setSiteZone, siteNowMs } from '../parts/site-clock.ts';
import { gateway } from './api.ts';
import { isSignedOut } from './api-problem.ts';
import { addAlarms, applyChange, isAfter } from './apply-change.ts';
import { startLiveUpdates, type ToldChange } from './live-updates.ts';
import { loadRest } from './load-rest.ts';
import type { Overview } from './overview.ts';
import { leaveSession, readSession, type SignedIn, sessionKey, sessionMark } from './use-session.ts';

export const overviewKey = ['overview'];

export interface LiveState {
  connected: boolean;
  /** Changes were missed, and the state could not be read anew yet. */
  behind: boolean;
  /** When the gateway was last heard while what is shown here was up to date, in its own time. */
  heardAtMs: number;
}

const keptChanges = 300;

/** Everything on the page, read once and then kept up to date by the gateway's stream of changes. */
export function useOverview() {
  const queries = useQueryClient();
  const recent = useRef<ToldChange[]>([]);
  const [live, setLive] = useState<LiveState>({ connected: true, behind: false, heardAtMs: siteNowMs() });
  /** How often changes were missed: an answer makes good only what was missed before it was asked for. */
  const missed = useRef(0);

  const query = useQuery({
    queryKey: overviewKey,
    async queryFn() {
      const missedBefore = missed.current;
      const overview: Overview = (await gateway.GET('/api/overview')).data!;
      setSiteNow(overview.nowMs);
      setSiteZone(overview.site.timezone);
      if (missedBefore === missed.current) setLive((before) => ({ ...before, behind: false, heardAtMs: siteNowMs() }));
      // Changes that came while the answer was on its way are newer than it.
      const newer = recent.current.filter(({ id }) => isAfter(id, overview.cursor));
      const first = overview.alarms.length < firstPaintAlarms ? overview : { ...overview, rest: 'loading' as const };
      return newer.reduce((known, { change }) => applyChange(known, change), first);
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: (_failures, error) => !isSignedOut(error),
    retryDelay: (attempt) => Math.min(8000, 500 * 2 ** attempt),
  });

  const signedOut = isSignedOut(query.error);
  useEffect(() => {
    if (signedOut) leaveSession(queries, 'ended');
  }, [signedOut, queries]);

  const restOf = query.data?.rest === 'loading' ? query.data.cursor : undefined;
  useEffect(() => {
    if (restOf === undefined) return;
    const told = () =>
      new Set(recent.current.flatMap(({ change }) => (change.kind === 'alarm' ? [change.alarm.id] : [])));
    const set = (next: (known: Overview) => Overview) =>
      queries.setQueryData<Overview>(overviewKey, (known) => known && next(known));
    return loadRest({
      add: (alarms) => set((known) => addAlarms(known, alarms, told())),
      done: () => set(({ rest: _loaded, ...known }) => known),
      failed: () => set((known) => ({ ...known, rest: 'failed' })),
    });
  }, [restOf, queries]);

  const loaded = query.data !== undefined;
  useEffect(() => {
    if (!loaded) return;
    const set = (next: (known: Overview) => Overview) =>
      queries.setQueryData<Overview>(overviewKey, (known) => known && next(known));
    return startLiveUpdates(queries.getQueryData<Overview>(overviewKey)?.cursor ?? '', {
      changes(told) {
        recent.current = [...recent.current, ...told].slice(-keptChanges);
        // What was read anew meanwhile is newer.
        const isNews = ({ cursor }: Overview, { id }: ToldChange) => !isAfter(cursor, id);
        set((known) =>
          told.filter((one) => isNews(known, one)).reduce((now, { change }) => applyChange(now, change), known),
        );
      },
      tick(nowMs, health) {
        setSiteNow(nowMs);
        set((known) => applyChange(known, { kind: 'health', health }));
      },
      reload() {
        missed.current += 1;
        setLive((before) => ({ ...before, behind: true }));
        // The gateway says so, too, when the roles have changed.
        void queries.invalidateQueries({ queryKey: sessionKey, exact: true });
        void queries.invalidateQueries({ queryKey: overviewKey });
      },
      signedOut: () => leaveSession(queries, 'ended'),
      async stands() {
        const known = queries.getQueryData<SignedIn | null>(sessionKey);
        const found = await readSession(queries);
        if (found === null) leaveSession(queries, 'ended');
        else queries.setQueryData(sessionKey, found);
        return known !== undefined && known !== null && found !== null && sessionMark(known) === sessionMark(found);
      },
      connected: (up) =>
        setLive((before) => ({
          ...before,
          connected: up,
          heardAtMs: up && !before.behind ? siteNowMs() : before.heardAtMs,
        })),
    });
  }, [loaded, queries]);

  return { query, live };
}
