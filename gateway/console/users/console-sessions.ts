import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import { openKeyFile } from '../../kernel/key-file.ts';
import type { Role } from '../../privacy/roles.ts';
import type { KeptSession, SessionsFile } from './sessions-file.ts';
import type { ConsoleUser, Users } from './users-file.ts';

/** A guard stays signed in for one shift. */
export const sessionMs = 12 * 60 * 60_000;

export const cookieOptions = { path: '/', httpOnly: true, sameSite: 'strict' } as const;

/** The key that seals the session cookies. Throws Fault `data-folder-unusable`. */
export const openSessionKey = (dataDir: string): Buffer =>
  openKeyFile(join(dataDir, 'session.key'), {
    inUse: false,
    code: 'data-folder-unusable',
    name: 'the key of the sessions',
  });

/** Who is signed in, and as what at the time of the request. A stream that outlives its request asks `rolesNow` again and again. */
export interface ConsoleSession {
  id: string;
  user: string;
  roles: readonly Role[];
  /** When it was opened, epoch milliseconds. */
  sinceMs: number;
  /** When the provider asked for the password, because it was told to. */
  provenMs?: number;
  /** The password was given by somebody else: nothing else is done before there is another one. */
  mustChange: boolean;
  alive(): boolean;
  /** The user's roles at this moment; `undefined` once the session has ended. */
  rolesNow(): readonly Role[] | undefined;
}

export interface ConsoleSessions {
  /**
   * Ends the one that this browser had before. `isSecure`: the page came by https, and the cookie travels by nothing else.
   * `isProven`: a provider has just asked for the password. `instead`: the id of the one before, where the browser does not say it.
   */
  open(
    request: FastifyRequest,
    user: ConsoleUser,
    isSecure: boolean,
    more?: { isProven?: boolean; instead?: string | undefined },
  ): void;
  current(request: FastifyRequest): ConsoleSession | undefined;
  close(request: FastifyRequest): void;
  /** Of one user, newest first. */
  of(user: string): KeptSession[];
  lastSignInMs(user: string): number | undefined;
  /** Those of `user` with that id, or all but that one; how many have ended. */
  end(user: string, which: { id: string } | { but: string | undefined }): number;
  /** This one goes on under the user's new password; all others of the user end. */
  keepOnly(id: string, user: ConsoleUser): void;
}

const SessionContent = Type.Object({ id: Type.String() });
const parseContent = createParser(SessionContent);

declare module '@fastify/secure-session' {
  interface SessionData {
    guard: Static<typeof SessionContent>;
  }
}

/**
 * The cookie holds a sealed id and nothing else; what it stands for is kept by the gateway, so that a session can be ended at once
 * and a restart signs nobody out. It ends at sign-out, after a shift, or when the user's password changes.
 */
export function createConsoleSessions(users: Users, kept: SessionsFile, now: () => number): ConsoleSessions {
  /** Its user, as long as it stands. */
  const userOf = (session: KeptSession | undefined): ConsoleUser | undefined => {
    if (!session || now() - session.sinceMs >= sessionMs) return undefined;
    const user = users.find(session.user);
    return user && !user.disabled && user.changedAtMs === session.changedAtMs ? user : undefined;
  };
  const read = (request: FastifyRequest) => {
    const parsed = parseContent(request.session.get('guard'));
    return parsed.ok ? kept.get(parsed.value.id) : undefined;
  };

  return {
    open(request, user, isSecure, { isProven = false, instead } = {}) {
      const id = randomBytes(16).toString('base64url');
      const before = instead ?? read(request)?.id;
      kept.remove((session) => session.id === before || now() - session.sinceMs >= sessionMs);
      kept.add({
        ...{ id, user: user.name, changedAtMs: user.changedAtMs, sinceMs: now(), lastMs: now() },
        agent: (request.headers['user-agent'] ?? '').slice(0, 200),
        address: request.ip.slice(0, 64),
        ...(isProven && { provenMs: now() }),
      });
      request.session.regenerate();
      request.session.options({ ...cookieOptions, secure: isSecure });
      request.session.set('guard', { id });
    },
    current(request) {
      const session = read(request);
      const user = userOf(session);
      if (!session || !user) return undefined;
      kept.touch(session.id, now());
      return {
        ...{ id: session.id, user: user.name, roles: user.roles, mustChange: user.mustChange === true },
        sinceMs: session.sinceMs,
        ...(session.provenMs !== undefined && { provenMs: session.provenMs }),
        alive: () => userOf(kept.get(session.id)) !== undefined,
        rolesNow: () => userOf(kept.get(session.id))?.roles,
      };
    },
    close(request) {
      const session = read(request);
      if (session) kept.remove(({ id }) => id === session.id);
      request.session.delete();
    },
    of: (user) => kept.of(user).filter((session) => userOf(session) !== undefined),
    lastSignInMs: kept.lastSignInMs,
    end: (user, which) =>
      kept.remove(
        (session) => session.user === user && ('id' in which ? session.id === which.id : session.id !== which.but),
      ),
    keepOnly(id, user) {
      kept.remove((session) => session.user === user.name && session.id !== id);
      kept.renew(id, user.changedAtMs);
    },
  };
}
