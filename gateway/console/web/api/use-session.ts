import { type QueryClient, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import type { Permission, Role } from '../../../privacy/roles.ts';
import { type Answer, gateway } from './api.ts';
import { isSignedOut } from './api-problem.ts';

export const sessionKey = ['session'];

const partingKey = ['session', 'parting'];

export type SignedIn = Answer<'/api/session'>;

/**
 * How the last session on this page went: its user is `leaving`, has `left`, it has `ended` not by their doing, or the gateway
 * could not be told of their leaving (`not-closed`): then it may be open still.
 */
export interface Parting {
  how: 'leaving' | 'left' | 'ended' | 'not-closed';
  user: string | undefined;
}

const forgetters = new Set<() => void>();

/** `forget` drops what a part of the page remembers of its user outside of React and of the answers; called at every session's end. */
export function onLeave(forget: () => void): void {
  forgetters.add(forget);
}

/** Whoever comes next, or the same person in another role, finds nothing of what was read, typed or said here before. */
function forgetUser(queries: QueryClient): void {
  for (const forget of forgetters) forget();
  queries.getMutationCache().clear();
  // What shows the session would not hear of another one if that were removed, too.
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
}

/** Nobody is signed in on this page any more. */
export function leaveSession(queries: QueryClient, how: Parting['how']): void {
  const user = queries.getQueryData<SignedIn | null>(sessionKey)?.user ?? partingOf(queries)?.user;
  queries.setQueryData<Parting>(partingKey, { how, user });
  queries.setQueryData(sessionKey, null);
  forgetUser(queries);
}

const partingOf = (queries: QueryClient) => queries.getQueryData<Parting>(partingKey);

export function useParting(): Parting | undefined {
  return useQuery<Parting>({ queryKey: partingKey, enabled: false, staleTime: Number.POSITIVE_INFINITY }).data;
}

/** Ends the session here and at the gateway; what was on this page is gone either way. */
export async function signOut(queries: QueryClient): Promise<void> {
  leaveSession(queries, 'leaving');
  window.location.hash = '#/';
  try {
    await gateway.DELETE('/api/session');
    leaveSession(queries, 'left');
  } catch (error) {
    leaveSession(queries, isSignedOut(error) ? 'left' : 'not-closed');
  }
}

/** Somebody has signed in; who is not the one before begins at the first page. */
export function enterSession(queries: QueryClient, signedIn: SignedIn): void {
  const before = partingOf(queries)?.user;
  if (before !== undefined && before !== signedIn.user) window.location.hash = '#/';
  queries.setQueryData(sessionKey, signedIn);
}

/** One user in one set of roles; what was read under another is not for this one. */
export const sessionMark = ({ user, permissions }: SignedIn): string => `${user} ${permissions.join()}`;

/** What the gateway says of the session now; where it is another one than this page's, everything of that is forgotten. */
export async function readSession(queries: QueryClient): Promise<SignedIn | null> {
  const found = await askSession();
  const known = queries.getQueryData<SignedIn | null>(sessionKey);
  if (known && found && sessionMark(known) !== sessionMark(found)) forgetUser(queries);
  return found;
}

/** Who is signed in, or `null`. */
async function askSession(): Promise<SignedIn | null> {
  try {
    return (await gateway.GET('/api/session')).data ?? null;
  } catch (error) {
    if (isSignedOut(error)) return null;
    throw error;
  }
}

export const SessionContext = createContext<SignedIn | undefined>(undefined);

export interface Session {
  user: string;
  roles: readonly Role[];
  /** Whether one of the roles may do it; the gateway asks again at every request. */
  may(permission: Permission): boolean;
}

/** Who uses this page. Below `App` only, once somebody has signed in. */
export function useSession(): Session {
  const signedIn = useContext(SessionContext);
  if (!signedIn) throw new Error('nobody is signed in here');
  return useMemo(() => {
    const held = new Set(signedIn.permissions);
    return { user: signedIn.user, roles: signedIn.roles, may: (permission) => held.has(permission) };
  }, [signedIn]);
}
