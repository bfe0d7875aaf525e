import type { Overview } from '../api/overview.ts';
import type { LiveState } from '../api/use-overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { busWords } from './bus-words.ts';
import type { System } from './find-problems.ts';
import classes from './health.module.css';

/** The cloud, what waits for it, the devices' bus and this page. */
export function LinkCard(props: { overview: Overview; live: LiveState; system: System | undefined }) {
  const texts = useTexts();
  const { t, code } = texts;
  const nowMs = useSiteNow();
  const { live, system } = props;
  const { cloud, broker } = props.overview.health;
  const link = { up: 'health.cloudUp', down: 'health.cloudDown', off: 'health.cloudOff' } as const;
  const sinceOf = (ms: number) => ({ time: formatClock(ms, nowMs), age: formatAge(nowMs - ms, t) });
  const isDown = cloud.state === 'down';
  return (
    <section className={classes.card} data-testid="health-links">
      <h2>{t('system.links')}</h2>
      <dl className={classes.facts}>
        <dt>{t('system.cloud')}</dt>
        <dd className={isDown ? classes.bad : undefined} data-testid="health-cloud">
          {isDown && '▲ '}
          {t(link[cloud.state], sinceOf(cloud.sinceMs))}
        </dd>
        {cloud.problem !== undefined && (
          <>
            <dt>{t('health.problem')}</dt>
            <dd>{code('reason', cloud.problem)}</dd>
          </>
        )}
        {cloud.state !== 'off' && (
          <>
            <dt>{t('system.waiting')}</dt>
            <dd data-testid="health-waiting">
              {system
                ? system.queues.map(({ lane, waiting }) => `${code('lane', lane)} ${waiting}`).join(' · ')
                : cloud.waiting}
            </dd>
          </>
        )}
        {cloud.downlink && (
          <>
            <dt>{t('system.downlink')}</dt>
            <dd className={cloud.downlink.state === 'down' ? classes.bad : undefined} data-testid="health-downlink">
              {cloud.downlink.state === 'down' && '▲ '}
              {t(link[cloud.downlink.state], sinceOf(cloud.downlink.sinceMs))}
              {cloud.downlink.problem !== undefined && ` · ${code('reason', cloud.downlink.problem)}`}
            </dd>
          </>
        )}
        <dt>{t('system.broker')}</dt>
        <dd className={broker.link?.state === 'down' ? classes.bad : undefined} data-testid="health-broker">
          {broker.link?.state === 'down' && '▲ '}
          {broker.link ? busWords(broker.link, texts, nowMs) : t('health.brokerValue', { n: broker.clients })}
          {broker.refused > 0 && ` · ${t('health.refused', { n: broker.refused })}`}
        </dd>
        <dt>{t('health.live')}</dt>
        <dd className={live.connected ? undefined : classes.bad}>
          {live.connected ? t('health.liveValue') : t('health.liveLost', { time: formatClock(live.heardAtMs, nowMs) })}
        </dd>
      </dl>
    </section>
  );
}
