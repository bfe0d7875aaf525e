import { useEffect, useState } from 'react';
import type { ConsoleEnrolment } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import classes from './person.module.css';

const everyMs = 500;

/** What the camera sees, for whoever may enrol but not look at cameras: while the enrolment runs, and only then. */
export function EnrolPicture({ enrolment }: { enrolment: ConsoleEnrolment | undefined }) {
  const { t } = useTexts();
  const [tick, setTick] = useState(0);
  const isRunning = enrolment?.state === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setTick((known) => known + 1), everyMs);
    return () => clearInterval(timer);
  }, [isRunning]);
  if (!isRunning)
    return (
      <div className={classes.picture} role="note" data-testid="picture-later">
        {t('enrol.pictureLater')}
      </div>
    );
  return (
    <img
      className={classes.picture}
      alt={t('enrol.picture')}
      src={`/api/residents/${enrolment.resident}/enrolment/picture?${tick}`}
      data-testid="enrol-picture"
    />
  );
}
