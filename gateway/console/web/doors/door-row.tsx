import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { type DeedName, deedsFor } from './door-deeds.ts';
import { toneOf, useDoorWords } from './door-words.ts';
import classes from './doors.module.css';
import type { Door } from './use-doors.ts';

const shownPassages = 8;

/** How its controller answered the last order. */
export function AnswerWords({ answer }: { answer: Door['answer'] }) {
  const { t, code } = useTexts();
  if (!answer) return null;
  const { action, state, reason } = answer;
  return (
    <span className={classes.answer} data-state={state} data-testid="door-answer" role="status">
      {code('doorAction', action)}: {t(`doors.answer.${state}`)}
      {reason !== undefined && ` (${code('reason', reason)})`}
    </span>
  );
}

function LastPassages({ door }: { door: string }) {
  const { t, code } = useTexts();
  const { overview } = useSite();
  const nowMs = useSiteNow();
  const here = overview.passages.filter(({ source }) => source === door).slice(0, shownPassages);
  return (
    <div className={classes.passages} data-testid="door-passages">
      <h4>{t('doors.lastPassages')}</h4>
      {here.length === 0 && <p>{t('doors.noPassages')}</p>}
      <ul>
        {here.map(({ id, atMs, method, outcome, reason, taken }) => (
          <li key={id}>
            {formatClock(atMs, nowMs)} · {code('passage', method)} · {code('passage', outcome)}
            {outcome !== 'granted' && ` · ${code('reason', reason)}`}
            {taken === false && ` · ${t('doors.notTaken')}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface DoorRowProps {
  door: Door;
  opened: boolean;
  onDeed(door: Door, deed: DeedName): void;
}

/** One door or barrier: how it stands, how old that is, and what can be done to it. */
export function DoorRow({ door, opened, onDeed }: DoorRowProps) {
  const { t, name } = useTexts();
  const { may } = useSession();
  const words = useDoorWords();
  return (
    <li className={classes.row} data-testid="door-row" data-door={door.id} data-tone={toneOf(door)}>
      <div className={classes.what}>
        <Link href={opened ? '/' : `/${door.id}`} className={classes.name} aria-expanded={opened}>
          {name(door.name)}
        </Link>
        <span className={classes.state}>{words(door)}</span>
        <span className={classes.age}>
          {door.heardAtMs === undefined ? t('doors.neverHeard') : <AgeText atMs={door.heardAtMs} ago />}
        </span>
        <AnswerWords answer={door.answer} />
        {door.standing !== undefined && (
          <span className={classes.todo} data-testid="door-standing">
            {t(`doors.standingTodo.${door.standing}`)}
          </span>
        )}
      </div>
      {may('doors.operate') && (
        <div className={classes.deeds}>
          {deedsFor(door).map((deed) => (
            <Button
              key={deed}
              size="xs"
              variant={deed === 'open' ? 'filled' : 'default'}
              color="dark"
              data-testid={`door-${deed}`}
              onClick={() => onDeed(door, deed)}
            >
              {t(`doors.do.${deed === 'open' && door.kind === 'barrier' ? 'raise' : deed}`)}
            </Button>
          ))}
        </div>
      )}
      {opened && <LastPassages door={door.id} />}
    </li>
  );
}
