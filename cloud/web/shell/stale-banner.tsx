import type { LiveState } from '../api/live-stream.ts';
import { useTexts } from '../locales/texts.ts';
import { toCloudMs, useCloudNow } from '../parts/cloud-clock.ts';
import { formatAge, formatTime } from '../parts/format-time.ts';

/** Says since when the page may no longer be true, what still works and what to do. */
export function StaleBanner({ live }: { live: LiveState }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const heardMs = live.heardAtMs === undefined ? undefined : toCloudMs(live.heardAtMs);
  const text =
    heardMs === undefined
      ? t('stale.never')
      : t('stale.banner', { age: formatAge(nowMs - heardMs, t), time: formatTime(heardMs, nowMs) });
  return (
    <div className="stale" role="alert" data-testid="stale">
      <strong>{text}</strong> {t('stale.detail')}
    </div>
  );
}
