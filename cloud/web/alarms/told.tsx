import type { AlarmView } from '../../api/views.ts';
import { useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';

/** Who was told and when, level by level. */
export function Told({ alarm }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  return (
    <ol className="told" aria-label={t('duty.told')}>
      {alarm.told.map(({ level, atMs }) => (
        <li key={level}>
          <span className="dim">{t(`level.${level}`)}</span> {formatTime(atMs, nowMs)}
        </li>
      ))}
    </ol>
  );
}
