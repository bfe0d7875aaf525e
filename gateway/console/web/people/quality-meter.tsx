import type { ConsoleEnrolment } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './person.module.css';

/** How near each hint is to a picture that can be used, 0…1: in the order in which the looks are judged. */
const quality: Record<ConsoleEnrolment['hint'], number> = {
  'look-at-camera': 0.1,
  'one-person-only': 0.2,
  'come-closer': 0.3,
  'uncover-face': 0.4,
  'turn-to-camera': 0.5,
  'more-light': 0.6,
  'less-light': 0.6,
  'hold-still': 0.75,
  'turn-a-little': 0.9,
  good: 1,
};

/** How good the picture is now; what to do about it stands in words below. */
export function QualityMeter({ hint }: { hint: ConsoleEnrolment['hint'] }) {
  const { t } = useTexts();
  return (
    <label className={classes.state}>
      {t('enrol.quality')}
      <meter
        className={classes.meter}
        min={0}
        max={1}
        low={0.5}
        high={0.85}
        optimum={1}
        value={quality[hint]}
        data-testid="quality"
      />
    </label>
  );
}
