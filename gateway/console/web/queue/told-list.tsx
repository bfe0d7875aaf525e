import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { channelProblem, channelWords } from '../parts/channel-words.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './file.module.css';

const renewMs = 10_000;

/** Who was told of an alarm, by which channel, and who answered. Nothing where the site tells nobody. */
export function ToldList({ alarm }: { alarm: string }) {
  const texts = useTexts();
  const { t, code } = texts;
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { data } = api.useQuery(
    'get',
    '/api/notices',
    { params: { query: { alarm } } },
    {
      enabled: may('alarms.view'),
      refetchInterval: renewMs,
      retry: false,
    },
  );
  if (data === undefined) return null;
  return (
    <section className={classes.part} data-testid="told">
      <h2>{t('told.heading')}</h2>
      {data.length === 0 && <p className={classes.dim}>{t('told.nobody')}</p>}
      <ul className={classes.history}>
        {data.map((notice) => (
          <li key={notice.id} data-state={notice.state}>
            <time>{formatClock(notice.sentAtMs ?? notice.createdAtMs, nowMs)}</time>
            <span>
              <strong>{notice.recipient}</strong> · {channelWords(notice.channel, texts)} · {code('told', notice.state)}
              {notice.acknowledgedAtMs !== undefined && ` ${formatClock(notice.acknowledgedAtMs, nowMs)}`}
              {notice.problem !== undefined && ` (${channelProblem(notice.problem, texts)})`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
