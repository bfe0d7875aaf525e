import { useSyncExternalStore } from 'react';
import { useSession } from '../api/use-session.ts';
import type { GivenReason } from '../parts/reason-dialog.tsx';

/** What people are looked up for, until the page is left or another user signs in; never stored. */
let given: { user: string; look: GivenReason } | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export interface Look {
  look: GivenReason | undefined;
  /** Nothing: what was shown is hidden again. */
  give(look: GivenReason | undefined): void;
}

/** The purpose and reason that go with each look-up. */
export function useLook(): Look {
  const { user } = useSession();
  const known = useSyncExternalStore(subscribe, () => given);
  return {
    look: known?.user === user ? known.look : undefined,
    give: (look) => {
      given = look && { user, look };
      for (const listener of listeners) listener();
    },
  };
}
