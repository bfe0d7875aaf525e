import { Button, NativeSelect, useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Priority } from '../../../../devices/contracts/alarms.ts';
import { type Answer, api } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { Loaded } from '../parts/loaded.tsx';
import { useUndoNotice } from '../parts/undo-notice.tsx';
import { type AlarmSound, createAlarmSound } from '../sound/alarm-sound.ts';
import { PasswordForm } from './password-form.tsx';
import { SessionsCard } from './sessions-card.tsx';
import classes from './settings.module.css';
import { TotpCard } from './totp-card.tsx';

function WhoCard({ account }: { account: Answer<'/api/account'> }) {
  const { t } = useTexts();
  const { user, fullName, roles, external } = account;
  return (
    <section className={classes.card}>
      <h2>{t('settings.account')}</h2>
      <dl className={classes.facts}>
        <dt>{t('settings.signedInAs')}</dt>
        <dd data-testid="account-user">{fullName ? `${fullName} (${user})` : user}</dd>
        <dt>{t('settings.roles')}</dt>
        <dd>{roles.map((role) => t(`role.${role}`)).join(' · ')}</dd>
      </dl>
      {external && <p className={classes.note}>{t('settings.external')}</p>}
    </section>
  );
}

function PasswordCard() {
  const { t } = useTexts();
  const notify = useUndoNotice();
  return (
    <section className={classes.card}>
      <h2>{t('settings.password')}</h2>
      <PasswordForm onChanged={() => notify(t('settings.passwordChanged'))} />
    </section>
  );
}

const audible: readonly Priority[] = [1, 2, 3];

/** Each priority once, to hear whether the machine is loud enough. */
function SoundTest() {
  const { t } = useTexts();
  const sound = useRef<AlarmSound>(undefined);
  useEffect(() => () => sound.current?.close(), []);
  const play = (priority: Priority) => {
    sound.current ??= createAlarmSound(() => {});
    sound.current.unblock();
    sound.current.play(priority);
  };
  return (
    <fieldset className={classes.group}>
      <legend>{t('settings.sound')}</legend>
      <div className={classes.row}>
        {audible.map((priority) => (
          <Button key={priority} size="compact-sm" variant="default" onClick={() => play(priority)}>
            {t('settings.soundTry', { n: priority })}
          </Button>
        ))}
      </div>
      <p className={classes.note}>{t('settings.soundHint')}</p>
    </fieldset>
  );
}

const themes = ['light', 'dark', 'auto'] as const;

function BrowserCard() {
  const { t, language, setLanguage } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className={classes.card}>
      <h2>{t('settings.page')}</h2>
      <div className={classes.form}>
        <NativeSelect
          label={t('settings.language')}
          value={language}
          data={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
          onChange={(event) => setLanguage(event.currentTarget.value === 'zh' ? 'zh' : 'en')}
          data-testid="settings-language"
        />
        <NativeSelect
          label={t('settings.theme')}
          value={colorScheme}
          data={themes.map((each) => ({ value: each, label: t(`settings.${each}`) }))}
          onChange={(event) => setColorScheme(themes.find((each) => each === event.currentTarget.value) ?? 'auto')}
          data-testid="settings-theme"
        />
        <SoundTest />
      </div>
    </section>
  );
}

/** What people set for themselves. */
export function AccountPart() {
  const { t } = useTexts();
  const query = api.useQuery('get', '/api/account');
  return (
    <div className={classes.columns}>
      <Loaded query={query} what={t('settings.account')}>
        {(account) => (
          <>
            <WhoCard account={account} />
            {!account.external && <PasswordCard />}
            {!account.external && <TotpCard account={account} />}
          </>
        )}
      </Loaded>
      <SessionsCard />
      <BrowserCard />
    </div>
  );
}
