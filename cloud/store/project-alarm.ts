import type { AlarmState, AlarmStep, EscalationLevel } from '../../devices/contracts/alarms.ts';
import type { AlarmRecord } from '../../devices/contracts/site-events.ts';

/** One step of one alarm, with the gateway's time of it. */
export interface AlarmStepRead {
  step: AlarmStep;
  record: AlarmRecord;
  atMs: number;
}

/** `place` orders the steps of an alarm as its gateway took them, whenever they arrive. */
export interface AlarmChange extends AlarmStepRead {
  place: number;
}

/** When a step was taken, by the gateway's clock, and its place among the gateway's events. */
export interface Mark {
  place: number;
  atMs: number;
  /** An operator of the cloud did it. */
  ours?: true;
}

/** What is remembered of an alarm's steps: of each the latest, of `told-N` and `began` the first. */
export type Marks = Partial<Record<AlarmStep | 'opened' | 'began' | `told-${1 | 2 | 3}`, Mark>>;

/** How the alarm stood at the latest place that is known. */
export interface Picture {
  state: AlarmState;
  active: boolean;
  raisedAtMs: number;
  lastAtMs: number;
  count: number;
  priority: AlarmRecord['priority'];
  acknowledgedAtMs: number | null;
  acknowledgedBy: 'site' | 'cloud' | null;
  verdict: NonNullable<AlarmRecord['verdict']> | null;
  disposition: NonNullable<AlarmRecord['disposition']> | null;
  escalation: EscalationLevel;
  incident: string | null;
  drill: boolean;
  hidden: NonNullable<AlarmRecord['hidden']> | null;
}

export interface AlarmTimeline {
  /** The greatest place that was heard of. */
  place: number;
  /** Of a gateway that says only what happened, and not how the alarm stands after it. */
  old: boolean;
  picture: Picture;
  marks: Marks;
}

const first = (known: Mark | undefined, mark: Mark) => (known && known.place <= mark.place ? known : mark);
const latest = (known: Mark | undefined, mark: Mark) => (known && known.place >= mark.place ? known : mark);

function addMarks(before: Marks, { step, record, atMs, place }: AlarmChange): Marks {
  const mark: Mark = { place, atMs, ...(record.by === 'cloud' ? { ours: true } : {}) };
  const marks: Marks = { ...before, began: first(before.began, mark), [step]: latest(before[step], mark) };
  for (const level of [1, 2, 3] as const) {
    const key = `told-${level}` as const;
    if ((record.escalation ?? 0) >= level) marks[key] = first(before[key], mark);
  }
  if (record.step !== undefined) return marks;
  // an older gateway: its state names the step before this one too
  if (record.state === 'acknowledged') marks.acknowledged = latest(marks.acknowledged, mark);
  if (record.state === 'cleared') marks.cleared = latest(marks.cleared, mark);
  if (step === 'raised' && record.state === 'raised') marks.opened = latest(before.opened, mark);
  return marks;
}

/** How an alarm of an older gateway stands: taken since it was raised anew, and its cause gone since it last came. */
function readOldState(marks: Marks): Pick<Picture, 'state' | 'active' | 'acknowledgedAtMs' | 'acknowledgedBy'> {
  const at = (mark: Mark | undefined) => mark?.place ?? -1;
  const taken = marks.acknowledged && at(marks.acknowledged) > at(marks.opened);
  const active = at(marks.cleared) <= at(marks.raised);
  return {
    state: taken ? (active ? 'acknowledged' : 'closed') : 'raised',
    active,
    acknowledgedAtMs: taken ? marks.acknowledged!.atMs : null,
    acknowledgedBy: taken ? 'site' : null,
  };
}

/** Who did the latest `acknowledged`: a second one is told as `acknowledged-too`, and the first one then anew if it came late. */
function nameFirst({ acknowledged }: Marks): 'site' | 'cloud' {
  return acknowledged?.ours ? 'cloud' : 'site';
}

function drawPicture({ record, atMs }: AlarmChange, marks: Marks): Picture {
  const { state, active = true, acknowledgedAtMs = null } = record;
  const standing =
    record.step === undefined || state === 'cleared'
      ? readOldState(marks)
      : { state, active, acknowledgedAtMs, acknowledgedBy: acknowledgedAtMs === null ? null : nameFirst(marks) };
  return {
    ...standing,
    raisedAtMs: record.raisedAtMs,
    lastAtMs: atMs,
    count: record.count,
    priority: record.priority,
    verdict: record.verdict ?? null,
    disposition: record.disposition ?? null,
    escalation: record.escalation ?? 0,
    incident: record.incident ?? null,
    drill: record.drill ?? false,
    hidden: record.hidden ?? null,
  };
}

/**
 * Takes one step of an alarm in. Each record is a picture of the alarm, the one of the greatest place counts, and marks only
 * grow: so records that come out of order, twice or both lead to the same. The gateway's clock is not compared, it may jump.
 */
export function projectAlarm(before: AlarmTimeline | undefined, change: AlarmChange): AlarmTimeline {
  const marks = addMarks(before?.marks ?? {}, change);
  const old = change.record.step === undefined || change.record.state === 'cleared';
  if (!before || change.place >= before.place)
    return { place: change.place, old, picture: drawPicture(change, marks), marks };
  // what came late may still tell what an older gateway's later word left open
  if (before.old) return { ...before, picture: { ...before.picture, ...readOldState(marks) }, marks };
  const { acknowledgedAtMs } = before.picture;
  const acknowledgedBy = acknowledgedAtMs === null ? null : nameFirst(marks);
  return { ...before, picture: { ...before.picture, acknowledgedBy }, marks };
}

/** When the cause ended and when the alarm was closed, where it is so now. */
export function readEnds({ picture, marks }: Pick<AlarmTimeline, 'picture' | 'marks'>) {
  return {
    clearedAtMs: picture.active ? null : (marks.cleared?.atMs ?? picture.lastAtMs),
    closedAtMs: picture.state === 'closed' ? (marks.closed?.atMs ?? picture.lastAtMs) : null,
  };
}

/** Who was told and when: the guards with the alarm, then each level above them. */
export function readTold({ picture, marks }: Pick<AlarmTimeline, 'picture' | 'marks'>) {
  const above = ([1, 2, 3] as const).flatMap((level) => {
    const mark = marks[`told-${level}`];
    return mark ? [{ level, atMs: mark.atMs }] : [];
  });
  return [{ level: 0 as EscalationLevel, atMs: picture.raisedAtMs }, ...above];
}
