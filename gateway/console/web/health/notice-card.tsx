import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { channelProblem, channelWords } from '../parts/channel-words.ts';
import type { Channel } from './find-problems.ts';
import classes from './health.module.css';

/** The ways by which people are told, and when each last worked; nothing where the site has none. */
export function NoticeCard({ channels }: { channels: readonly Channel[] }) {
  const texts = useTexts();
  const { t } = texts;
  if (channels.length === 0) return null;
  return (
    <section className={classes.card} data-testid="health-notices">
      <h2>{t('system.notices')}</h2>
      <ul className={classes.list}>
        {channels.map(({ id, waiting, lastSuccessAtMs, problem }) => (
          <li key={id}>
            <span className={problem === undefined ? undefined : classes.bad}>
              {problem !== undefined && '▲ '}
              {channelWords(id, texts)}
              {problem !== undefined && ` · ${channelProblem(problem, texts)}`}
            </span>
            <span>
              {t('system.waiting')} {waiting} · {t('system.lastSent')}{' '}
              {lastSuccessAtMs === undefined ? '–' : <AgeText atMs={lastSuccessAtMs} ago />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
