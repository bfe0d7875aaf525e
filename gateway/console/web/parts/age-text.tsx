import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from './format-time.ts';
import { useSiteNow } from './site-clock.ts';

/** How long ago something was, ticking by the gateway's time; `ago` puts it as "3 min ago". The time itself is its title. */
export function AgeText({ atMs, ago = false }: { atMs: number; ago?: boolean }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const age = formatAge(nowMs - atMs, t);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatClock(atMs, nowMs)}>
      {ago ? t('detail.ago', { age }) : age}
    </time>
  );
}
