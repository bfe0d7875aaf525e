import type { Priority } from '../../../devices/contracts/alarms.ts';
import type { AlarmBook } from '../../alarms/alarm-book.ts';
import type { DigestSpan } from '../../notify/daily-digest.ts';
import type { DigestContent } from '../../notify/notice.ts';
import type { SitePlaces } from '../site-places.ts';
import { nameOfSource } from '../watch/alarm-view.ts';

const mostLines = 20;
const priorities: readonly Priority[] = [1, 2, 3, 4];

/** What the span came to, and what waits for maintenance now; drills are no alarms here. */
export function writeDigest(
  { fromMs, toMs }: DigestSpan,
  alarms: Pick<AlarmBook, 'open' | 'figures'>,
  places: Pick<SitePlaces, 'get'>,
): DigestContent {
  const raised = new Map(alarms.figures(fromMs, toMs).byPriority.map((entry) => [entry.priority, entry.raised]));
  const open = alarms.open().filter(({ drill }) => !drill);
  const due = open.filter(({ priority }) => priority === 4).sort((a, b) => a.raisedAtMs - b.raisedAtMs);
  return {
    ...{ fromMs, toMs },
    byPriority: priorities.map((priority) => ({
      priority,
      raised: raised.get(priority) ?? 0,
      open: open.filter((alarm) => alarm.priority === priority).length,
    })),
    lines: due.slice(0, mostLines).map(({ type, source, detail, raisedAtMs, count }) => ({
      ...{ type, raisedAtMs, count },
      place: nameOfSource({ source, detail }, places) ?? { zh: source, en: source },
    })),
    lineCount: due.length,
  };
}
