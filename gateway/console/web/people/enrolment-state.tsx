import type { ConsoleEnrolment } from '../../console-ports.ts';
import { type TextKey, useTexts } from '../locales/i18n.ts';
import { Icon } from '../parts/icons.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './people.module.css';

const hintTexts: Record<ConsoleEnrolment['hint'], TextKey> = {
  'look-at-camera': 'people.hint.look-at-camera',
  'come-closer': 'people.hint.come-closer',
  'one-person-only': 'people.hint.one-person-only',
  'turn-to-camera': 'people.hint.turn-to-camera',
  'uncover-face': 'people.hint.uncover-face',
  'hold-still': 'people.hint.hold-still',
  'more-light': 'people.hint.more-light',
  'less-light': 'people.hint.less-light',
  good: 'people.hint.good',
  'turn-a-little': 'people.hint.turn-a-little',
};
const manyLooks = 3;

function Dots({ kept, wanted }: { kept: number; wanted: number }) {
  const { t } = useTexts();
  const text = t('people.progress', { kept, wanted });
  return (
    <span className={classes.dots} role="img" aria-label={text} title={text}>
      {Array.from({ length: wanted }, (_, at) => at).map((at) => (
        <i key={at} data-kept={at < kept} />
      ))}
    </span>
  );
}

/** What to say to the person now; then how it ended. */
export function EnrolmentState({ enrolment }: { enrolment: ConsoleEnrolment }) {
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  const { state, hint, kept, wanted, endsAtMs, reasons, alike } = enrolment;
  if (state === 'running') {
    return (
      <div className={classes.running} data-testid="enrolment" data-state="running">
        <strong className={classes.hint} role="status" data-testid="enrol-hint" data-hint={hint}>
          {hint === 'good' && <Icon name="check" size={24} />}
          {t(hintTexts[hint])}
        </strong>
        <Dots kept={kept} wanted={wanted} />
        <span className={classes.faint}>
          {t('people.left', { s: Math.max(0, Math.ceil((endsAtMs - nowMs) / 1000)) })}
        </span>
      </div>
    );
  }
  if (state === 'done') {
    return (
      <div className={classes.ended} role="status" data-testid="enrolment" data-state="done">
        <strong>
          <Icon name="check" /> {t('people.done', { n: kept })}
        </strong>
        {kept < manyLooks && <span>{t('people.fewLooks', { n: kept })}</span>}
        {alike.length > 0 && <span className={classes.warn}>{t('people.alike', { ids: alike.join(', ') })}</span>}
      </div>
    );
  }
  return (
    <div className={classes.ended} role="status" data-testid="enrolment" data-state="refused">
      <strong>{t('people.refused', { reason: code('reason', reasons[0] ?? 'failed') })}</strong>
      <span>{t('people.nothingKept')}</span>
    </div>
  );
}
