import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { createParser } from '../../devices/contracts/parse.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { SessionStore, StoreChange } from '../store/store.ts';

export const sessionForMs = 12 * 3_600_000;

/** Of an operator who gave none at the login. */
export const plainSign = 'operator';

const SessionContent = Type.Object({
  id: Type.String(),
  expiresAtMs: EpochMs,
  tag: Type.String(),
  sign: Type.Optional(OperatorSign),
});
const parseContent = createParser(SessionContent);

declare module '@fastify/secure-session' {
  interface SessionData {
    operator: Static<typeof SessionContent>;
  }
}

export interface OpenSession {
  id: string;
  expiresAtMs: number;
  /** Under which he acts: the password is the desk's, so this is his own word. */
  sign: string;
}

export interface OperatorSessions {
  /** Begins a session in the request's cookie. */
  begin(request: FastifyRequest, sign?: string): OpenSession;
  find(request: FastifyRequest): OpenSession | undefined;
  /** Throws a `login-needed` Fault. */
  require(request: FastifyRequest): OpenSession;
  end(request: FastifyRequest): Promise<OpenSession | undefined>;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
}

export interface SessionOptions {
  store: SessionStore;
  /** Changes with the password. */
  tag: string;
  clock: Clock;
  log: Log;
}

/**
 * Sessions live in an encrypted cookie, so that an operator can log in even when the disk is full; only ended ones are
 * remembered, until they would have expired.
 */
export async function createOperatorSessions({ store, tag, clock, log }: SessionOptions): Promise<OperatorSessions> {
  const endedIds = new Set(await store.endedSessions(clock.wallMs()));

  async function readEnded(): Promise<void> {
    try {
      for (const id of await store.endedSessions(clock.wallMs())) endedIds.add(id);
    } catch (error) {
      // what goes wrong with the store is told where it is needed; the next word of the others reads again
      log.warn({ err: error }, 'ended sessions could not be read');
    }
  }

  function read(request: FastifyRequest): OpenSession | undefined {
    const content = parseContent(request.session.get('operator'));
    if (!content.ok || content.value.tag !== tag) return undefined;
    const { id, expiresAtMs, sign = plainSign } = content.value;
    if (expiresAtMs <= clock.wallMs() || endedIds.has(id)) return undefined;
    return { id, expiresAtMs, sign };
  }

  return {
    begin(request, sign = plainSign) {
      const session = { id: randomBytes(16).toString('base64url'), expiresAtMs: clock.wallMs() + sessionForMs, sign };
      request.session.regenerate();
      request.session.set('operator', { ...session, tag });
      return session;
    },
    find: read,
    heard({ endedSessions = [], missed }) {
      for (const id of endedSessions) endedIds.add(id);
      if (missed) void readEnded();
    },
    require(request) {
      const session = read(request);
      if (!session) throw new Fault('login-needed', 'this needs an operator who is logged in');
      return session;
    },
    async end(request) {
      const session = read(request);
      request.session.delete();
      if (!session) return undefined;
      endedIds.add(session.id);
      try {
        await store.endSession(session.id, session.expiresAtMs);
      } catch (error) {
        // ended in this process all the same; the disk's trouble must not keep anybody from logging out
        log.warn({ err: error }, 'an ended session could not be written down');
      }
      return session;
    },
  };
}
