import { Box } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './parts.module.css';

/** A titled part of the page whose content scrolls by itself; it takes the focus so that the keyboard can scroll it. */
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
      <Box className={classes.panelBody} tabIndex={0}>
        {props.children}
      </Box>
    </section>
  );
}
