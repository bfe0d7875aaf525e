import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from './cloud-clock.ts';
import { formatAge, formatTime } from './format-time.ts';

/** How long ago something was, ticking by the cloud's time; `ago` puts it as "3 min ago". The time itself is its title. */
export function AgeText({ atMs, ago = false }: { atMs: number; ago?: boolean }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const age = formatAge(nowMs - atMs, t);
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatTime(atMs, nowMs)}>
      {ago ? t('age.ago', { age }) : age}
    </time>
  );
}
