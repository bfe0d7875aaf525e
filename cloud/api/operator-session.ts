import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { OperatorSign } from '../../devices/contracts/downlink.ts';
import { createParser } from '../../devices/contracts/parse.ts';
import { EpochMs } from '../../devices/contracts/place.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import type { Log } from '../log.ts';
import type { SessionRow, SessionStore, StoreChange } from '../store/store.ts';

/** A shift: longer than this nobody is logged in. */
export const sessionForMs = 12 * 3_600_000;
/** Without a request for so long, a session is over. A page that is open asks by itself: whoever watches alarms need not click. */
export const idleForMs = 3_600_000;
/** More are not told of one operator. */
const maxTold = 200;
const maxAgentChars = 200;
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
  /**
   * Begins a session in the request's cookie; the one that was in it ends, or `former` where the browser does not say it. It ends
   * after a shift, or at `untilMs` where that is earlier.
   */
  begin(
    request: FastifyRequest,
    who: Pick<OpenSession, 'operator' | 'sign'> & { untilMs?: number | undefined },
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
  /** Where an operator is logged in; one that began while the store could not be written is not among them. */
  of(operator: string): Promise<SessionRow[]>;
  /** Ends one of an operator's sessions; false where he has no such one. */
  endOne(operator: string, id: string): Promise<boolean>;
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
    if (unusedMs >= seenEveryMs) {
      request.session.set('operator', { ...content, seenAtMs: nowMs });
      void note(store.sessionUsed(id, nowMs));
    }
    return { id, expiresAtMs, operator, sign };
  }

  /** Only to be shown: the disk's trouble must not keep anybody from logging in. */
  const note = (written: Promise<void>) =>
    written.catch((error: unknown) =>
      log.warn({ err: error }, 'where an operator is logged in could not be written down'),
    );

  async function of(operator: string): Promise<SessionRow[]> {
    const nowMs = clock.wallMs();
    const tag = tagOf(operator);
    const rows = await store.sessionsOf(operator, nowMs, maxTold);
    // the last use is known to the minute
    return rows.filter(
      (row) => row.tag === tag && nowMs - row.lastMs < idleForMs + seenEveryMs && !endedIds.has(row.id),
    );
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
    async begin(request, { untilMs = Number.POSITIVE_INFINITY, ...who }, former = readContent(request)) {
      const tag = tagOf(who.operator);
      if (tag === undefined) throw new Fault('login-needed', 'this operator is not let in');
      const nowMs = clock.wallMs();
      const session = {
        id: randomBytes(16).toString('base64url'),
        expiresAtMs: Math.min(nowMs + sessionForMs, untilMs),
        ...who,
      };
      request.session.regenerate();
      request.session.set('operator', { ...session, seenAtMs: nowMs, tag });
      const [agent, { operator, sign, id, expiresAtMs: expiresMs }] = [request.headers['user-agent'] ?? '', session];
      const told = {
        address: request.ip,
        agent: agent.slice(0, maxAgentChars),
        sinceMs: nowMs,
        lastMs: nowMs,
        expiresMs,
      };
      await note(store.sessionBegun({ id, operator, sign, tag, ...told }));
      if (former) await forget(former);
      return session;
    },
    find: read,
    of,
    async endOne(operator, id) {
      const row = (await of(operator)).find((each) => each.id === id);
      if (row) await forget({ id, expiresAtMs: row.expiresMs });
      return row !== undefined;
    },
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
