import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { OperatorSessions } from '../api/operator-session.ts';
import type { Clock } from '../clock.ts';
import { Fault } from '../fault.ts';
import { createRateGate } from '../intake/rate-limit.ts';
import type { Log } from '../log.ts';
import type { Access, Operator } from './access.ts';
import type { Directory } from './directory.ts';
import type { OperatorRights } from './operator-rights.ts';
import type { OperatorTokenRow, TenancyStore } from './tenancy-store.ts';

/** Of one token. */
const tokenLimit = { perSecond: 20, burst: 100 };
/** Of whoever shows tokens that there are not, per address. */
const guessLimit = { perSecond: 0.2, burst: 10 };
const maxGuessers = 10_000;
/** The last use of a token is written down no more often. */
const noteUseEveryMs = 60_000;

export const tokenPrefix = 'rwt_';

export const hashOperatorToken = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex');

/** The token of `Authorization: Bearer rwt_…`; undefined for any other text. */
export function readOperatorToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer (rwt_[A-Za-z0-9_-]{20,100})$/i.exec(headers.authorization ?? '')?.[1];
}

export interface OperatorAccessOptions {
  sessions: Pick<OperatorSessions, 'require' | 'lasts'>;
  directory: Directory;
  rights: OperatorRights;
  store: Pick<TenancyStore, 'tokenUsed'>;
  clock: Clock;
  log: Log;
}

/** Operators with a session or a token of their own. */
export function createOperatorAccess(options: OperatorAccessOptions): Access {
  const { sessions, directory, rights, store, clock, log } = options;
  const answered = new WeakMap<FastifyRequest, Operator>();
  const mayAsk = createRateGate(tokenLimit, clock.monotonicMs);
  let guessers = 0;
  let mayGuess = createRateGate(guessLimit, clock.monotonicMs);
  const usedMs = new Map<string, number>();

  function refuseGuess({ ip }: FastifyRequest): never {
    guessers += 1;
    if (guessers > maxGuessers) {
      guessers = 0;
      mayGuess = createRateGate(guessLimit, clock.monotonicMs);
    }
    const waitS = mayGuess(ip);
    if (waitS > 0)
      throw new Fault('too-many-attempts', 'too many wrong tokens came from this address', {
        retryAfterS: Math.ceil(waitS),
      });
    throw new Fault('login-needed', 'there is no such token, or it has ended');
  }

  const isGood = (token: OperatorTokenRow | undefined): token is OperatorTokenRow =>
    token !== undefined &&
    token.endedMs === null &&
    token.expiresMs > clock.wallMs() &&
    directory.operator(token.operator)?.disabledMs === null;

  function noteUse({ id, usedMs: stored }: OperatorTokenRow): void {
    const nowMs = clock.wallMs();
    if (nowMs - (usedMs.get(id) ?? stored ?? 0) < noteUseEveryMs) return;
    usedMs.set(id, nowMs);
    store.tokenUsed(id, nowMs).catch((error: unknown) => {
      log.warn({ err: error }, 'the use of a token could not be written down');
    });
  }

  function byToken(request: FastifyRequest, text: string): Operator {
    const token = directory.token(hashOperatorToken(text));
    if (!isGood(token)) return refuseGuess(request);
    const waitS = mayAsk(token.id);
    if (waitS > 0) {
      const what = `a token asks more than ${tokenLimit.perSecond} times a second`;
      throw new Fault('too-fast', what, { retryAfterS: Math.ceil(waitS) });
    }
    noteUse(token);
    const { id, sign } = directory.operator(token.operator)!;
    return Object.assign(rights.of(id, new Set(token.permissions)), { id, sign, by: 'token' as const });
  }

  function find(request: FastifyRequest): Operator {
    const token = readOperatorToken(request);
    if (token !== undefined) return byToken(request, token);
    const { operator: id, sign } = sessions.require(request);
    return Object.assign(rights.of(id), { id, sign, by: 'session' as const });
  }

  return {
    of(request) {
      const known = answered.get(request);
      if (known) return known;
      const operator = find(request);
      answered.set(request, operator);
      return operator;
    },
    refresh: directory.refresh,
    watch(request) {
      const text = readOperatorToken(request);
      if (text === undefined) {
        const { id, expiresAtMs, operator } = sessions.require(request);
        const own = rights.of(operator);
        const lasts = () => sessions.lasts(request);
        return { id, expiresAtMs, lasts, sees: (gateway) => own.may('fleet.see', gateway) };
      }
      const hash = hashOperatorToken(text);
      const token = directory.token(hash);
      if (!isGood(token)) return refuseGuess(request);
      const own = rights.of(token.operator, new Set(token.permissions));
      return {
        id: token.id,
        expiresAtMs: token.expiresMs,
        lasts: () => isGood(directory.token(hash)),
        sees: (gateway) => own.may('fleet.see', gateway),
      };
    },
  };
}
