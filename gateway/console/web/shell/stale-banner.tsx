import { useEffect, useState } from 'react';
import type { LiveState } from '../api/use-overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './shell.module.css';

/** A break shorter than this is not worth a word. */
const patienceMs = 3000;

/** True once the gateway has been silent for longer than three seconds. */
export function useStale({ connected }: LiveState): boolean {
  const [stale, setStale] = useState(false);
  useEffect(() => {
    if (connected) return setStale(false);
    const timer = setTimeout(() => setStale(true), patienceMs);
    return () => clearTimeout(timer);
  }, [connected]);
  return stale;
}

/** Says how old everything on the page is. */
export function StaleBanner({ live }: { live: LiveState }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  return (
    <div className={classes.stale} role="alert" data-testid="stale-banner">
      <strong>{t('stale.banner', { time: formatClock(live.heardAtMs, nowMs) })}</strong>{' '}
      <span>{t('stale.detail')}</span>
    </div>
  );
}
