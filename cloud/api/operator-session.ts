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

const SessionContent = Type.Object({
  id: Type.String(),
  expiresAtMs: EpochMs,
  tag: Type.String(),
  operator: Type.String(),
  sign: OperatorSign,
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
  /** `Operator.id`. */
  operator: string;
  /** Under which he acts. */
  sign: string;
}

export interface OperatorSessions {
  /** Begins a session in the request's cookie. */
  begin(request: FastifyRequest, who: Pick<OpenSession, 'operator' | 'sign'>): OpenSession;
  find(request: FastifyRequest): OpenSession | undefined;
  /** Throws a `login-needed` Fault. */
  require(request: FastifyRequest): OpenSession;
  /** Of a request that stays open: whether its session still counts. */
  lasts(request: FastifyRequest): boolean;
  end(request: FastifyRequest): Promise<OpenSession | undefined>;
  /** Another process over the same store did something. */
  heard(change: StoreChange): void;
}

export interface SessionOptions {
  store: SessionStore;
  /** Changes with whatever ends an operator's sessions; undefined: he is not let in. */
  tagOf(operator: string): string | undefined;
  clock: Clock;
  log: Log;
}

/**
 * Sessions live in an encrypted cookie, so that an operator can log in even when the disk is full; only ended ones are
 * remembered, until they would have expired.
 */
export async function createOperatorSessions({ store, tagOf, clock, log }: SessionOptions): Promise<OperatorSessions> {
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
    if (!content.ok || content.value.tag !== tagOf(content.value.operator)) return undefined;
    const { id, expiresAtMs, operator, sign } = content.value;
    if (expiresAtMs <= clock.wallMs() || endedIds.has(id)) return undefined;
    return { id, expiresAtMs, operator, sign };
  }

  return {
    begin(request, who) {
      const tag = tagOf(who.operator);
      if (tag === undefined) throw new Fault('login-needed', 'this operator is not let in');
      const session = { id: randomBytes(16).toString('base64url'), expiresAtMs: clock.wallMs() + sessionForMs, ...who };
      request.session.regenerate();
      request.session.set('operator', { ...session, tag });
      return session;
    },
    find: read,
    lasts: (request) => read(request) !== undefined,
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
