import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Purpose } from '../../../privacy/roles.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { type GivenReason, ReasonDialog } from '../parts/reason-dialog.tsx';
import { useKeys } from '../shell/use-keys.ts';
import classes from './person.module.css';
import { useLook } from './use-look.ts';

export interface LookGateProps {
  /** What the reason is given for; what is behind this gate and nothing else, if left out. */
  subject?: string;
  title: string;
  /** What will be shown. */
  hint: string;
  offered?: readonly Purpose[];
  children(look: GivenReason): ReactNode;
}

/** Shows nothing of anybody before purpose and reason are given. */
export function LookGate({ subject, title, hint, offered, children }: LookGateProps) {
  const { t } = useTexts();
  const { look, give } = useLook(subject);
  const [asked, setAsked] = useState(false);
  const fits = look && (!offered || offered.includes(look.purpose)) ? look : undefined;
  if (fits && !asked) return <>{children(fits)}</>;
  return (
    <>
      <EmptyState title={title} hint={hint} testid="look-gate">
        <AskKey onAsk={() => setAsked(true)} />
        <Button variant="default" autoFocus data-testid="give-reason" onClick={() => setAsked(true)}>
          {t('look.give')}
        </Button>
      </EmptyState>
      <ReasonDialog
        opened={asked}
        title={title}
        hint={t('look.recorded')}
        {...(offered && { offered })}
        onGiven={(next) => {
          give(next);
          setAsked(false);
        }}
        onClose={() => setAsked(false)}
      />
    </>
  );
}

function AskKey({ onAsk }: { onAsk(): void }) {
  useKeys([[['/'], onAsk]], 'page');
  return null;
}

/** What is looked for now, and the way to hide everything again. */
export function LookLine({ subject }: { subject: string }) {
  const { t } = useTexts();
  const { look, give } = useLook(subject);
  if (!look) return null;
  return (
    <span className={classes.look} data-testid="look-line">
      {t('look.line', { purpose: t(`purpose.${look.purpose}`), reason: look.reason })}{' '}
      <button type="button" className={classes.link} data-testid="look-change" onClick={() => give(undefined)}>
        {t('look.change')}
      </button>
    </span>
  );
}
