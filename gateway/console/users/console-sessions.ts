import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { createParser } from '../../../devices/contracts/parse.ts';
import { openKeyFile } from '../../kernel/key-file.ts';
import type { Role } from '../../privacy/roles.ts';
import type { ConsoleUser, Users } from './users-file.ts';

/** A guard stays signed in for one shift. */
export const sessionMs = 12 * 60 * 60_000;
const maxRevoked = 100_000;

/** The key that seals the session cookies. Throws Fault `data-folder-unusable`. */
export const openSessionKey = (dataDir: string): Buffer =>
  openKeyFile(join(dataDir, 'session.key'), {
    inUse: false,
    code: 'data-folder-unusable',
    name: 'the key of the sessions',
  });

/** Who is signed in, and as what at the time of the request. A stream that outlives its request asks `alive` again and again. */
export interface ConsoleSession {
  user: string;
  roles: readonly Role[];
  alive(): boolean;
}

export interface ConsoleSessions {
  open(request: FastifyRequest, user: ConsoleUser): void;
  current(request: FastifyRequest): ConsoleSession | undefined;
  close(request: FastifyRequest): void;
}

const SessionContent = Type.Object({
  id: Type.String(),
  user: Type.String(),
  changedAtMs: Type.Number(),
  sinceMs: Type.Number(),
});
const parseContent = createParser(SessionContent);

declare module '@fastify/secure-session' {
  interface SessionData {
    guard: Static<typeof SessionContent>;
  }
}

/**
 * The session travels sealed in the cookie, so a restart signs nobody out. It ends at sign-out, after a shift, or when
 * the user's password changes.
 */
export function createConsoleSessions(users: Users, now: () => number): ConsoleSessions {
  const revoked = new Map<string, number>();

  const revoke = (id: string) => {
    for (const [old, atMs] of revoked) {
      if (revoked.size < maxRevoked && now() - atMs < sessionMs) break;
      revoked.delete(old);
    }
    revoked.set(id, now());
  };

  const read = (request: FastifyRequest) => {
    const parsed = parseContent(request.session.get('guard'));
    return parsed.ok ? parsed.value : undefined;
  };

  return {
    open(request, user) {
      const id = randomBytes(16).toString('base64url');
      request.session.regenerate();
      request.session.set('guard', { id, user: user.name, changedAtMs: user.changedAtMs, sinceMs: now() });
    },
    current(request) {
      const content = read(request);
      if (!content) return undefined;
      const alive = () =>
        !revoked.has(content.id) &&
        now() - content.sinceMs < sessionMs &&
        users.find(content.user)?.changedAtMs === content.changedAtMs;
      const user = users.find(content.user);
      return user && alive() ? { user: user.name, roles: user.roles, alive } : undefined;
    },
    close(request) {
      const content = read(request);
      if (content) revoke(content.id);
      request.session.delete();
    },
  };
}
