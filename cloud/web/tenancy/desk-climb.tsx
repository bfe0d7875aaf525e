import type { AlarmView } from '../../api/views.ts';
import { type Answer, api } from '../api/api.ts';
import { type Translate, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';

type Round = Answer<'/v1/desk-rounds'>['rounds'][number];

/** What comes next, or who answered. */
function sayEnd({ endedAtMs, endedBy, nextAtMs }: Round, nowMs: number, t: Translate): string | undefined {
  if (endedAtMs !== null && endedBy === 'closed')
    return t('tenancy.desk.closed', { time: formatTime(endedAtMs, nowMs) });
  if (endedAtMs !== null) {
    const by = endedBy === 'site' ? t('tenancy.kind.site') : (endedBy ?? '?');
    return t('tenancy.desk.answered', { by, time: formatTime(endedAtMs, nowMs) });
  }
  return nextAtMs === null ? undefined : t('tenancy.desk.next', { time: formatTime(nextAtMs, nowMs) });
}

/** How far an alarm has climbed between the levels of command, and on whose desks it stood when. */
export function DeskClimb({ alarm: { gateway, alarm } }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const params = { query: { gateway, alarm, limit: 1 } };
  // a step leaves the alarm as it is, so that no message about the alarm carries it
  const { data } = api.useQuery('get', '/v1/desk-rounds', { params }, { refetchInterval: 5000 });
  const round = data?.rounds[0];
  if (!round) return null;
  const end = sayEnd(round, nowMs, t);
  return (
    <>
      <h3>{t('tenancy.desk.title')}</h3>
      <ol className="told" aria-label={t('tenancy.desk.title')} data-testid="desk-climb">
        {round.steps.map(({ level, atMs, told }) => (
          <li key={level}>
            <span className="dim">{t(`tenancy.kind.${level}`)}</span> {formatTime(atMs, nowMs)}{' '}
            {told.length > 0 ? <span className="mono">{told.join(', ')}</span> : t('tenancy.desk.nobody')}
          </li>
        ))}
      </ol>
      {end !== undefined && <p className="dim small">{end}</p>}
    </>
  );
}
