import { Button } from '@mantine/core';
import { useTexts } from '../locales/texts.ts';
import { Logo } from '../parts/marks.tsx';
import { SecondFactorPanel } from '../tenancy/second-factor.tsx';
import { LanguageSwitch, SchemeSwitch } from './top-bar.tsx';

/** All that somebody sees who has to put a second factor into his phone first. */
export function EnrolPage({ onDone, onLogOut }: { onDone(): void; onLogOut(): void }) {
  const { t } = useTexts();
  return (
    <main className="login">
      <div className="login-box" data-testid="enrol">
        <div className="login-head">
          <Logo size={32} />
          <h1>Ringward</h1>
          <span className="dim">{t('page.title')}</span>
        </div>
        <SecondFactorPanel onKept={onDone} />
        <Button variant="default" onClick={onLogOut} data-testid="log-out">
          {t('bar.signOut')}
        </Button>
        <div className="login-foot">
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </div>
    </main>
  );
}
