import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { siteTimeText } from './format-time.ts';
import classes from './print-sheet.module.css';

interface PrintSheetProps {
  /** On paper only, where no head stands. */
  title?: string;
  /** When it was: on paper its times need their day. */
  ofMs?: number | undefined;
  children: ReactNode;
  testid: string;
}

/** What is printed of a page: this and nothing around it. */
export function PrintSheet({ title, ofMs, children, testid }: PrintSheetProps) {
  const { name } = useTexts();
  const { site } = useSite().overview;
  return (
    <div className={classes.sheet} data-testid={testid}>
      {title !== undefined && (
        <p className={classes.title}>
          {title} · {name(site.name)}
          {ofMs !== undefined && ` · ${siteTimeText(ofMs).slice(0, 10)}`}
        </p>
      )}
      {children}
    </div>
  );
}

export function PrintButton() {
  const { t } = useTexts();
  return (
    <Button variant="default" size="xs" data-testid="print" onClick={() => window.print()}>
      {t('duty.print')}
    </Button>
  );
}
