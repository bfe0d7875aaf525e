import { ActionIcon, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Overview } from '../api/overview.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import { siteNowMs, useSiteNow } from '../parts/site-clock.ts';
import type { SoundSwitch } from '../sound/use-alarm-sound.ts';
import classes from './shell.module.css';

function Chip(props: { label: string; bad: boolean; testid: string; children: ReactNode }) {
  return (
    <span className={classes.chip} data-bad={props.bad} data-testid={props.testid}>
      <span className={classes.chipLabel}>{props.label}</span> {props.children}
    </span>
  );
}

/** What a narrow bar leaves out. */
function More({ children }: { children: string }) {
  return <span className={classes.chipMore}> · {children}</span>;
}

/** Grey while all is well; what is lost stands out with its number and age. */
function Chips({ overview }: { overview: Overview }) {
  const { t } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const { cloud } = overview.health;
  const { devices, cameras } = overview;
  const online = devices.filter(({ state, updating }) => state === 'online' || updating).length;
  const streaming = cameras.filter(({ state }) => state === 'streaming').length;
  const link = { up: 'bar.cloudUp', down: 'bar.cloudDown', off: 'bar.cloudOff' } as const;
  return (
    <div className={classes.chips}>
      <Chip label={t('bar.cloud')} bad={cloud.state === 'down'} testid="chip-cloud">
        {t(link[cloud.state], { age: formatAge(nowMs - cloud.sinceMs, t) })}
        {cloud.state === 'down' && <More>{t('bar.waiting', { n: cloud.waiting })}</More>}
      </Chip>
      {may('system.view') && (
        <>
          <Chip label={t('bar.devices')} bad={online < devices.length} testid="chip-devices">
            {online}/{devices.length}
            {online < devices.length && <More>{t('bar.lost', { n: devices.length - online })}</More>}
          </Chip>
          <Chip label={t('bar.cameras')} bad={streaming < cameras.length} testid="chip-cameras">
            {streaming}/{cameras.length}
            {streaming < cameras.length && <More>{t('bar.noPicture', { n: cameras.length - streaming })}</More>}
          </Chip>
        </>
      )}
    </div>
  );
}

function Tool(props: { label: string; testid: string; pressed?: boolean; onClick(): void; children: ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={props.label}
      title={props.label}
      {...(props.pressed !== undefined && { 'aria-pressed': props.pressed })}
      data-testid={props.testid}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  );
}

function SoundTool({ sound }: { sound: SoundSwitch }) {
  const { t } = useTexts();
  if (sound.blocked) {
    return (
      <UnstyledButton className={classes.blocked} data-testid="sound" data-sound="blocked" onClick={sound.toggle}>
        <Icon name="mute" /> <span>{t('bar.soundBlocked')}</span>
      </UnstyledButton>
    );
  }
  return (
    <Tool
      label={t(sound.muted ? 'bar.soundOff' : 'bar.soundOn')}
      testid="sound"
      pressed={sound.muted}
      onClick={sound.toggle}
    >
      <Icon name={sound.muted ? 'mute' : 'sound'} />
    </Tool>
  );
}

export function LanguageSwitch() {
  const { t, language, setLanguage } = useTexts();
  return (
    <UnstyledButton
      className={classes.language}
      lang={language === 'zh' ? 'en' : 'zh'}
      data-testid="language"
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    >
      {t('language.switch')}
    </UnstyledButton>
  );
}

export function ThemeSwitch() {
  const { t } = useTexts();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <Tool
      label={t(dark ? 'bar.toLight' : 'bar.toDark')}
      testid="theme"
      onClick={() => setColorScheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </Tool>
  );
}

export interface TopBarProps {
  overview: Overview;
  sound: SoundSwitch;
  wall: boolean;
  /** Left out where the role has nothing to do with it. */
  onWall: (() => void) | undefined;
  onPeople: (() => void) | undefined;
  onHelp(): void;
  onSignOut(): void;
}

export function TopBar({ overview, sound, wall, onWall, onPeople, onHelp, onSignOut }: TopBarProps) {
  const { t, name } = useTexts();
  const { may } = useSession();
  useSiteNow();
  return (
    <header className={classes.bar}>
      <img className={classes.logo} src="/favicon.svg" alt="" width="24" height="24" />
      <span className={classes.site} data-testid="site-name">
        {name(overview.site.name)}
      </span>
      <span className={classes.pageName}>{t('page.title')}</span>
      <Chips overview={overview} />
      <div className={classes.tools}>
        <time className={classes.clock}>{formatClock(siteNowMs(), siteNowMs())}</time>
        {may('alarms.view') && <SoundTool sound={sound} />}
        {onPeople && (
          <Tool label={t('bar.people')} testid="people" onClick={onPeople}>
            <Icon name="people" />
          </Tool>
        )}
        <span className={classes.wideOnly}>
          {onWall && (
            <Tool label={t(wall ? 'bar.desk' : 'bar.wall')} testid="wall" pressed={wall} onClick={onWall}>
              <Icon name="wall" />
            </Tool>
          )}
          <Tool label={t('bar.help')} testid="help" onClick={onHelp}>
            <Icon name="help" />
          </Tool>
        </span>
        <ThemeSwitch />
        <LanguageSwitch />
        <Tool
          label={`${t('bar.signOut')} · ${t('bar.signedInAs', { user: overview.user })}`}
          testid="sign-out"
          onClick={onSignOut}
        >
          <Icon name="leave" />
        </Tool>
      </div>
    </header>
  );
}
