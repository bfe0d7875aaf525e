import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './state.module.css';

const quietMs = 1000;

/** Nothing for a second; then words on what is being fetched (`what`: "Doors"). */
export function LoadingWords({ what }: { what: string }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.state} role="status" data-testid="loading">
      {late && <span className={classes.hint}>{t('parts.loading', { what })}</span>}
    </div>
  );
}
