import { alarmState } from '../store/project-alarm.ts';
import type { AlarmRow } from '../store/store.ts';
import type { AlarmView } from './views.ts';

export function viewAlarm(row: AlarmRow): AlarmView {
  return { ...row, state: alarmState(row) };
}

/** The place of an alarm in the list newest first, as `before` takes it. */
export function formatCursor(raisedAtMs: number, id: number): string {
  return `${raisedAtMs}-${id}`;
}

export function parseCursor(cursor: string): { raisedAtMs: number; id: number } {
  const [raisedAtMs, id] = cursor.split('-').map(Number);
  return { raisedAtMs: raisedAtMs!, id: id! };
}
