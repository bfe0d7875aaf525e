import { useEffect, useRef } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { isOpen } from '../api/apply-change.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { PriorityMark, priorityColour } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './queue.module.css';
import { isOverdue } from './queue-order.ts';

function RowState({ alarm, nowMs }: { alarm: ConsoleAlarm; nowMs: number }) {
  const { t } = useTexts();
  if (!isOpen(alarm)) return <span>{t('queue.over')}</span>;
  if (alarm.acknowledgedBy !== undefined) return <span>✓ {t('queue.by', { user: alarm.acknowledgedBy })}</span>;
  if (isOverdue(alarm, nowMs)) return <strong className={classes.overdue}>{t('queue.overdue')}</strong>;
  return alarm.active || alarm.momentary ? null : <span>{t('queue.ended')}</span>;
}

/** One alarm in the queue. `current` is where the keyboard stands. */
export function AlarmRow(props: { alarm: ConsoleAlarm; current: boolean; fresh: boolean; onOpen(): void }) {
  const { alarm, current } = props;
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  const row = useRef<HTMLButtonElement>(null);
  const taken = alarm.acknowledgedAtMs !== undefined;
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <button
      ref={row}
      type="button"
      className={classes.row}
      style={{ borderLeftColor: taken ? 'transparent' : priorityColour(alarm.priority) }}
      aria-current={current}
      data-testid="alarm-row"
      data-alarm={alarm.id}
      data-priority={alarm.priority}
      data-taken={taken}
      onClick={props.onOpen}
    >
      <span className={classes.rowHead}>
        <PriorityMark priority={alarm.priority} quiet={taken} />
        <span className={classes.rowTitle}>{t(`alarm.${alarm.type}`)}</span>
        {alarm.count > 1 && <span className={classes.count}>×{alarm.count}</span>}
        {props.fresh && !taken && <span className={classes.fresh}>{t('queue.isNew')}</span>}
        <span className={classes.age}>{formatAge(nowMs - alarm.raisedAtMs, t)}</span>
      </span>
      <span className={classes.rowFoot}>
        <RingBadge ring={alarm.ring} size={14} />
        <span className={classes.place}>
          {[alarm.sourceName, alarm.detailNames?.area, alarm.detailNames?.line]
            .filter((one) => one !== undefined)
            .map(name)
            .join(' · ')}
        </span>
        <span className={classes.state}>
          <RowState alarm={alarm} nowMs={nowMs} />
        </span>
        <time className={classes.time}>{formatClock(alarm.raisedAtMs, nowMs)}</time>
      </span>
    </button>
  );
}
