import type { AlarmActor, AlarmAnswer, AlarmEntry } from './alarm.ts';
import type { AlarmKeeper } from './alarm-keeper.ts';
import { nameOf } from './decide-step.ts';

export interface LateAcknowledgement {
  by: AlarmActor;
  id: string;
  /** When it was made, by the clock of whoever made it. */
  atMs: number;
  nowMs: number;
  /** Whether this gateway's clock is believed, so that the two times may be compared. */
  clockKnown: boolean;
}

/** Joins an acknowledgement from elsewhere with what was done here: nothing is lost, one is the first, the other is told. */
export function mergeAcknowledgement(
  { table, history, keep }: AlarmKeeper,
  { by, id, atMs, nowMs, clockKnown }: LateAcknowledgement,
): AlarmAnswer {
  const alarm = table.get(id);
  if (!alarm) return { kind: 'refused', code: 'no-alarm' };
  const name = nameOf(by);
  const given = history
    .of(id)
    .filter(({ step }) => step === 'acknowledged' || step === 'acknowledged-too')
    .some((entry) => nameOf(entry.by) === name && entry.data.madeAtMs === atMs);
  if (given) return { kind: 'already', alarm };
  // Nobody takes an alarm before it is raised, or in the future.
  const madeMs = clockKnown ? Math.min(Math.max(atMs, alarm.raisedAtMs), nowMs) : nowMs;
  const data = { madeAtMs: atMs };
  const { acknowledgedBy, acknowledgedAtMs } = alarm;
  if (clockKnown && atMs < (rangAgainMs(history.of(id)) ?? 0)) {
    // It was for what was over by then: the cause has come back since, and nobody has taken that yet.
    keep(alarm, { step: 'acknowledged-too', atMs: madeMs, by, data });
    return { kind: 'already', alarm };
  }
  if (acknowledgedAtMs === undefined || acknowledgedBy === undefined) {
    const taken = { acknowledgedBy: name, acknowledgedAtMs: madeMs };
    // One that the gateway closed by itself stays closed.
    const next = alarm.closed ? { ...alarm, ...taken } : { ...alarm, ...taken, state: 'acknowledged' as const };
    return { kind: 'done', alarm: keep(next, { step: 'acknowledged', atMs: madeMs, by, data }) };
  }
  if (!clockKnown || madeMs >= acknowledgedAtMs) {
    keep(alarm, { step: 'acknowledged-too', atMs: madeMs, by, data: { ...data, first: acknowledgedBy } });
    return { kind: 'already', alarm };
  }
  const next = { ...alarm, acknowledgedBy: name, acknowledgedAtMs: madeMs };
  keep(next, { step: 'acknowledged', atMs: madeMs, by, data });
  const second: AlarmActor = actorOf(acknowledgedBy);
  keep(next, { step: 'acknowledged-too', atMs: acknowledgedAtMs, by: second, data: { first: name } });
  return { kind: 'done', alarm: next };
}

/** When the bell rang anew for a cause that had come back. */
function rangAgainMs(history: readonly AlarmEntry[]): number | undefined {
  return history.findLast(({ step, data }) => step !== 'raised' && data.state === 'raised')?.atMs;
}

function actorOf(name: string): AlarmActor {
  return name.startsWith('cloud:') ? { kind: 'cloud', id: name.slice('cloud:'.length) } : { kind: 'user', id: name };
}
