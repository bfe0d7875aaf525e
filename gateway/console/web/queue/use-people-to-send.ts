import { useState } from 'react';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { siteNowMs } from '../parts/site-clock.ts';

export interface Sendable {
  user: string;
  /** As what the rota has them on duty; nobody's rota says so of whoever is only at a console. */
  role?: 'guard' | 'lead' | 'manager';
}

const roleOrder = { guard: 0, lead: 1, manager: 2 };

/** Who can be sent: whoever the rota has on duty now, guards first; without a rota whoever is at a console, and oneself. */
export function usePeopleToSend(): readonly Sendable[] {
  const { user, may } = useSession();
  const { overview } = useSite();
  const [nowMs] = useState(siteNowMs);
  const query = { fromMs: nowMs, toMs: nowMs + 1 };
  const { data } = api.useQuery(
    'get',
    '/api/shifts',
    { params: { query } },
    { enabled: may('duty.view'), retry: false },
  );
  const onDuty = (data?.shifts ?? [])
    .flatMap(({ role, users }) => users.map((each) => ({ user: each, role })))
    .sort((a, b) => roleOrder[a.role] - roleOrder[b.role] || (a.user < b.user ? -1 : 1));
  const once = new Map<string, Sendable>(onDuty.toReversed().map((each) => [each.user, each]));
  if (once.size > 0) return [...once.values()].toReversed();
  const here = new Set([user, ...(overview.present ?? []).map((each) => each.user)]);
  return [...here].map((each) => ({ user: each }));
}
