import type { ReactNode } from 'react';
import { useTexts } from '../locales/i18n.ts';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { Section } from '../parts/section.tsx';
import type { HandOver } from './hand-over.ts';
import classes from './shift.module.css';
import { useClock } from './use-clock.ts';

function Part({ title, rows }: { title: string; rows: ReactNode[] }) {
  const { t } = useTexts();
  return (
    <>
      <h3 className={classes.part}>
        {title} ({rows.length})
      </h3>
      {rows.length === 0 ? (
        <p className={classes.dim}>{t('handover.nothing')}</p>
      ) : (
        <ul className={classes.list}>{rows}</ul>
      )}
    </>
  );
}

const Row = ({ children }: { children: ReactNode }) => <li className={classes.row}>{children}</li>;

/** How the site stands: what one shift leaves to the next. */
export function HandOverStanding({ snapshot }: { snapshot: HandOver['snapshot'] }) {
  const { t, name, code } = useTexts();
  const clock = useClock();
  const { open, shelved, outOfService, broken, modes, drills, visitsWaiting } = snapshot;
  const alarm = (one: HandOver['snapshot']['open'][number]) => (
    <>
      <PriorityMark priority={one.priority} />
      <span className={classes.grow}>
        {code('alarm', one.type)} · {name(one.sourceName)}
      </span>
      <span className={classes.dim}>{t('handover.since', { time: clock(one.raisedAtMs) })}</span>
    </>
  );
  return (
    <Section title={t('handover.step1')} testid="standing">
      <p className={classes.dim}>{t('handover.asOf', { time: clock(snapshot.atMs) })}</p>
      <Part title={t('handover.openAlarms')} rows={open.map((one) => <Row key={one.alarm}>{alarm(one)}</Row>)} />
      <Part
        title={t('handover.shelved')}
        rows={shelved.map((one) => (
          <Row key={one.alarm}>
            {alarm(one)}
            <span className={classes.dim}>
              {t('handover.until', { time: clock(one.untilMs) })}: {one.reason}
            </span>
          </Row>
        ))}
      />
      <Part
        title={t('handover.outOfService')}
        rows={outOfService.map((one) => (
          <Row key={one.id}>
            <span className={classes.grow}>{name(one.name)}</span>
            <span className={classes.dim}>
              {t('handover.until', { time: clock(one.untilMs) })}: {one.reason}
            </span>
          </Row>
        ))}
      />
      <Part
        title={t('handover.broken')}
        rows={broken.map((one) => (
          <Row key={one.id}>
            <span className={classes.grow}>{name(one.name)}</span>
            <span className={classes.dim}>{t('handover.since', { time: clock(one.sinceMs) })}</span>
          </Row>
        ))}
      />
      <Part
        title={t('handover.modes')}
        rows={modes.map((one) => (
          <Row key={one.id}>
            <span className={classes.grow}>{t(`handover.mode.${one.kind}`)}</span>
            <span className={classes.dim}>{t('handover.since', { time: clock(one.sinceMs) })}</span>
          </Row>
        ))}
      />
      <Part
        title={t('handover.drills')}
        rows={drills.map((one) => <Row key={one.id}>{t('handover.until', { time: clock(one.endsAtMs) })}</Row>)}
      />
      <h3 className={classes.part}>
        {t('handover.visits')} ({visitsWaiting})
      </h3>
    </Section>
  );
}
