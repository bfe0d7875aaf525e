import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page-frame.module.css';

export interface PageFrameProps {
  title: ReactNode;
  /** How many there are, or whatever else stands small beside the title. */
  aside?: ReactNode;
  /** Buttons on the right. */
  actions?: ReactNode;
  /** Filters and tabs below the title. */
  toolbar?: ReactNode;
  /** False for content that fills the page and scrolls by itself: a map, a long table. */
  scroll?: boolean;
  testid: string;
  children: ReactNode;
}

/** A page of the console: a head that stays and content that scrolls, by keyboard, too. It is the page's one `main` and `h1`. */
export function PageFrame({ title, aside, actions, toolbar, scroll = true, testid, children }: PageFrameProps) {
  return (
    <main className={classes.frame} data-testid={testid}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {aside !== undefined && <span className={classes.aside}>{aside}</span>}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {toolbar !== undefined && <div className={classes.toolbar}>{toolbar}</div>}
      <Box className={classes.content} data-scroll={scroll} {...(scroll && { tabIndex: 0 })}>
        {children}
      </Box>
    </main>
  );
}
