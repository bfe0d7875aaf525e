import type { Priority } from '../../../../devices/contracts/alarms.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './parts.module.css';

/** One shape each, so that nobody depends on seeing red. */
const shapes: Record<Priority, { colour: string; path: string; hollow?: true }> = {
  1: { colour: '#c92a2a', path: 'M8 1.5 15 14H1z' },
  2: { colour: '#e8590c', path: 'M8 1 15 8 8 15 1 8z' },
  3: { colour: '#1971c2', path: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z' },
  4: { colour: '#868e96', path: 'M8 2.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8z', hollow: true },
};

export function priorityColour(priority: Priority): string {
  return shapes[priority].colour;
}

/** The priority's shape and its name P1…P4; `quiet` when somebody has taken the alarm. */
export function PriorityMark({ priority, quiet = false }: { priority: Priority; quiet?: boolean }) {
  const { t } = useTexts();
  const { colour, path, hollow } = shapes[priority];
  return (
    <span className={classes.priority} data-quiet={quiet} title={`P${priority} ${t(`priority.${priority}`)}`}>
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <path d={path} fill={hollow ? 'none' : colour} stroke={colour} strokeWidth={hollow ? 2.2 : 0} />
      </svg>
      P{priority}
    </span>
  );
}
