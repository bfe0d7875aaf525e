import type { ConsoleAlarm } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { Icon } from '../parts/icons.tsx';
import classes from './queue.module.css';

/** What is peculiar about an alarm, each by a shape and a word; nothing where nothing is. */
export function AlarmMarks({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, code } = useTexts();
  const { drill, chatteringSinceMs, incident, escalation } = alarm;
  return (
    <>
      {drill && (
        <span className={classes.mark} data-mark="drill">
          <Icon name="drill" size={12} /> {t('mark.drill')}
        </span>
      )}
      {escalation > 0 && (
        <span className={classes.mark} data-mark="escalation">
          {'↑'.repeat(escalation)} {code('escalation', String(escalation))}
        </span>
      )}
      {chatteringSinceMs !== undefined && (
        <span className={classes.mark} data-mark="chattering">
          ≈ {t('mark.chattering')}
        </span>
      )}
      {incident !== undefined && (
        <span className={classes.mark} data-mark="incident">
          <Icon name="incident" size={12} /> {t('mark.incident')}
        </span>
      )}
    </>
  );
}
