import { Link } from 'wouter';
import type { Priority } from '../../../../devices/contracts/alarms.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { isWaiting } from '../api/apply-change.ts';
import { useTexts } from '../locales/i18n.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import classes from './navigation.module.css';

const priorities: readonly Priority[] = [1, 2, 3, 4];

/** On every page but the desk: how many alarms nobody has taken yet, and the way to them. */
export function WaitingStrip({ alarms }: { alarms: readonly ConsoleAlarm[] }) {
  const { t } = useTexts();
  const waiting = alarms.filter(isWaiting);
  if (waiting.length === 0) return null;
  const counts = priorities.map((priority) => ({
    priority,
    count: waiting.filter((alarm) => alarm.priority === priority).length,
  }));
  return (
    <Link href="/" className={classes.strip} data-urgent={counts[0]!.count > 0} data-testid="waiting-strip">
      <span>{t('nav.waiting', { n: waiting.length })}</span>
      {counts.map(
        ({ priority, count }) =>
          count > 0 && (
            <span key={priority} className={classes.stripCount} data-testid={`waiting-p${priority}`}>
              <PriorityMark priority={priority} /> × {count}
            </span>
          ),
      )}
      <span className={classes.stripGo}>{t('nav.toDesk')}</span>
    </Link>
  );
}
