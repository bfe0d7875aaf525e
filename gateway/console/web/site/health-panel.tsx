import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Overview } from '../api/overview.ts';
import type { LiveState } from '../api/use-overview.ts';
import { busWords } from '../health/bus-words.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { Panel } from '../parts/panel.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './site.module.css';

function Fact(props: { label: string; bad?: boolean; testid?: string; children: ReactNode }) {
  return (
    <div className={classes.fact} data-bad={props.bad ?? false} data-testid={props.testid}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

/** How the gateway and its connections are; what is wrong stands out, with since when. */
export function HealthPanel({ overview, live }: { overview: Overview; live: LiveState }) {
  const texts = useTexts();
  const { t, code } = texts;
  const nowMs = useSiteNow();
  const { cloud, broker, startedAtMs, version } = overview.health;
  const { cameras } = overview;
  const streaming = cameras.filter(({ state }) => state === 'streaming').length;
  const since = { time: formatClock(cloud.sinceMs, nowMs), age: formatAge(nowMs - cloud.sinceMs, t) };
  const link = { up: 'health.cloudUp', down: 'health.cloudDown', off: 'health.cloudOff' } as const;
  const held = cloud.state === 'down' && cloud.waiting > 0;
  const heard = formatClock(live.heardAtMs, nowMs);
  return (
    <Panel
      title={t('health.heading')}
      testid="health"
      aside={
        <Link href="~/health" className={classes.opens} data-testid="open-seeing">
          {t('health.seeing')}
        </Link>
      }
    >
      <dl className={classes.facts}>
        <Fact label={t('health.cloud')} bad={cloud.state === 'down'} testid="health-cloud">
          {t(link[cloud.state], since)}
        </Fact>
        {cloud.state !== 'off' && (
          <Fact label={t('health.waiting')} testid="health-waiting">
            {held ? t('health.waitingValue', { n: cloud.waiting }) : cloud.waiting}
          </Fact>
        )}
        {cloud.problem !== undefined && <Fact label={t('health.problem')}>{code('reason', cloud.problem)}</Fact>}
        <Fact label={t('health.broker')} bad={broker.link?.state === 'down'} testid="health-broker">
          {broker.link ? busWords(broker.link, texts, nowMs) : t('health.brokerValue', { n: broker.clients })}
          {broker.refused > 0 && ` · ${t('health.refused', { n: broker.refused })}`}
        </Fact>
        <Fact label={t('health.cameras')} bad={streaming < cameras.length} testid="health-cameras">
          {t('health.camerasValue', { streaming, total: cameras.length })}
        </Fact>
        <Fact label={t('health.gateway')}>
          {t('health.gatewayValue', { version, age: formatAge(nowMs - startedAtMs, t) })}
        </Fact>
        <Fact label={t('health.live')} bad={!live.connected}>
          {live.connected ? t('health.liveValue') : t('health.liveLost', { time: heard })}
        </Fact>
      </dl>
    </Panel>
  );
}
