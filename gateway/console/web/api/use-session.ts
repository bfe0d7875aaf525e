import type { QueryClient } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import type { Permission, Role } from '../../../privacy/roles.ts';
import { type Answer, gateway } from './api.ts';
import { isSignedOut } from './api-problem.ts';

export const sessionKey = ['session'];

const endedKey = ['session', 'ended'];

/** Nobody is signed in any more; `ended`: not by their own doing, which the sign-in then says. */
export function leaveSession(queries: QueryClient, ended: boolean): void {
  queries.setQueryData(endedKey, ended);
  queries.setQueryData(sessionKey, null);
}

export const wasEnded = (queries: QueryClient): boolean => queries.getQueryData(endedKey) === true;

export type SignedIn = Answer<'/api/session'>;

/** Who is signed in, or `null`. */
export async function askSession(): Promise<SignedIn | null> {
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
