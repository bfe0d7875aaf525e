import { useTexts } from '../locales/i18n.ts';
import { Icon } from '../parts/icons.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import classes from './map.module.css';
import { symbolPaths } from './symbols.ts';
import type { ThingState } from './thing-states.ts';
import { useKindName, useStateWords } from './thing-words.ts';
import type { PlanKind } from './use-plan.ts';

export function KindSymbol({ kind }: { kind: PlanKind }) {
  return (
    <svg className={classes.kind} viewBox="0 0 16 16" aria-hidden="true">
      <path d={symbolPaths[kind]} />
    </svg>
  );
}

export interface ThingListProps {
  label: string;
  states: readonly ThingState[];
  chosen?: string | undefined;
  /** What stands beside a name: a distance. */
  aside?(state: ThingState): string | undefined;
  onPick(id: string): void;
}

/** Everything on the map as rows, for those who read rather than look, and for the keyboard. */
export function ThingList({ label, states, chosen, aside, onPick }: ThingListProps) {
  const { t, name } = useTexts();
  const kindName = useKindName();
  const words = useStateWords();
  if (states.length === 0) return <p className={classes.dim}>{t('map.noneFound')}</p>;
  return (
    <ul className={classes.list} aria-label={label} data-testid="thing-list">
      {states.map((state) => (
        <li key={state.thing.id}>
          <button
            type="button"
            aria-pressed={state.thing.id === chosen}
            data-testid="thing-row"
            data-thing={state.thing.id}
            data-tone={state.tone}
            onClick={() => onPick(state.thing.id)}
          >
            <RingBadge ring={state.thing.ring} size={14} />
            <KindSymbol kind={state.thing.kind} />
            <span className={classes.what}>
              <strong>{name(state.thing.name)}</strong>
              <small>
                {kindName(state.thing.kind)} · {words(state)}
              </small>
            </span>
            {state.priority !== undefined && <PriorityMark priority={state.priority} />}
            {state.tone === 'lost' && <Icon name="warning" />}
            {aside && <span className={classes.metres}>{aside(state)}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
