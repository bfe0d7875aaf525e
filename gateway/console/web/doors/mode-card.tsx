import { Button } from '@mantine/core';
import { gateway } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import type { Deed } from '../parts/deed-dialog.tsx';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './doors.module.css';
import { type Door, type Mode, useRenewDoors } from './use-doors.ts';

const order = ['refused', 'offline', 'pending', 'done'] as const;

/** A mode that stands: by whom, since when, and how each device answers, what is not yet so first. */
export function ModeCard({ mode, doors, onDeed }: { mode: Mode; doors: readonly Door[]; onDeed(deed: Deed): void }) {
  const { t, name, code } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const renew = useRenewDoors();
  const { id, order: ordered, startedAtMs, startedBy, reason, places } = mode;
  const kind = t(`modes.${ordered.kind}`);
  const end: Deed = {
    title: t('modes.end', { mode: kind }),
    hint: t('modes.endHint'),
    reason: true,
    held: true,
    submit: t('modes.end', { mode: kind }),
    send: ({ reason: why = '' }) =>
      gateway.DELETE('/api/modes/{id}', { params: { path: { id }, query: { reason: why } } }),
    done: renew,
  };
  const nameOf = (place: string) => {
    const door = doors.find((each) => each.id === place);
    return door ? name(door.name) : place;
  };
  const sorted = places.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const done = places.filter(({ state }) => state === 'done').length;
  return (
    <section className={classes.mode} aria-label={kind} data-testid="mode-card" data-kind={ordered.kind}>
      <header>
        <h3>{kind}</h3>
        <span>
          {t('modes.since', { time: formatClock(startedAtMs, nowMs), user: startedBy ?? t('modes.byItself') })} ·{' '}
          {reason}
        </span>
        {may('modes.apply') && (
          <Button size="xs" variant="default" data-testid="mode-end" onClick={() => onDeed(end)}>
            {t('modes.end', { mode: kind })}
          </Button>
        )}
      </header>
      {ordered.kind === 'entry-policy' ? (
        <p>
          {t('modes.policyWords', {
            visitors: t(`modes.visitors.${ordered.policy.visitors}`),
            staff: t(`modes.staff.${ordered.policy.staff}`),
            until: formatClock(ordered.policy.untilMs, nowMs),
          })}
        </p>
      ) : (
        <>
          <p role="status" data-testid="mode-progress">
            {t('modes.progress', { done, total: places.length })}
          </p>
          <ul className={classes.places}>
            {sorted.map(({ place, state, reason: why }) => (
              <li key={place} data-state={state} data-testid="mode-place" data-place={place}>
                {nameOf(place)}: <strong>{t(`modes.place.${state}`)}</strong>
                {why !== undefined && ` (${code('reason', why)})`}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
