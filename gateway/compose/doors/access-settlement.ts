import type { AlarmType } from '../../../devices/contracts/alarms.ts';
import { type DoorTimes, usualDoorTimes } from '../../../devices/contracts/site-doors.ts';
import type { AccessRecord } from '../../../devices/contracts/site-events.ts';
import { deviceProfiles } from '../../../devices/profiles/catalogue.ts';
import type { AccessDecision, Method } from '../../decision/decision.ts';
import type { SeenPlate } from '../../decision/match-plate.ts';
import { credentialId, type DecisionEntry, type DecisionRecord, entryOf } from '../../decision/sqlite-decisions.ts';
import type { EvidenceSubject } from '../../evidence/sqlite-evidence.ts';
import type { Actor } from '../../ledger/ledger.ts';
import type { AccessParts } from './access-parts.ts';
import type { PassageBook } from './passage-book.ts';

/** Where somebody asked, how, and what is known of it. */
export interface Asked {
  /** Door or barrier. */
  place: string;
  method: Method;
  side: 'entry' | 'exit';
  /** The reader at which it was asked; left out for cameras, guards and buttons. */
  reader?: string;
  atMs: number;
  jpeg?: Uint8Array | undefined;
  /** Of a plate: kept with a decision that opened nothing, for the guard who looks. */
  reading?: SeenPlate;
  /** Who or what was seen, where a camera saw it. */
  subject?: EvidenceSubject;
  /** Who acts: a guard; the gateway if left out. */
  actor?: Actor;
  /** The guard's words. */
  why?: string;
}

export interface Settlement {
  /** Record, command, signal, alarms, ledger and outgoing event of one decision, in the transaction that is open. */
  settle(asked: Asked, decision: AccessDecision): { record: DecisionRecord; command: string | undefined };
  /** Writes down what was decided here or elsewhere, and tells console, cloud and ledger; nothing moves. */
  keep(entry: DecisionEntry, actor: Actor, more?: { why?: string; duress?: boolean }): DecisionRecord;
}

/** How much longer than its release a door counts as open to its interlock: until it is heard what became of the grant. */
const releaseMarginMs = 2000;
/** Refusals that are nobody's alarm: they came too late, or the guard himself, or an alarm that stands, is why. */
const quietReasons = ['expired-event', 'locked-out', 'lockdown', 'blocked', 'interlock'];

/** Turns a decision into everything that follows from it. */
export function createSettlement(parts: AccessParts, passages: PassageBook): Settlement {
  const { store, metrics, doors, lockout, alarms, executor, places } = parts;

  const keep: Settlement['keep'] = (entry, actor, more = {}) => {
    const record = parts.decisions.record(entry);
    const { method, outcome, reason, place } = record;
    parts.outbox.append({
      lane: 'event',
      type: 'ringward.access.decided',
      subject: place,
      atMs: record.atMs,
      data: toAccessRecord(record, places.get(place)?.ring ?? 1),
    });
    parts.ledger.append(toLedger(record, actor, parts.clock.wallMs(), more));
    store.afterCommit(() => {
      metrics.count('decisions', { method, outcome, reason });
      parts.passed(record);
    });
    return record;
  };

  const signal = ({ place, reader, method }: Asked, decision: string, result: 'granted' | 'denied') => {
    if (method === 'exit-button' || isByStaff(method)) return;
    const { ttlMs } = deviceProfiles['card-reader'].commands.signal!;
    const entries = places.readersOf(place).filter(({ side = 'entry' }) => side === 'entry');
    for (const device of reader === undefined ? entries.map(({ id }) => id) : [reader]) {
      const shutMs = result === 'denied' ? Math.ceil(lockout.shutMs(device)) : 0;
      executor.issue({ device, action: 'signal', args: { result, ...(shutMs > 0 && { shutMs }) }, ttlMs, decision });
    }
  };

  const open = ({ place, method, side }: Asked, decision: AccessDecision, record: DecisionRecord) => {
    // The button has opened it already, and what fire or evacuation released stands open.
    if (method === 'exit-button' || (decision.reason === 'fire-release' && isOpen(parts, place))) return undefined;
    const device = places.controllerOf(place)!;
    const door = doors.door(place);
    const action = door ? 'access' : 'open';
    const { ttlMs } = deviceProfiles[door ? 'door-controller' : 'barrier'].commands[action]!;
    const extended = 'extendedTimes' in decision && decision.extendedTimes;
    const times = door && releaseTimes(door.times, extended);
    const pass = door && method === 'pass' ? countedPass(parts, record.credential) : undefined;
    const args = { ...times, ...(pass && { pass }) };
    const command = executor.issue({ device, action, args, ttlMs, decision: record.id });
    if (times) doors.released(place, times.releaseMs + releaseMarginMs);
    else passages.raised(place, record.id);
    if (door && side === 'entry') store.afterCommit(() => parts.admitted(place));
    return command;
  };

  const raiseFor = ({ place, method, atMs, jpeg, subject }: Asked, decision: AccessDecision, passage: string) => {
    const raise = (type: AlarmType, detail: Record<string, string>) =>
      alarms.raise(type, place, atMs, detail, jpeg, subject ? [subject] : []);
    const type = alarmFor(method, decision);
    if (type) raise(type, { ...alarmDetail(decision), passage });
    // Silent: nothing of it reaches the door, its reader, or the list of passages.
    if ('duress' in decision && decision.duress) raise('duress', {});
  };

  return {
    keep,
    settle: (asked, decision) => {
      const { place, method, side, atMs, reader, actor = { kind: 'gateway' } as const, why } = asked;
      const duress = 'duress' in decision && decision.duress;
      const more = { ...(why !== undefined && { why }), ...(duress && { duress }) };
      const reading = decision.outcome === 'granted' ? undefined : asked.reading;
      const record = keep({ atMs, place, method, side, ...entryOf(decision), reading }, actor, more);
      const shut = reader !== undefined && lockout.answered(reader, record.outcome, record.reason);
      const granted = decision.outcome === 'granted';
      if (decision.reason === 'granted') passages.granted(record);
      const command = granted ? open(asked, decision, record) : undefined;
      signal(asked, record.id, granted ? 'granted' : 'denied');
      raiseFor(asked, decision, record.id);
      if (shut) alarms.raise('credential-guessing', place, atMs);
      return { record, command };
    },
  };
}

/** Nobody stands at a reader who could be told, and a refusal is nobody's attempt to get in. */
const isByStaff = (method: Method): boolean => method === 'guard' || method === 'remote';

function isOpen({ doors }: AccessParts, place: string): boolean {
  const { fire, mode, arm } = doors.heard(place);
  return fire || mode === 'LockedOpen' || arm === 'open';
}

/** A pass as a controller counts it; `undefined` where fire has released the door and nobody was asked for one. */
function countedPass({ register }: AccessParts, credential: string | undefined) {
  const id = credentialId(credential);
  const pass = id === undefined ? undefined : register.get('credential', id);
  const inSeconds = (ms: number | undefined) => Math.floor((ms ?? 0) / 1000);
  return pass && { jti: pass.id, nbf: inSeconds(pass.fromMs), exp: inSeconds(pass.toMs) };
}

function releaseTimes(times: DoorTimes | undefined, extended: boolean) {
  const { release, open, extendedRelease, extendedOpen } = { ...usualDoorTimes, ...times };
  return extended
    ? { releaseMs: extendedRelease * 1000, openMs: extendedOpen * 1000 }
    : { releaseMs: release * 1000, openMs: open * 1000 };
}

/** Which alarm an answer is worth. */
function alarmFor(method: Method, { outcome, reason, ...decision }: AccessDecision): AlarmType | undefined {
  if (outcome === 'granted') {
    return 'passbackViolated' in decision && decision.passbackViolated ? 'passback-violation' : undefined;
  }
  if (outcome === 'wait' || isByStaff(method) || quietReasons.includes(reason)) return undefined;
  if (reason === 'passback') return 'passback-violation';
  if (method === 'plate') return reason === 'unknown-plate' ? 'vehicle-unknown' : 'vehicle-denied';
  return reason === 'unknown-person' ? 'person-unknown' : 'person-denied';
}

/** What the guard reads beside the alarm. Never a whole plate: who it may be is for the picture to tell. */
function alarmDetail(decision: AccessDecision): Record<string, string> {
  const candidate = decision.outcome === 'ask-guard' ? decision.candidate : undefined;
  return { reason: decision.reason, ...(candidate === undefined ? {} : { candidate }) };
}

function toAccessRecord(record: DecisionRecord, ring: AccessRecord['ring']): AccessRecord {
  const { id, outcome, method, reason, atMs, place, alone } = record;
  return { decision: id, outcome, method, reason, ring, source: place, atMs, ...(alone && { alone }) };
}

function toLedger(
  record: DecisionRecord,
  actor: Actor,
  atMs: number,
  { why, duress }: { why?: string; duress?: boolean },
) {
  const { id, holder, credential, place, method, side, outcome, reason, alone } = record;
  return {
    atMs,
    actor,
    action: 'access.decided',
    ...(holder !== undefined && { subject: holder }),
    ...(why !== undefined && { reason: why }),
    detail: {
      decision: id,
      place,
      method,
      side,
      outcome,
      reason,
      ...(credential !== undefined && { credential }),
      ...(alone && { alone, decidedAtMs: record.atMs }),
      ...(duress && { duress }),
    },
  };
}
