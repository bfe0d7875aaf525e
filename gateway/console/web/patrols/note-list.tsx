import { useClock } from '../shift/use-clock.ts';
import patrolClasses from './patrols.module.css';
import type { Run } from './run.ts';

/** What was noted, all of it, in the order in which it was written. */
export function NoteList({ notes }: { notes: Run['notes'] }) {
  const clock = useClock();
  if (notes.length === 0) return null;
  return (
    <ul className={patrolClasses.notes} data-testid="patrol-notes">
      {notes.map(({ n, atMs, note }) => (
        <li key={n}>
          {clock(atMs)} {note}
        </li>
      ))}
    </ul>
  );
}
