import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import type { ConsoleAlarm, ConsoleCamera } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { LivePicture } from '../video/live-picture.tsx';
import { AlarmFacts, Snapshot } from './alarm-facts.tsx';
import { AlarmMarks } from './alarm-marks.tsx';
import classes from './detail.module.css';
import { EvidencePanel } from './evidence-panel.tsx';
import file from './file.module.css';
import { HistoryList } from './history-list.tsx';
import { ResponseList } from './response-list.tsx';
import { StepBar } from './step-bar.tsx';
import { readTimings, TimeBars } from './time-bars.tsx';
import { ToldList } from './told-list.tsx';
import { useHistory, useRationale, useStepFacts } from './use-alarm-file.ts';
import type { Deeds } from './use-deeds.ts';

/** The map weighs more than the desk: it comes when the first alarm is open. */
const GatePanel = lazy(() => import('../gate/gate-panel.tsx').then((m) => ({ default: m.GatePanel })));
const NearMap = lazy(() => import('../map/near-map.tsx').then((m) => ({ default: m.NearMap })));

/** Who has it, and whether somebody was a moment earlier. */
function Owner({ alarm, deeds }: { alarm: ConsoleAlarm; deeds: Deeds }) {
  const { t, code } = useTexts();
  const { user: me } = useSession();
  const nowMs = useSiteNow();
  const { acknowledgedBy: user, acknowledgedAtMs } = alarm;
  if (user === undefined || acknowledgedAtMs === undefined) {
    return deeds.busy?.alarm === alarm.id ? <span className={classes.taken}>{t('detail.acknowledging')}</span> : null;
  }
  const late = deeds.tooLate === alarm.id && user !== me;
  const time = formatClock(acknowledgedAtMs, nowMs);
  return (
    <span className={classes.taken} data-testid="acknowledged-by" role="status">
      <Icon name="check" /> {t(late ? 'detail.alreadyBy' : 'detail.acknowledgedBy', { user, time })}
      {alarm.state !== 'acknowledged' && <strong data-testid="alarm-state">{code('alarmState', alarm.state)}</strong>}
    </span>
  );
}

/** Other guards who have this alarm open now. */
function Others({ alarm }: { alarm: string }) {
  const { t } = useTexts();
  const { user: me } = useSession();
  const { overview } = useSite();
  const others = (overview.present ?? []).filter((each) => each.alarm === alarm && each.user !== me);
  if (others.length === 0) return null;
  return (
    <p className={classes.others} role="status" data-testid="others">
      <Icon name="people" /> {t('detail.others', { users: others.map(({ user }) => user).join(', ') })}
    </p>
  );
}

/** Why it stands beside the list, and until when. */
function HiddenNote({ alarm: { hidden } }: { alarm: ConsoleAlarm }) {
  const { t, code } = useTexts();
  const nowMs = useSiteNow();
  if (!hidden) return null;
  return (
    <p className={classes.others} data-testid="hidden-note">
      {code('hidden', hidden.kind)}
      {hidden.untilMs !== undefined && ` · ${t('history.until', { time: formatClock(hidden.untilMs, nowMs) })}`}
      {hidden.by !== undefined && ` · ${hidden.by}`}
      {hidden.reason !== undefined && ` · ${hidden.reason}`}
    </p>
  );
}

function Head({ alarm, deeds, onClose }: { alarm: ConsoleAlarm; deeds: Deeds; onClose(): void }) {
  const { t, name } = useTexts();
  return (
    <header className={classes.head}>
      <button type="button" className={classes.back} onClick={onClose} aria-label={t('detail.close')}>
        <Icon name="back" size={20} />
      </button>
      <PriorityMark priority={alarm.priority} />
      <h1 className={classes.title}>{t(`alarm.${alarm.type}`)}</h1>
      <span className={classes.place}>
        <RingBadge ring={alarm.ring} /> {name(alarm.sourceName)}
      </span>
      <AlarmMarks alarm={alarm} />
      <Owner alarm={alarm} deeds={deeds} />
    </header>
  );
}

export interface AlarmDetailProps {
  alarm: ConsoleAlarm;
  camera: ConsoleCamera | undefined;
  deeds: Deeds;
  onClose(): void;
}

/** One alarm with everything a guard needs to judge it and to handle it, step by step. */
export function AlarmDetail({ alarm, camera, deeds, onClose }: AlarmDetailProps) {
  const { t } = useTexts();
  const { may } = useSession();
  const rationale = useRationale(alarm.type);
  const { data: history } = useHistory(alarm);
  const facts = useStepFacts(rationale, history);
  return (
    <article className={classes.detail} data-testid="detail" data-alarm={alarm.id} data-state={alarm.state}>
      <Head alarm={alarm} deeds={deeds} onClose={onClose} />
      <Others alarm={alarm.id} />
      <HiddenNote alarm={alarm} />
      {may('alarms.handle') ? (
        <StepBar key={`${alarm.id} steps`} alarm={alarm} facts={facts} history={history ?? []} deeds={deeds} />
      ) : (
        <p className={file.dim}>{t('step.onlyLook')}</p>
      )}
      {history && <TimeBars alarm={alarm} timings={readTimings(alarm, history)} />}
      <div className={classes.pictures} data-clip={alarm.clip !== undefined}>
        {camera && may('cameras.view') ? (
          <LivePicture key={camera.id} camera={camera} />
        ) : (
          <div className={classes.noCamera}>{t(camera ? 'camera.notForRole' : 'detail.noCamera')}</div>
        )}
        {may('cameras.view') && <EvidencePanel key={alarm.id} alarm={alarm} />}
      </div>
      <div className={classes.below} data-snapshot={alarm.hasSnapshot}>
        <Snapshot key={`${alarm.id} ${alarm.hasSnapshot}`} alarm={alarm} />
        <AlarmFacts alarm={alarm} />
      </div>
      <Suspense>
        <GatePanel alarm={alarm} />
      </Suspense>
      {alarm.incident !== undefined && (
        <Link href={`~/incidents/${alarm.incident}`} className={classes.link} data-testid="to-incident">
          {t('detail.incident')}
        </Link>
      )}
      <div className={classes.columns}>
        {rationale && <ResponseList alarm={alarm.id} rationale={rationale} />}
        {history && (
          <section className={file.part}>
            <h2>{t('history.heading')}</h2>
            <HistoryList entries={history} />
          </section>
        )}
        <ToldList alarm={alarm.id} />
        <Suspense>
          <NearMap source={alarm.source} />
        </Suspense>
      </div>
    </article>
  );
}
