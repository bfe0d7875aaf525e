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

/** A shift: longer than this nobody is logged in. */
export const sessionForMs = 12 * 3_600_000;
/** Without a request for so long, a session is over. A page that is open asks by itself: whoever watches alarms need not click. */
export const idleForMs = 3_600_000;
/** How often the cookie is sent anew, so that not every answer carries one. */
const seenEveryMs = 60_000;

const SessionContent = Type.Object({
  id: Type.String(),
  expiresAtMs: EpochMs,
  /** Left out by an older cloud. */
  seenAtMs: Type.Optional(EpochMs),
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

export type FormerSession = Pick<OpenSession, 'id' | 'expiresAtMs'>;

export interface OperatorSessions {
  /** Begins a session in the request's cookie; the one that was in it ends, or `former` where the browser does not say it. */
  begin(
    request: FastifyRequest,
    who: Pick<OpenSession, 'operator' | 'sign'>,
    former?: FormerSession | undefined,
  ): Promise<OpenSession>;
  find(request: FastifyRequest): OpenSession | undefined;
  /** What stands in the cookie, however long it was not used. */
  former(request: FastifyRequest): FormerSession | undefined;
  /** Throws a `login-needed` Fault. */
  require(request: FastifyRequest): OpenSession;
  /** Of a request that stays open, and is a use of its session as long: whether that still counts. */
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

  function readContent(request: FastifyRequest): Static<typeof SessionContent> | undefined {
    const content = parseContent(request.session.get('operator'));
    if (!content.ok || content.value.tag !== tagOf(content.value.operator)) return undefined;
    const { id, expiresAtMs } = content.value;
    return expiresAtMs <= clock.wallMs() || endedIds.has(id) ? undefined : content.value;
  }

  /** What a request is a use of. */
  function read(request: FastifyRequest): OpenSession | undefined {
    const content = readContent(request);
    if (!content) return undefined;
    const nowMs = clock.wallMs();
    const { id, expiresAtMs, operator, sign, seenAtMs } = content;
    const unusedMs = seenAtMs === undefined ? seenEveryMs : nowMs - seenAtMs;
    if (unusedMs >= idleForMs) return undefined;
    if (unusedMs >= seenEveryMs) request.session.set('operator', { ...content, seenAtMs: nowMs });
    return { id, expiresAtMs, operator, sign };
  }

  async function forget({ id, expiresAtMs }: FormerSession): Promise<void> {
    endedIds.add(id);
    try {
      await store.endSession(id, expiresAtMs);
    } catch (error) {
      // ended in this process all the same; the disk's trouble must not keep anybody from logging in or out
      log.warn({ err: error }, 'an ended session could not be written down');
    }
  }

  return {
    async begin(request, who, former = readContent(request)) {
      const tag = tagOf(who.operator);
      if (tag === undefined) throw new Fault('login-needed', 'this operator is not let in');
      const nowMs = clock.wallMs();
      const session = { id: randomBytes(16).toString('base64url'), expiresAtMs: nowMs + sessionForMs, ...who };
      request.session.regenerate();
      request.session.set('operator', { ...session, seenAtMs: nowMs, tag });
      if (former) await forget(former);
      return session;
    },
    find: read,
    former: readContent,
    lasts: (request) => readContent(request) !== undefined,
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
      // also one that was not used for an hour: a copy of its cookie may have been
      const session = readContent(request);
      request.session.delete();
      if (!session) return undefined;
      await forget(session);
      return session;
    },
  };
}
