import type { VisitorPass } from '../../devices/contracts/visitor-pass.ts';
import { type AloneDecision, type AloneSituation, decideAlone, type Presented } from './decide-alone.ts';
import type { HeldRights } from './held-rights.ts';
import type { CountedPass, PassUses } from './pass-uses.ts';

/** What the person at the reader is told. */
export interface AloneAnswer {
  result: 'granted' | 'denied';
  /** The reader is shut for so long, after too many failures. */
  shutMs?: number;
}

/** How long this door stays released and may stand open; for people who need more time. */
export interface GrantTimes {
  releaseMs: number;
  openMs: number;
}

export interface AloneDeskOptions {
  rights(): HeldRights | undefined;
  uses: PassUses;
  /** The wall clock, as far as it is known. */
  wallMs(): number | undefined;
  /** Milliseconds that never jump. */
  nowMs(): number;
  standing(): Pick<AloneSituation, 'released' | 'lockedDown' | 'blocked'>;
  extended: GrantTimes;
  /** Lets somebody pass under this name of a command; false if the lock refuses. */
  open(command: string, times: GrantTimes | undefined): boolean;
  /** For the gateway, whenever it hears again; `at` is when it was decided. */
  record(data: Record<string, unknown>, at: number | undefined): void;
}

/** A controller's own judgement while its reader gets no answer from the gateway. */
export interface AloneDesk {
  ask(reader: string, presented: Presented): AloneAnswer;
  /** The gateway lets somebody in by a pass, under its command: a copy must not open once more when the gateway is gone. */
  counts(command: string, pass: CountedPass): void;
  /** A passage was used or not; false if it is none that was granted here. */
  passed(command: string, taken: boolean): boolean;
  /** After a power cut nobody can tell any more which passages were used. */
  powerBack(): void;
}

interface Pending {
  data: Record<string, unknown>;
  at: number | undefined;
  pass: VisitorPass | undefined;
}

/** Commands of the gateway have ids of another form, so none is mistaken for one of these. */
const alonePrefix = 'alone:';

export function createAloneDesk(options: AloneDeskOptions): AloneDesk {
  const { uses, record } = options;
  const lockout = createLockout(options.nowMs);
  const pending = new Map<string, Pending>();
  const counted = new Map<string, CountedPass>();
  let grants = 0;

  const grant = (decision: Extract<AloneDecision, { outcome: 'granted' }>, entry: Pending): boolean => {
    const command = `${alonePrefix}${++grants}`;
    // Before the lock moves: through a door that stands open the passage is used at once.
    pending.set(command, entry);
    if (entry.pass) uses.count(entry.pass);
    if (options.open(command, decision.extended ? options.extended : undefined)) return true;
    desk.passed(command, false);
    return false;
  };
  const desk: AloneDesk = {
    ask(reader, presented) {
      const rights = options.rights();
      const standing = options.standing();
      const at = options.wallMs();
      const decision = decideAlone(presented, {
        ...standing,
        rights,
        nowMs: at,
        lockedOut: lockout.isShut(reader),
        usesOf: uses.of,
      });
      const data = describe(presented, decision, rights);
      if (decision.outcome === 'denied') {
        record(data, at);
        const shutMs = rights && lockout.denied(reader, decision.reason, rights.lockout);
        return { result: 'denied', ...(shutMs === undefined ? {} : { shutMs }) };
      }
      lockout.granted(reader);
      if (standing.released) {
        record(data, at);
        return { result: 'granted' };
      }
      return { result: grant(decision, { data, at, pass: decision.pass }) ? 'granted' : 'denied' };
    },
    counts(command, pass) {
      counted.set(command, pass);
      uses.count(pass);
    },
    passed(command, taken) {
      const pass = counted.get(command);
      if (pass && !taken) uses.giveBack(pass);
      counted.delete(command);
      if (!command.startsWith(alonePrefix)) return false;
      const entry = pending.get(command);
      if (!entry) return true;
      pending.delete(command);
      if (!taken && entry.pass) uses.giveBack(entry.pass);
      record({ ...entry.data, taken }, entry.at);
      return true;
    },
    powerBack() {
      lockout.forget();
      uses.reload();
      for (const { data, at } of pending.values()) record(data, at);
      pending.clear();
      counted.clear();
    },
  };
  return desk;
}

function describe({ method }: Presented, decision: AloneDecision, rights: HeldRights | undefined) {
  const { outcome, reason, credential } = decision;
  return {
    method,
    outcome,
    reason,
    ...(credential === undefined ? {} : { credential }),
    ...(decision.outcome === 'granted' && decision.duress ? { duress: true } : {}),
    rights: rights?.version ?? 0,
  };
}

/** What nobody knows was tried: such failures count, others are honest people at the wrong time or door. */
const failures: readonly string[] = ['unknown-credential', 'forged'];

/** Counts failures in a row at each reader, and shuts it for a while. */
function createLockout(nowMs: () => number) {
  const readers = new Map<string, { inARow: number; shutUntilMs: number }>();
  return {
    isShut: (reader: string) => (readers.get(reader)?.shutUntilMs ?? 0) > nowMs(),
    granted: (reader: string) => void readers.delete(reader),
    forget: () => readers.clear(),
    /** Returns for how long the reader is shut now. */
    denied(reader: string, reason: string, limits: HeldRights['lockout']): number | undefined {
      if (!failures.includes(reason)) return undefined;
      const inARow = (readers.get(reader)?.inARow ?? 0) + 1;
      const shutMs = limits.seconds * 1000;
      const isOver = inARow >= limits.failures;
      readers.set(reader, isOver ? { inARow: 0, shutUntilMs: nowMs() + shutMs } : { inARow, shutUntilMs: 0 });
      return isOver ? shutMs : undefined;
    },
  };
}
