import type { ConsoleAlarm, ConsoleHealth } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { Panel } from '../parts/panel.tsx';
import parts from '../parts/parts.module.css';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { AlarmRow } from './alarm-row.tsx';
import classes from './queue.module.css';
import { shownLimit } from './queue-order.ts';
import type { Queue } from './use-queue.ts';

const freshMs = 60_000;

function Empty({ health, passages }: { health: ConsoleHealth; passages: number }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  return (
    <div className={classes.empty} data-testid="queue-empty">
      <strong>{t('queue.empty')}</strong>
      <span>{t('queue.emptySince', { time: formatClock(health.startedAtMs, nowMs), passages })}</span>
    </div>
  );
}

function Gathered({ queue }: { queue: Queue }) {
  const { t } = useTexts();
  if (!queue.untidy) return null;
  const [first] = queue.gathered;
  const label = first ? t('queue.bringIn', { n: queue.gathered.length }) : t('queue.tidy');
  return (
    <button
      type="button"
      className={classes.gathered}
      data-new={first !== undefined}
      data-testid="queue-new"
      onClick={queue.tidy}
    >
      {first && <PriorityMark priority={first.priority} />}
      {label} <kbd className={parts.key}>N</kbd>
    </button>
  );
}

export interface AlarmQueueProps {
  queue: Queue;
  current: string | undefined;
  health: ConsoleHealth;
  passages: number;
  onOpen(alarm: ConsoleAlarm): void;
}

export function AlarmQueue({ queue, current, health, passages, onOpen }: AlarmQueueProps) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const waiting = queue.rows.filter((alarm) => alarm.acknowledgedAtMs === undefined).length + queue.gathered.length;
  const aside =
    waiting > 0
      ? t('queue.unacknowledged', { n: waiting })
      : queue.rows.length > 0
        ? t('queue.allAcknowledged')
        : undefined;
  return (
    <Panel title={t('queue.heading')} aside={aside} testid="queue" grow>
      <Gathered queue={queue} />
      {queue.rows.length === 0 && <Empty health={health} passages={passages} />}
      {queue.rows.map((alarm) => (
        <AlarmRow
          key={alarm.id}
          alarm={alarm}
          current={alarm.id === current}
          fresh={nowMs - alarm.raisedAtMs < freshMs}
          onOpen={() => onOpen(alarm)}
        />
      ))}
      {queue.rows.length >= shownLimit && <p className={classes.more}>{t('queue.more', { n: shownLimit })}</p>}
    </Panel>
  );
}
