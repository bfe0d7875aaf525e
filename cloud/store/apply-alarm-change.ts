import { type AlarmChange, type Picture, projectAlarm } from './project-alarm.ts';
import type { AlarmRow, OwnAcknowledgement } from './store.ts';

/** An operator's acknowledgement counts until the alarm is raised anew; a gateway that names the cloud has heard it. */
function keepOurs(before: AlarmRow, picture: Picture, nowMs: number): OwnAcknowledgement | null {
  const { ours } = before;
  if (!ours) return null;
  const isAnew = before.picture.acknowledgedAtMs !== null && picture.acknowledgedAtMs === null;
  if (isAnew && ours.heardMs !== null) return null;
  return { ...ours, heardMs: ours.heardMs ?? (picture.acknowledgedBy === 'cloud' ? nowMs : null) };
}

/** An alarm after one word of its gateway; the next revision is given when it is written down. */
export function applyAlarmChange(
  before: AlarmRow | undefined,
  { gateway, site, nowMs }: { gateway: string; site: string; nowMs: number },
  change: AlarmChange,
): AlarmRow {
  const { alarm, type, ring, source } = change.record;
  const timeline = projectAlarm(before, change);
  const ours = before ? keepOurs(before, timeline.picture, nowMs) : null;
  return { ...timeline, gateway, alarm, revision: 0, type, ring, source, site, receivedAtMs: nowMs, ours };
}
