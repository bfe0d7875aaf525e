import { useEffect, useState } from 'react';
import { useTexts } from '../locales/i18n.ts';
import classes from './person.module.css';

const everyMs = 500;

/** What the camera sees, for whoever may enrol but not look at cameras: while the enrolment runs, and only then. */
export function EnrolPicture({ resident }: { resident: string }) {
  const { t } = useTexts();
  const [tick, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((known) => known + 1), everyMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <img
      className={classes.picture}
      alt={t('enrol.picture')}
      src={`/api/residents/${resident}/enrolment/picture?${tick}`}
      data-testid="enrol-picture"
    />
  );
}
