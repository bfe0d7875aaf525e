import { Button } from '@mantine/core';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import { useHomes } from '../people/homes-section.tsx';
import classes from '../people/person.module.css';
import type { Visit, VisitDeeds } from './use-visits.ts';
import { isInside, overstays } from './visit-tabs.ts';
import { VisitorName } from './visitor-name.tsx';

function Buttons({ visit, deeds, onPass }: { visit: Visit; deeds: VisitDeeds; onPass(visit: Visit): void }) {
  const { t } = useTexts();
  const { may, user } = useSession();
  const nowMs = useSiteNow();
  const { state, waitsFor, toMs, requestedBy } = visit;
  const isOn = toMs > nowMs && state !== 'refused' && state !== 'cancelled';
  const isAsked = isOn && state === 'requested';
  const all = [
    ['agree', isAsked && waitsFor.includes('host') && may('visits.request'), deeds.agree(visit)],
    // Whoever asked for it is not the one to approve it.
    [
      'approve',
      isAsked && waitsFor.includes('staff') && may('visits.approve') && requestedBy !== user,
      deeds.approve(visit),
    ],
    ['refuse', isAsked && may('visits.approve'), deeds.refuse(visit)],
    ['left', isInside(visit) && may('visits.handle'), deeds.left(visit)],
    ['pass', isOn && state === 'approved', () => onPass(visit)],
    ['extend', isOn && may('visits.handle'), deeds.extend(visit)],
    ['cancel', isOn && may('visits.handle'), deeds.cancel(visit)],
  ] as const;
  return (
    <span className={classes.buttons}>
      {all.map(
        ([key, isOffered, onClick]) =>
          isOffered && (
            <Button key={key} size="xs" variant="default" data-testid={`visit-${key}`} onClick={onClick}>
              {t(`visits.${key}`)}
            </Button>
          ),
      )}
    </span>
  );
}

/** Visits with whom, when, how they stand, and what may be done. */
export function VisitList(props: { visits: readonly Visit[]; deeds: VisitDeeds; onPass(visit: Visit): void }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const homes = useHomes();
  const homeName = (id: string) => homes.find(({ value }) => value === id)?.label ?? id;
  return (
    <ul className={classes.panelList}>
      {props.visits.map((visit) => {
        const { id, home, fromMs, toMs, state, waitsFor, seen, leftAtMs } = visit;
        const isLate = overstays(visit, nowMs);
        return (
          <li
            key={id}
            className={classes.item}
            data-testid="visit"
            data-visit={id}
            data-state={state}
            data-overstays={isLate}
          >
            <span className={classes.main}>
              <VisitorName visit={visit} />
              <span className={classes.more}>
                {t('visits.toHome', { home: homeName(home) })} · {formatClock(fromMs, nowMs)} –{' '}
                {formatClock(toMs, nowMs)}
              </span>
              {seen && (
                <span className={classes.more}>
                  {t(seen.side === 'entry' ? 'visits.cameIn' : 'visits.wentOut', {
                    time: formatClock(seen.atMs, nowMs),
                  })}
                </span>
              )}
              {leftAtMs !== undefined && !isInside(visit) && (
                <span className={classes.more}>{t('visits.seenGone', { time: formatClock(leftAtMs, nowMs) })}</span>
              )}
            </span>
            {isLate && (
              <span className={classes.state} data-bad="true" data-testid="overstays">
                {toMs <= nowMs
                  ? t('visits.overstays', { age: formatAge(nowMs - toMs, t) })
                  : t('visits.insideCancelled')}
              </span>
            )}
            <span className={classes.state}>
              {t(`visitState.${state}`)}
              {waitsFor.map((word) => ` · ${t(`waitsFor.${word}`)}`)}
            </span>
            <Buttons visit={visit} deeds={props.deeds} onPass={props.onPass} />
          </li>
        );
      })}
    </ul>
  );
}
