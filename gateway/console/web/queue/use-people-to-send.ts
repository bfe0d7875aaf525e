import { useState } from 'react';
import { type Answer, api } from '../api/api.ts';
import type { Overview } from '../api/overview.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { siteNowMs } from '../parts/site-clock.ts';

export interface Sendable {
  user: string;
  /** As what the rota has them on duty; nobody's rota says so of whoever is only at a console. */
  role?: 'guard' | 'lead' | 'manager';
}

const roleOrder = { guard: 0, lead: 1, manager: 2 };

/**
 * Who can be sent: whoever the rota has on duty now, guards first; without a rota whoever is at a console, and oneself.
 * Undefined until that is known, and then it stays as it is while it is shown: a number must not become somebody else's
 * between two keys.
 */
export function usePeopleToSend(): readonly Sendable[] | undefined {
  const { user, may } = useSession();
  const { overview } = useSite();
  const [nowMs] = useState(siteNowMs);
  const [people, setPeople] = useState<readonly Sendable[]>();
  const query = { fromMs: nowMs, toMs: nowMs + 1 };
  const enabled = may('duty.view');
  const { data, isPending } = api.useQuery('get', '/api/shifts', { params: { query } }, { enabled, retry: false });
  if (people === undefined && !(enabled && isPending)) setPeople(sendable(data?.shifts ?? [], user, overview.present));
  return people;
}

function sendable(
  shifts: Answer<'/api/shifts'>['shifts'],
  user: string,
  present: Overview['present'] = [],
): readonly Sendable[] {
  const onDuty = shifts
    .flatMap(({ role, users }) => users.map((each) => ({ user: each, role })))
    .sort((a, b) => roleOrder[a.role] - roleOrder[b.role] || (a.user < b.user ? -1 : 1));
  const once = new Map<string, Sendable>(onDuty.toReversed().map((each) => [each.user, each]));
  if (once.size > 0) return [...once.values()].toReversed();
  const here = new Set([user, ...present.map((each) => each.user)]);
  return [...here].map((each) => ({ user: each }));
}
