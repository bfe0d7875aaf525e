import type { ReactNode } from 'react';
import classes from './parts.module.css';

/** A titled part of the page whose content scrolls by itself. */
export function Panel(props: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
  testid: string;
  grow?: boolean;
}) {
  return (
    <section className={classes.panel} data-grow={props.grow ?? false} data-testid={props.testid}>
      <header className={classes.panelHead}>
        <h2 className={classes.panelTitle}>{props.title}</h2>
        <span className={classes.panelAside}>{props.aside}</span>
      </header>
      <div className={classes.panelBody}>{props.children}</div>
    </section>
  );
}
