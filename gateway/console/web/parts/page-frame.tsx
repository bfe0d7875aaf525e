import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import { AgeText } from './age-text.tsx';
import classes from './page-frame.module.css';

export interface PageFrameProps {
  title: ReactNode;
  /** How many there are, or whatever else stands small beside the title. */
  aside?: ReactNode;
  /** When what is shown was read; its age is said beside the title. */
  readAtMs?: number | undefined;
  /** Buttons on the right. */
  actions?: ReactNode;
  /** Filters and tabs below the title. */
  toolbar?: ReactNode;
  /** False for content that fills the page and scrolls by itself: a map, a long table. */
  scroll?: boolean;
  testid: string;
  children: ReactNode;
}

/** A page of the console: a head that stays and content that scrolls, by keyboard, too. */
export function PageFrame(props: PageFrameProps) {
  const { title, aside, readAtMs, actions, toolbar, scroll = true, testid, children } = props;
  return (
    <main className={classes.frame} data-testid={testid}>
      <header className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {aside !== undefined && <span className={classes.aside}>{aside}</span>}
        {readAtMs !== undefined && (
          <span className={classes.aside}>
            <AgeText atMs={readAtMs} ago />
          </span>
        )}
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </header>
      {toolbar !== undefined && <div className={classes.toolbar}>{toolbar}</div>}
      <Box className={classes.content} data-scroll={scroll} {...(scroll && { tabIndex: 0 })}>
        {children}
      </Box>
    </main>
  );
}
