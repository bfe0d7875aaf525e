import { useEffect, useState } from 'react';
import type { LiveState } from '../api/use-overview.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './shell.module.css';

/** A break shorter than this is not worth a word. */
const patienceMs = 3000;

/** True once what is shown could not be kept up to date for longer than three seconds. */
export function useStale({ connected, behind }: LiveState): boolean {
  const [stale, setStale] = useState(false);
  useEffect(() => {
    if (connected && !behind) return setStale(false);
    const timer = setTimeout(() => setStale(true), patienceMs);
    return () => clearTimeout(timer);
  }, [connected, behind]);
  return stale;
}

/** Says how old everything on the page is. */
export function StaleBanner({ live }: { live: LiveState }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const time = formatClock(live.heardAtMs, nowMs);
  const age = formatAge(nowMs - live.heardAtMs, t);
  return (
    <div className={classes.stale} role="alert" data-testid="stale-banner">
      <strong>{t(live.connected ? 'stale.unread' : 'stale.banner', { time, age })}</strong>{' '}
      <span>{t('stale.detail')}</span>
    </div>
  );
}
