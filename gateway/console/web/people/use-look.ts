import { useState, useSyncExternalStore } from 'react';
import { onLeave, useSession } from '../api/use-session.ts';
import type { GivenReason } from '../parts/reason-dialog.tsx';

/** What is looked for on pages that belong together, until the page is left or another user signs in; never stored. */
const given = new Map<string, { user: string; look: GivenReason }>();
const listeners = new Set<() => void>();
onLeave(() => given.clear());

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export interface Look {
  look: GivenReason | undefined;
  /** Nothing: what was shown is hidden again. */
  give(look: GivenReason | undefined): void;
}

/**
 * The purpose and reason that go with each look-up. They hold for one subject: where none is named, for what this component
 * shows and as long as it does.
 */
export function useLook(subject?: string): Look {
  const { user } = useSession();
  const known = useSyncExternalStore(subscribe, () => (subject === undefined ? undefined : given.get(subject)));
  const [own, setOwn] = useState<GivenReason>();
  if (subject === undefined) return { look: own, give: setOwn };
  return {
    look: known?.user === user ? known.look : undefined,
    give: (look) => {
      if (look) given.set(subject, { user, look });
      else given.delete(subject);
      for (const listener of listeners) listener();
    },
  };
}
