import type { ReactNode } from 'react';

/** A part of a page with its heading: `aside` stands at the right of it. */
export function Panel(props: { title: string; aside?: ReactNode; testid: string; children: ReactNode }) {
  const { title, aside, testid, children } = props;
  return (
    <section className="panel" aria-label={title} data-testid={testid}>
      <header className="panel-head">
        <h2>{title}</h2>
        {aside}
      </header>
      <div className="panel-body padded">{children}</div>
    </section>
  );
}
