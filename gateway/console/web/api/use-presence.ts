import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { gateway } from './api.ts';
import type { Overview } from './overview.ts';
import { overviewKey } from './use-overview.ts';
import { useSession } from './use-session.ts';

const sayEveryMs = 15_000;
/** Whoever walks through the list with J looks at what they stop at. */
const settleMs = 300;

/** Tells the others which alarm this user looks at, and learns who is there; for those who handle alarms. */
export function usePresence(alarm: string | undefined): void {
  const queries = useQueryClient();
  const { may } = useSession();
  const handles = may('alarms.handle');
  useEffect(() => {
    if (!handles) return;
    const say = async () => {
      try {
        const { data: present } = await gateway.PUT('/api/presence', { body: alarm === undefined ? {} : { alarm } });
        if (present) queries.setQueryData<Overview>(overviewKey, (known) => known && { ...known, present });
      } catch {
        // Said again in 15 s; a gateway that does not answer has a banner of its own.
      }
    };
    const first = setTimeout(() => void say(), settleMs);
    const again = setInterval(() => void say(), sayEveryMs);
    return () => {
      clearTimeout(first);
      clearInterval(again);
    };
  }, [alarm, handles, queries]);
}
