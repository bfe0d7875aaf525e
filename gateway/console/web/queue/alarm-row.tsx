import type { ConsoleAlarm } from '../../console-ports.ts';
import { isOpen } from '../api/apply-change.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import { PriorityMark, priorityColour } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { AlarmMarks } from './alarm-marks.tsx';
import classes from './queue.module.css';
import { isOverdue } from './queue-order.ts';

/** How far it has come and who has it, in words. */
function RowState({ alarm, nowMs }: { alarm: ConsoleAlarm; nowMs: number }) {
  const { t, code } = useTexts();
  if (alarm.hidden) return <span>{code('hidden', alarm.hidden.kind)}</span>;
  if (!isOpen(alarm)) return <span>{t('queue.over')}</span>;
  if (alarm.acknowledgedBy !== undefined) {
    const user = alarm.assignee ?? alarm.acknowledgedBy;
    return (
      <span>
        ✓ {code('alarmState', alarm.state)} · {user}
      </span>
    );
  }
  if (isOverdue(alarm, nowMs)) return <strong className={classes.overdue}>{t('queue.overdue')}</strong>;
  return alarm.active || alarm.momentary ? null : <span>{t('queue.ended')}</span>;
}

export interface AlarmRowProps {
  alarm: ConsoleAlarm;
  current: boolean;
  fresh: boolean;
  /** Other guards who have it open. */
  others: readonly string[];
  onOpen(): void;
}

/** One alarm in the queue. `current` is where the keyboard stands. */
export function AlarmRow({ alarm, current, fresh, others, onOpen }: AlarmRowProps) {
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  const taken = alarm.acknowledgedAtMs !== undefined;
  return (
    <button
      type="button"
      className={classes.row}
      style={{ borderLeftColor: taken ? 'transparent' : priorityColour(alarm.priority) }}
      aria-current={current}
      data-testid="alarm-row"
      data-alarm={alarm.id}
      data-priority={alarm.priority}
      data-taken={taken}
      data-drill={alarm.drill ?? false}
      onClick={onOpen}
    >
      <span className={classes.rowHead}>
        <PriorityMark priority={alarm.priority} quiet={taken} />
        <span className={classes.rowTitle}>{t(`alarm.${alarm.type}`)}</span>
        {alarm.count > 1 && <span className={classes.count}>×{alarm.count}</span>}
        {fresh && !taken && <span className={classes.fresh}>{t('queue.isNew')}</span>}
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
      <span className={classes.marks}>
        <AlarmMarks alarm={alarm} />
        {others.length > 0 && (
          <span className={classes.mark} data-mark="others">
            <Icon name="people" size={12} /> {others.join(', ')}
          </span>
        )}
      </span>
    </button>
  );
}
