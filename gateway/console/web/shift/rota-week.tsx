import { findGaps } from '../../../duty/find-gaps.ts';
import type { Answer } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { fieldToMs, lastDayToMs, msToDay, msToMoment } from '../parts/field-time.ts';
import { siteNowMs } from '../parts/site-clock.ts';
import classes from './shift.module.css';

type Shift = Answer<'/api/shifts'>['shifts'][number];

interface RotaWeekProps {
  days: readonly string[];
  shifts: Shift[];
  onOpen?(shift: Shift): void;
}

const weekday = (day: string, language: string) =>
  new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`));
const clockOf = (ms: number) => msToMoment(ms).slice(11);

function ShiftCell({ shift, onOpen }: { shift: Shift; onOpen: RotaWeekProps['onOpen'] }) {
  const { t } = useTexts();
  const { role, fromMs, toMs, users } = shift;
  const words = (
    <>
      <strong>{t(`duty.${role}`)}</strong> {clockOf(fromMs)}–{clockOf(toMs)}
      <br />
      {users.join(', ') || t('rota.nobody')}
    </>
  );
  if (!onOpen || toMs <= siteNowMs()) return <div className={classes.shift}>{words}</div>;
  return (
    <button type="button" className={classes.shift} data-testid="rota-shift" onClick={() => onOpen(shift)}>
      {words}
    </button>
  );
}

/** Seven days side by side; below each other on a phone. */
export function RotaWeek({ days, shifts, onOpen }: RotaWeekProps) {
  const { t, language } = useTexts();
  const today = msToDay(siteNowMs());
  if (shifts.length === 0) return <EmptyState title={t('rota.empty')} testid="rota-empty" />;
  const needs = { guard: 1, lead: 1 };
  return (
    <div className={classes.week} data-testid="rota-week">
      {days.map((day) => {
        const fromMs = fieldToMs(day) ?? 0;
        const toMs = lastDayToMs(day) ?? 0;
        const openMs = Math.max(fromMs, siteNowMs());
        const gaps = openMs < toMs ? findGaps(shifts, openMs, toMs, needs) : [];
        return (
          <section key={day} className={classes.day} aria-label={day}>
            <h3 aria-current={day === today ? 'date' : undefined}>
              {day.slice(5)} <span className={classes.dim}>{weekday(day, language)}</span>
            </h3>
            {shifts
              .filter((shift) => shift.fromMs >= fromMs && shift.fromMs < toMs)
              .map((shift) => (
                <ShiftCell key={shift.id} shift={shift} onOpen={onOpen} />
              ))}
            {gaps.map((gap) => (
              <div key={`${gap.role}-${gap.fromMs}`} className={classes.gap} data-testid="rota-gap">
                ⚠ {t(`duty.${gap.role}`)}{' '}
                {t(gap.have === 0 ? 'rota.gap' : 'rota.gapShort', {
                  ...{ from: clockOf(gap.fromMs), to: clockOf(gap.toMs), have: gap.have, need: gap.need },
                })}
              </div>
            ))}
          </section>
        );
      })}
    </div>
  );
}
