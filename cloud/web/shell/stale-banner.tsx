import type { LiveState } from '../api/live-stream.ts';
import { useTexts } from '../locales/texts.ts';
import { toCloudMs, useCloudNow } from '../parts/cloud-clock.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';

/** Says since when the page may no longer be true, what still works and what to do. */
export function StaleBanner({ live }: { live: LiveState }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  if (live.heardAtMs === undefined) return null;
  const heardMs = toCloudMs(live.heardAtMs);
  return (
    <div className="stale" role="alert" data-testid="stale">
      <strong>{t('stale.banner', { age: formatAge(nowMs - heardMs, t), time: formatTime(heardMs, nowMs) })}</strong>{' '}
      {t('stale.detail')}
    </div>
  );
}
