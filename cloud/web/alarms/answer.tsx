import type { AlarmView } from '../../api/views.ts';
import { type TextKey, useTexts } from '../locales/texts.ts';
import { useCloudNow } from '../parts/cloud-clock.ts';
import { formatTime } from '../parts/format-time.ts';

const words: Record<NonNullable<AlarmView['ours']>['outcome'], TextKey> = {
  'not-heard': 'answer.notHeard',
  heard: 'answer.heard',
  first: 'answer.first',
  second: 'answer.second',
};

/** Who has answered an alarm: the site, the cloud, or both, and then who was first. */
export function Answer({ alarm }: { alarm: AlarmView }) {
  const { t } = useTexts();
  const nowMs = useCloudNow();
  const { ours, acknowledgedAtMs, acknowledgedBy } = alarm;
  const siteTime = acknowledgedAtMs === null ? '' : formatTime(acknowledgedAtMs, nowMs);
  if (!ours) {
    if (acknowledgedAtMs === null) return null;
    const text = acknowledgedBy === 'cloud' ? 'answer.cloud' : 'answer.site';
    return <p className="answer">{t(text, { time: siteTime })}</p>;
  }
  const values = { by: ours.by, time: formatTime(ours.atMs, nowMs), site: siteTime };
  return (
    <p className="answer" data-testid="answer" data-outcome={ours.outcome}>
      {t(words[ours.outcome], values)}
    </p>
  );
}
