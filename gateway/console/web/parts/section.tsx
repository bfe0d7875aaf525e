import type { ReactNode } from 'react';
import classes from './section.module.css';

export interface SectionProps {
  title: ReactNode;
  /** On the right of the title. */
  buttons?: ReactNode;
  /** False where the rows inside reach from edge to edge. */
  padded?: boolean;
  testid?: string;
  children: ReactNode;
}

/** One part of a page: a panel with its own head. */
export function Section({ title, buttons, padded = true, testid, children }: SectionProps) {
  return (
    <section className={classes.section} data-testid={testid}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {buttons}
      </header>
      {padded ? <div className={classes.padded}>{children}</div> : children}
    </section>
  );
}
