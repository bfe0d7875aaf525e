import { type AlarmState, type AlarmStep, alarmStates } from '../../devices/contracts/alarms.ts';
import type { Alarm, AlarmActor, AlarmDeed, AlarmEntry, AlarmRefusal } from './alarm.ts';
import type { HandlingStep, Rationale } from './rationale/rationale.ts';
import { despiteCause, doneBy, noMatter, refusalOf } from './step-rules.ts';

/** DOMAIN §7: nothing is set aside for longer. */
export const longestShelfMs = 8 * 3_600_000;

/** What the decision rests on, beside the alarm and the deed. */
export interface StepSetting {
  rule: Pick<Rationale, 'course' | 'required'>;
  by: AlarmActor;
  atMs: number;
  note: string | undefined;
  /** What was done since it was raised. */
  done: ReadonlySet<AlarmStep>;
  /** Whether whoever acts may set aside a P1. */
  shelveUrgent: boolean;
  /** Whether somebody of this name can be sent. */
  mayBeSent(user: string): boolean;
}

/** One entry for the history. */
export type StepEntry = Pick<AlarmEntry, 'step' | 'data'>;

export type StepDecision =
  | { kind: 'next'; alarm: Alarm; entries: StepEntry[] }
  | { kind: 'already' }
  | { kind: 'refused'; code: AlarmRefusal };

const refuse = (code: AlarmRefusal): StepDecision => ({ kind: 'refused', code });
const reached = (alarm: Alarm, state: AlarmState) => alarmStates.indexOf(alarm.state) >= alarmStates.indexOf(state);
/** Handling only goes forward: a second look while somebody is on the way does not call them back. */
const forward = (alarm: Alarm, state: AlarmState): Alarm => (reached(alarm, state) ? alarm : { ...alarm, state });

/** How the name of whoever was first is kept: one of the cloud begins with `cloud:`. */
export function nameOf(by: AlarmActor): string {
  return by.kind === 'user' ? by.id : by.kind === 'cloud' ? `cloud:${by.id}` : 'gateway';
}

/**
 * The life cycle raised → acknowledged → verified → dispatched → on scene → resolved → closed (DOMAIN §7). A later step brings the
 * acknowledgement with it, unless the type asks for each step by itself.
 */
export function decideStep(alarm: Alarm, deed: AlarmDeed, setting: StepSetting): StepDecision {
  const { note } = setting;
  if (deed.kind === 'note') {
    return note === undefined ? refuse('note-needed') : next(alarm, { step: 'noted', data: {} });
  }
  if (deed.kind === 'reopen') return decideReopening(alarm, setting);
  if (alarm.closed) return decideOnClosed(alarm, deed);
  switch (deed.kind) {
    case 'acknowledge':
      return alarm.acknowledgedAtMs === undefined
        ? afterTaking(alarm, setting, (taken) => next(taken))
        : { kind: 'already' };
    case 'shelve':
      return decideShelving(alarm, deed.untilMs, setting);
    case 'unshelve':
      return alarm.hidden?.kind === 'shelved'
        ? next({ ...alarm, hidden: undefined }, { step: 'unshelved', data: {} })
        : refuse('not-shelved');
    case 'close':
      return decideClosing(alarm, deed.disposition, setting);
  }
  if (alarm.acknowledgedAtMs === undefined && setting.rule.required.includes('acknowledge')) {
    return refuse('acknowledge-first');
  }
  switch (deed.kind) {
    case 'verify':
      if (alarm.verdict === deed.verdict) return { kind: 'already' };
      return afterTaking(alarm, setting, (taken) =>
        next(forward({ ...taken, verdict: deed.verdict }, 'verified'), {
          step: 'verified',
          data: { verdict: deed.verdict },
        }),
      );
    case 'dispatch':
      return decideDispatch(alarm, deed.to, setting);
    case 'arrive':
      return decideArrival(alarm, deed.checkpoint, setting);
    case 'resolve':
      return decideResolving(alarm, setting);
  }
}

function next(alarm: Alarm, ...entries: StepEntry[]): StepDecision {
  return { kind: 'next', alarm, entries };
}

/** With the acknowledgement as an entry of its own where there was none. */
function afterTaking(alarm: Alarm, { by, atMs }: StepSetting, then: (taken: Alarm) => StepDecision): StepDecision {
  if (alarm.acknowledgedAtMs !== undefined) return then(alarm);
  const taken = { ...forward(alarm, 'acknowledged'), acknowledgedBy: nameOf(by), acknowledgedAtMs: atMs };
  const decision = then(taken);
  if (decision.kind !== 'next') return decision;
  return { ...decision, entries: [{ step: 'acknowledged', data: {} }, ...decision.entries] };
}

function decideOnClosed(alarm: Alarm, deed: AlarmDeed): StepDecision {
  const isSame = deed.kind === 'close' && deed.disposition === alarm.disposition;
  return isSame ? { kind: 'already' } : refuse('already-closed');
}

function decideReopening(alarm: Alarm, { by, atMs, note }: StepSetting): StepDecision {
  if (!alarm.closed) return refuse('not-closed');
  if (note === undefined) return refuse('note-needed');
  const opened: Alarm = {
    ...alarm,
    state: 'acknowledged',
    closed: false,
    closedAtMs: undefined,
    disposition: undefined,
    // Whoever opens what the gateway had closed by itself has taken it.
    acknowledgedBy: alarm.acknowledgedBy ?? nameOf(by),
    acknowledgedAtMs: alarm.acknowledgedAtMs ?? atMs,
  };
  return next(opened, { step: 'reopened', data: {} });
}

function decideDispatch(alarm: Alarm, to: string, setting: StepSetting): StepDecision {
  if (!setting.mayBeSent(to)) return refuse('nobody-of-this-name');
  if (alarm.assignee === to && reached(alarm, 'dispatched')) return { kind: 'already' };
  return afterTaking(alarm, setting, (taken) =>
    next(forward({ ...seen(taken), assignee: to }, 'dispatched'), ...unhiding(taken), {
      step: 'dispatched',
      data: { to },
    }),
  );
}

/** What somebody is on the way to is on the list, whatever explains it. */
const seen = (alarm: Alarm): Alarm => (alarm.hidden?.kind === 'suppressed' ? { ...alarm, hidden: undefined } : alarm);
const unhiding = ({ hidden }: Alarm): StepEntry[] =>
  hidden?.kind === 'suppressed' ? [{ step: 'unsuppressed', data: { parent: hidden.parent } }] : [];

function decideArrival(alarm: Alarm, checkpoint: string | undefined, setting: StepSetting): StepDecision {
  const { rule, done, by } = setting;
  if (rule.required.includes('dispatch') && !done.has('dispatched')) return refuse('dispatch-first');
  if (done.has('arrived')) return { kind: 'already' };
  return afterTaking(alarm, setting, (taken) => {
    const assignee = taken.assignee ?? (by.kind === 'user' ? by.id : undefined);
    const data = checkpoint === undefined ? {} : { checkpoint };
    return next(forward({ ...seen(taken), assignee }, 'on-scene'), ...unhiding(taken), { step: 'arrived', data });
  });
}

function decideResolving(alarm: Alarm, setting: StepSetting): StepDecision {
  if (reached(alarm, 'resolved')) return { kind: 'already' };
  const missing = alarm.verdict === 'real' ? missingOf(alarm, setting, ['resolve']) : undefined;
  if (missing) return refuse(missing);
  return afterTaking(alarm, setting, (taken) => next(forward(taken, 'resolved'), { step: 'resolved', data: {} }));
}

/** The first step that its type asks for and that was not done. */
function missingOf(
  alarm: Alarm,
  { rule, done }: StepSetting,
  later: readonly HandlingStep[] = [],
): AlarmRefusal | undefined {
  const missing = rule.required
    .filter((step) => !later.includes(step))
    .find((step) => {
      if (step === 'acknowledge') return alarm.acknowledgedAtMs === undefined;
      if (step === 'verify') return alarm.verdict === undefined;
      return !done.has(doneBy[step]);
    });
  return missing && refusalOf[missing];
}

function decideClosing(
  alarm: Alarm,
  disposition: NonNullable<Alarm['disposition']>,
  setting: StepSetting,
): StepDecision {
  const { rule, note, atMs } = setting;
  if (alarm.acknowledgedAtMs === undefined) return refuse('acknowledge-first');
  if (alarm.priority <= 2 && alarm.verdict === undefined) return refuse('verify-first');
  if (disposition === 'real') {
    // What a look showed to be false, or a drill, is not closed as real without another look.
    if (alarm.verdict !== undefined && alarm.verdict !== 'real') return refuse('verified-otherwise');
  }
  // Whoever finds on the spot that it was nothing has been there: no way past the steps that a real one asks for.
  if (disposition === 'real' || (alarm.verdict === 'real' && noMatter.includes(disposition))) {
    const missing = missingOf(alarm, setting);
    if (missing) return refuse(missing);
  }
  if (rule.course === 'standing' && alarm.active) {
    if (!despiteCause.includes(disposition)) return refuse('still-active');
    if (note === undefined) return refuse('note-needed');
  }
  return next(closedAs(alarm, disposition, rule.course, atMs), { step: 'closed', data: { disposition } });
}

/** Somebody is on the way or there. */
export const isAttended = ({ state }: Pick<Alarm, 'state'>): boolean => state === 'dispatched' || state === 'on-scene';

/** A closed alarm is nobody's to hide; one whose cause still stands goes on saying so. */
export function closedAs(
  alarm: Alarm,
  disposition: NonNullable<Alarm['disposition']>,
  course: Rationale['course'],
  atMs: number,
): Alarm {
  const active = course === 'standing' && alarm.active;
  return { ...alarm, state: 'closed', closed: true, closedAtMs: atMs, disposition, hidden: undefined, active };
}

function decideShelving(alarm: Alarm, untilMs: number, { by, atMs, note, shelveUrgent }: StepSetting): StepDecision {
  if (alarm.hidden) return refuse('already-hidden');
  if (alarm.priority === 1 && !shelveUrgent) return refuse('not-shelvable');
  if (untilMs <= atMs) return refuse('in-the-past');
  if (untilMs > atMs + longestShelfMs) return refuse('too-long');
  if (note === undefined) return refuse('note-needed');
  const hidden = { kind: 'shelved', untilMs, by: nameOf(by), reason: note } as const;
  return next({ ...alarm, hidden }, { step: 'shelved', data: { untilMs } });
}
