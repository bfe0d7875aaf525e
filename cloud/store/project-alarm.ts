import type { AlarmChange } from './store.ts';

/** The part of an alarm that its events move. */
export interface AlarmTimeline {
  raisedAtMs: number;
  acknowledgedAtMs: number | null;
  clearedAtMs: number | null;
  lastAtMs: number;
  count: number;
}

/**
 * Applies one step to an alarm. A lane arrives in order and without gaps, so the order of arrival is the truth and the
 * gateway's clock is not compared: it may jump.
 */
export function projectAlarm(before: AlarmTimeline | undefined, { step, record, atMs }: AlarmChange): AlarmTimeline {
  const opensAgain = step === 'raised' && before?.clearedAtMs != null;
  const acknowledged = step === 'acknowledged' || record.state === 'acknowledged';
  const cleared = step === 'cleared' || record.state === 'cleared';
  const kept = opensAgain ? undefined : before;
  return {
    raisedAtMs: record.raisedAtMs,
    acknowledgedAtMs: kept?.acknowledgedAtMs ?? (acknowledged ? atMs : null),
    clearedAtMs: kept?.clearedAtMs ?? (cleared ? atMs : null),
    lastAtMs: atMs,
    count: record.count,
  };
}

/** An alarm whose cause has gone is cleared, whether or not somebody took it. */
export function alarmState(alarm: Pick<AlarmTimeline, 'acknowledgedAtMs' | 'clearedAtMs'>) {
  if (alarm.clearedAtMs !== null) return 'cleared' as const;
  return alarm.acknowledgedAtMs !== null ? ('acknowledged' as const) : ('raised' as const);
}
