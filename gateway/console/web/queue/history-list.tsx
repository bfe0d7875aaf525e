import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import type { HistoryEntry } from './decide-steps.ts';
import classes from './file.module.css';

/** What an entry of a history says beside its step: to whom, as what, until when. */
function useEntryData() {
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  return ({ data }: HistoryEntry): string[] => [
    ...(data.to !== undefined ? [t('history.to', { user: String(data.to) })] : []),
    ...(data.verdict !== undefined ? [code('verdict', String(data.verdict))] : []),
    ...(data.disposition !== undefined ? [code('disposition', String(data.disposition))] : []),
    ...(data.level !== undefined ? [code('escalation', String(data.level))] : []),
    ...(data.untilMs !== undefined ? [t('history.until', { time: formatClock(Number(data.untilMs), nowMs) })] : []),
    ...(data.checkpoint !== undefined ? [t('history.checkpoint')] : []),
    ...(data.count !== undefined ? [`×${data.count}`] : []),
    ...(data.folded !== undefined ? [t('history.folded', { n: Number(data.folded) })] : []),
  ];
}

export interface HistoryListProps {
  entries: readonly HistoryEntry[];
  /** Which alarm an entry is of, where several share a timeline. */
  alarmName?(id: string): string;
}

/** Everything that happened, in order, with who did it and their words. */
export function HistoryList({ entries, alarmName }: HistoryListProps) {
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  const dataOf = useEntryData();
  const whoOf = ({ by }: HistoryEntry) =>
    by.kind === 'gateway' ? undefined : by.kind === 'cloud' ? t('history.cloud', { user: by.id ?? '' }) : by.id;
  return (
    <ol className={classes.history} data-testid="history">
      {entries.map((entry) => (
        <li key={`${entry.alarm} ${entry.n}`} data-step={entry.step}>
          <time dateTime={new Date(entry.atMs).toISOString()}>{formatClock(entry.atMs, nowMs)}</time>
          <span>
            {alarmName && <span className={classes.dim}>{alarmName(entry.alarm)} · </span>}
            <strong>{code('entry', entry.step)}</strong>
            {[...dataOf(entry), whoOf(entry)].filter((each) => each !== undefined).map((each) => ` · ${each}`)}
            {entry.note !== undefined && <q className={classes.note}>{entry.note}</q>}
          </span>
        </li>
      ))}
    </ol>
  );
}
