import type { ReactNode } from 'react';
import classes from './state.module.css';

/** That there is nothing, and what that means or what to do next; `children` may hold a button. */
export function EmptyState(props: { title: string; hint?: ReactNode; testid?: string; children?: ReactNode }) {
  return (
    <div className={classes.state} data-testid={props.testid ?? 'empty'}>
      <strong>{props.title}</strong>
      {props.hint !== undefined && <span className={classes.hint}>{props.hint}</span>}
      {props.children}
    </div>
  );
}
