import { readEnds, readTold } from '../store/project-alarm.ts';
import type { ActRow, AlarmPlace, AlarmRow, AlarmStepRow } from '../store/store.ts';
import type { ActView, AlarmStepView, AlarmView } from './views.ts';

/** What became of an operator's acknowledgement, as far as the gateway has said so. */
function judgeOurs({ ours, picture }: AlarmRow): AlarmView['ours'] {
  if (!ours) return null;
  const { by, atMs, heardMs } = ours;
  const undecided = heardMs === null ? 'not-heard' : 'heard';
  const isDecided = heardMs !== null && picture.acknowledgedAtMs !== null;
  const outcome = isDecided ? (picture.acknowledgedBy === 'cloud' ? 'first' : 'second') : undecided;
  return { by, atMs, heardMs, outcome };
}

export function viewAlarm(row: AlarmRow): AlarmView {
  const { gateway, alarm, revision, type, ring, source, site, receivedAtMs, picture } = row;
  const open = picture.state !== 'closed' && picture.hidden === null;
  return {
    gateway,
    alarm,
    revision,
    type,
    ring,
    source,
    site,
    receivedAtMs,
    ...picture,
    ...readEnds(row),
    open,
    duty: open && picture.escalation === 3 && !picture.drill,
    told: readTold(row),
    ours: judgeOurs(row),
  };
}

export function viewStep({ step, record, atMs, receivedAtMs }: AlarmStepRow): AlarmStepView {
  const { by = null, state, escalation = 0, verdict = null, disposition = null, count } = record;
  return { step, by, state, atMs, receivedAtMs, escalation, verdict, disposition, count };
}

export function viewAct({ position, gateway, alarm, kind, by, atMs, note, heardMs }: ActRow): ActView {
  return { position, gateway, alarm, kind, by, atMs, note, heardMs };
}

/** The place of an alarm in a list, as `before` takes it. */
export function formatCursor({ urgency, raisedAtMs, id }: AlarmPlace): string {
  return `${urgency}-${raisedAtMs}-${id}`;
}

export function parseCursor(cursor: string): AlarmPlace {
  const [urgency, raisedAtMs, id] = cursor.split('-').map(Number);
  return { urgency: urgency!, raisedAtMs: raisedAtMs!, id: id! };
}
