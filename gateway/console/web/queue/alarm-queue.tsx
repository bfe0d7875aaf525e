import { Box } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { ConsoleAlarm, ConsoleHealth } from '../../console-ports.ts';
import { api } from '../api/api.ts';
import { isWaiting } from '../api/apply-change.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import parts from '../parts/parts.module.css';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { AlarmRow } from './alarm-row.tsx';
import { FilterBar } from './filter-bar.tsx';
import classes from './queue.module.css';
import { isFiltering } from './queue-filter.ts';
import type { Deeds } from './use-deeds.ts';
import type { Queue } from './use-queue.ts';

const freshMs = 60_000;
const staleMs = 24 * 3_600_000;
const hiddenEveryMs = 60_000;
/** A row of two lines; one with marks is measured. */
const rowHeight = 57;

function Empty({ health, passages }: { health: ConsoleHealth; passages: number | undefined }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  return (
    <div className={classes.empty} data-testid="queue-empty">
      <strong>{t('queue.empty')}</strong>
      {passages !== undefined && (
        <span>{t('queue.emptySince', { time: formatClock(health.startedAtMs, nowMs), passages })}</span>
      )}
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

/** What does not stand in the list: hidden alarms, and those that have been open for more than a day. */
function Beside({ queue }: { queue: Queue }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { rest } = useSite().overview;
  const { data: hidden } = api.useQuery('get', '/api/alarms/hidden', undefined, {
    enabled: may('alarms.view'),
    refetchInterval: hiddenEveryMs,
  });
  const stale = queue.rows.filter(({ raisedAtMs }) => nowMs - raisedAtMs > staleMs).length;
  return (
    <footer className={classes.beside}>
      {rest && <span role="status">{t(rest === 'loading' ? 'queue.loadingRest' : 'queue.restFailed')}</span>}
      {hidden !== undefined && hidden.length > 0 && (
        <Link href="~/alarms/hidden" data-testid="to-hidden">
          {t('queue.hidden', { n: hidden.length })}
        </Link>
      )}
      {stale > 0 && (
        <Link href="~/alarms/stale" data-testid="to-stale">
          {t('queue.stale', { n: stale })}
        </Link>
      )}
    </footer>
  );
}

/** Who else looks at which alarm. */
function useOthers(): ReadonlyMap<string, readonly string[]> {
  const { user: me } = useSession();
  const { overview } = useSite();
  const others = new Map<string, string[]>();
  for (const { user, alarm } of overview.present ?? []) {
    if (alarm !== undefined && user !== me) others.set(alarm, [...(others.get(alarm) ?? []), user]);
  }
  return others;
}

interface RowsProps {
  rows: readonly ConsoleAlarm[];
  current: string | undefined;
  onOpen(alarm: ConsoleAlarm): void;
}

/** Of ten thousand rows only those that are seen are drawn. */
function Rows({ rows, current, onOpen }: RowsProps) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const scroller = useRef<HTMLDivElement>(null);
  const others = useOthers();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    getItemKey: (index) => rows[index]!.id,
    initialRect: { width: 360, height: 800 },
  });
  // The list follows the keyboard to another row, and never a row that others move.
  const at = useRef(-1);
  at.current = current === undefined ? -1 : rows.findIndex(({ id }) => id === current);
  useEffect(() => {
    if (current !== undefined && at.current >= 0) virtual.scrollToIndex(at.current, { align: 'auto' });
  }, [current, virtual]);
  return (
    <Box
      ref={scroller}
      className={parts.panelBody}
      component="div"
      tabIndex={0}
      aria-label={t('queue.heading')}
      role="region"
      data-testid="queue-rows"
    >
      <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const alarm = rows[index]!;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={classes.slot}
              style={{ transform: `translateY(${start}px)` }}
            >
              <AlarmRow
                alarm={alarm}
                current={alarm.id === current}
                fresh={nowMs - alarm.raisedAtMs < freshMs}
                others={others.get(alarm.id) ?? []}
                onOpen={() => onOpen(alarm)}
              />
            </div>
          );
        })}
      </div>
    </Box>
  );
}

/** What was refused of a key pressed in the list, beside the list: the alarm itself is not open. */
function Refused({ queue, problem }: { queue: Queue; problem: Deeds['problem'] }) {
  const { t, name, code } = useTexts();
  const alarm = problem && queue.rows.find(({ id }) => id === problem.alarm);
  if (!alarm) return null;
  return (
    <p className={classes.refused} role="alert" data-testid="queue-problem">
      {t(`alarm.${alarm.type}`)} · {name(alarm.sourceName)}:{' '}
      {t('step.failed', { step: code('step', problem.kind), reason: code('reason', problem.code) })}
    </p>
  );
}

export interface AlarmQueueProps {
  queue: Queue;
  /** What was refused of an alarm that is not open. */
  problem: Deeds['problem'];
  current: string | undefined;
  health: ConsoleHealth;
  /** Left out for whom they are not. */
  passages: number | undefined;
  onOpen(alarm: ConsoleAlarm): void;
}

/** All open alarms by priority and age, with what the guard filters and what is hidden plain to see. */
export function AlarmQueue({ queue, problem, current, health, passages, onOpen }: AlarmQueueProps) {
  const { t } = useTexts();
  const waiting = queue.rows.filter(isWaiting).length + queue.gathered.filter(isWaiting).length;
  const aside =
    waiting > 0
      ? t('queue.unacknowledged', { n: waiting })
      : queue.rows.length > 0
        ? t('queue.allAcknowledged')
        : undefined;
  return (
    <section className={parts.panel} data-grow="true" data-testid="queue">
      <header className={parts.panelHead}>
        <h2 className={parts.panelTitle}>{t('queue.heading')}</h2>
        <span className={parts.panelAside}>{aside}</span>
      </header>
      <FilterBar queue={queue} />
      <Gathered queue={queue} />
      <Refused queue={queue} problem={problem} />
      {queue.rows.length > 0 && <Rows rows={queue.rows} current={current} onOpen={onOpen} />}
      {queue.rows.length === 0 && !isFiltering(queue.filter) && <Empty health={health} passages={passages} />}
      {queue.rows.length === 0 && isFiltering(queue.filter) && <p className={classes.empty}>{t('filter.nothing')}</p>}
      <Beside queue={queue} />
    </section>
  );
}
