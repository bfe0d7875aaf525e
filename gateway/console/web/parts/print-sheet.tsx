import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../locales/i18n.ts';
import classes from './print-sheet.module.css';

/** What is printed of a page: this and nothing around it; `title` stands on paper only, where no head does. */
export function PrintSheet({ title, children, testid }: { title?: string; children: ReactNode; testid: string }) {
  return (
    <div className={classes.sheet} data-testid={testid}>
      {title !== undefined && <p className={classes.title}>{title}</p>}
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
