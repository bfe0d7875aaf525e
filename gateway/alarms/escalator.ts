import type { EscalationLevel } from '../../devices/contracts/alarms.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ClockTrust } from '../kernel/clock-trust.ts';
import type { Store } from '../kernel/sqlite-store.ts';
import type { Alarm } from './alarm.ts';
import { decideEscalation, isDispatchOverdue, isUnattended, type Ladder, nextStepMs } from './escalation.ts';
import { createRunningWaits, type RunningWait } from './running-waits.ts';
import type { AlarmWait } from './sqlite-waits.ts';

/** Somebody has to be told about an alarm. */
export interface AlarmCall {
  kind: 'alarm' | 'dispatch-overdue';
  alarm: Alarm;
  level: EscalationLevel;
  /** Since when it waits; an alarm that is opened again waits anew. */
  sinceMs: number;
}

export interface EscalatorOptions {
  store: Store;
  /** Of the alarm book: every alarm that is not closed, and writing a step of the ladder into an alarm's history. */
  book: { open(): Alarm[]; escalate(id: string, level: EscalationLevel, atMs: number): void };
  ladder: Ladder;
  /** Whether an alarm of this type is one to which somebody has to be sent. */
  needsDispatch(alarm: Alarm): boolean;
  /** Called in the transaction that keeps the step, so that a step and its notices live or die together. */
  tell(call: AlarmCall): void;
  clock: Clock;
  trust: Pick<ClockTrust, 'nowMs'>;
}

export interface Escalator {
  /** Looks at every open alarm; called every second. */
  check(): void;
}

/**
 * Lets unanswered alarms climb. In one run of the gateway waits are measured by the monotonic clock. Across a restart they are
 * taken from what is on disk; however long the gateway was away, and whatever its clock says now, that makes at most the next step
 * due at once: each further level comes after the time that the ladder gives the one below.
 */
export function createEscalator(options: EscalatorOptions): Escalator {
  const { store, book, ladder, clock, trust, tell, needsDispatch } = options;
  const waits = createRunningWaits(store);
  let lookedAtMs: number | undefined;

  const begin = (alarm: Alarm, nowMs: number, waitedMs: number): RunningWait => {
    const taken = alarm.state !== 'raised';
    const sinceMs = trust.nowMs() - waitedMs;
    const times = { beganMs: nowMs - waitedMs, takenMs: taken ? nowMs : undefined };
    const wait = { alarm: alarm.id, sinceMs, taken, reminded: false, ...times };
    waits.keep(wait);
    // What is due within days goes into the daily digest only.
    if (!taken && alarm.priority !== 4) tell({ kind: 'alarm', alarm, level: alarm.escalation, sinceMs });
    return wait;
  };
  const resume = (alarm: Alarm, before: AlarmWait, nowMs: number): RunningWait => {
    const waitedMs = Math.min(Math.max(0, trust.nowMs() - before.sinceMs), nextStepMs(alarm, ladder));
    const wait = { ...before, beganMs: nowMs - waitedMs, takenMs: before.taken ? nowMs : undefined };
    waits.resume(wait);
    return wait;
  };
  /** One that this run did not know yet cannot have waited for longer than since the last look. */
  const meet = (alarm: Alarm, nowMs: number): RunningWait => {
    const known = waits.get(alarm.id);
    const before = known ?? waits.left(alarm.id);
    const isAnew = before?.taken === true && alarm.state === 'raised';
    if (before === undefined || isAnew) {
      const sinceLookMs = lookedAtMs === undefined ? undefined : nowMs - lookedAtMs;
      const offMs = Math.min(Math.max(0, trust.nowMs() - alarm.lastAtMs), nextStepMs(alarm, ladder));
      return begin(alarm, nowMs, sinceLookMs ?? offMs);
    }
    const wait = known ?? resume(alarm, before, nowMs);
    if (wait.taken || alarm.state === 'raised') return wait;
    const taken = { ...wait, taken: true, takenMs: nowMs };
    waits.keep(taken);
    return taken;
  };
  const climb = (alarm: Alarm, wait: RunningWait, nowMs: number) => {
    const due = decideEscalation(alarm, nowMs - wait.beganMs, ladder);
    for (let level = alarm.escalation + 1; level <= due; level += 1) {
      const reached = level as EscalationLevel;
      book.escalate(alarm.id, reached, Math.round(trust.nowMs()));
      tell({ kind: 'alarm', alarm: { ...alarm, escalation: reached }, level: reached, sinceMs: wait.sinceMs });
    }
  };
  const remind = (alarm: Alarm, wait: RunningWait, nowMs: number) => {
    if (wait.reminded || !needsDispatch(alarm)) return;
    if (!isDispatchOverdue(alarm, nowMs - wait.beganMs, nowMs - (wait.takenMs ?? nowMs))) return;
    waits.keep({ ...wait, reminded: true });
    tell({ kind: 'dispatch-overdue', alarm, level: 1, sinceMs: wait.sinceMs });
  };

  const look = (nowMs: number) => {
    const unattended = book.open().filter(isUnattended);
    waits.forget(new Set(unattended.map(({ id }) => id)));
    for (const alarm of unattended) {
      const wait = meet(alarm, nowMs);
      climb(alarm, wait, nowMs);
      remind(alarm, wait, nowMs);
    }
  };

  return {
    check: () => {
      const nowMs = clock.monotonicMs();
      try {
        store.transaction(() => look(nowMs));
      } catch (error) {
        waits.recall();
        throw error;
      }
      waits.settled();
      lookedAtMs = nowMs;
    },
  };
}
