import { ActionIcon, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from '../../../gateway/console/web/parts/icons.tsx';
import type { GatewayView } from '../../api/views.ts';
import type { LiveState } from '../api/live-stream.ts';
import { useGateways } from '../api/use-fleet.ts';
import { shownState, sumOpenAlarms } from '../fleet/gateway-health.ts';
import { OpenAlarms } from '../fleet/open-alarms.tsx';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow, useCloudTimes } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';
import { Logo } from '../parts/marks.tsx';

function Chip({ label, bad, children }: { label: string; bad: boolean; children: ReactNode }) {
  return (
    <span className="chip" data-bad={bad}>
      <span className="chip-label">{label}</span> {children}
    </span>
  );
}

function Chips({ gateways }: { gateways: readonly GatewayView[] }) {
  const { t } = useTexts();
  const times = useCloudTimes();
  const online = gateways.filter((view) => shownState(view, times) === 'online').length;
  const missing = gateways.reduce((sum, { totals }) => sum + totals.missing, 0);
  return (
    <div className="chips">
      <Chip label={t('bar.online')} bad={online < gateways.length}>
        {online} / {gateways.length}
      </Chip>
      <Chip label={t('bar.openAlarms')} bad={false}>
        <OpenAlarms counts={sumOpenAlarms(gateways)} none={t('bar.none')} />
      </Chip>
      <Chip label={t('bar.missing')} bad={missing > 0}>
        {missing}
      </Chip>
    </div>
  );
}

export function LanguageSwitch() {
  const { t, language, choose } = useTexts();
  const other = language === 'zh' ? 'en' : 'zh';
  return (
    <UnstyledButton className="language" lang={other} data-testid="language" onClick={() => choose(other)}>
      {t('language.switch')}
    </UnstyledButton>
  );
}

export function SchemeSwitch() {
  const { t } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = t(dark ? 'bar.toLight' : 'bar.toDark');
  return (
    <ActionIcon
      variant="subtle"
      size={32}
      aria-label={label}
      title={label}
      data-testid="scheme"
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </ActionIcon>
  );
}

function Clock() {
  const nowMs = useCloudNow();
  return <span className="clock">{formatTime(nowMs, nowMs)}</span>;
}

export function TopBar({ live, onHelp, onLogOut }: { live: LiveState; onHelp(): void; onLogOut(): void }) {
  const { t } = useTexts();
  const { data } = useGateways();
  const word = { live: 'bar.live', connecting: 'bar.connecting', lost: 'bar.lost' } as const;
  return (
    <header className="bar">
      <Logo size={24} />
      <strong className="brand">Ringward</strong>
      <span className="page-name">{t('page.title')}</span>
      {data && <Chips gateways={data.gateways} />}
      <div className="tools">
        <span className="live" data-state={live.state} data-testid="live">
          {t(word[live.state])}
        </span>
        <Clock />
        <LanguageSwitch />
        <SchemeSwitch />
        <ActionIcon
          variant="subtle"
          size={32}
          aria-label={t('help.open')}
          title={t('help.open')}
          data-testid="open-help"
          onClick={onHelp}
        >
          <Icon name="help" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size={32}
          aria-label={t('bar.signOut')}
          title={t('bar.signOut')}
          data-testid="log-out"
          onClick={onLogOut}
        >
          <Icon name="leave" />
        </ActionIcon>
      </div>
    </header>
  );
}
