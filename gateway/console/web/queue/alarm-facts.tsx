import { type ReactNode, useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './detail.module.css';
import { ExportButton } from './evidence-panel.tsx';
import { FallPath } from './fall-path.tsx';

/** The picture that was kept with an alarm; nothing where there is none, or the role may not look. */
export function Snapshot({ alarm }: { alarm: ConsoleAlarm }) {
  const { t } = useTexts();
  const { may } = useSession();
  const [failed, setFailed] = useState(false);
  const [shape, setShape] = useState<number>();
  if (!alarm.hasSnapshot || !may('cameras.view')) return null;
  return (
    <figure className={classes.snapshot}>
      {!failed ? (
        <div className={classes.pictured}>
          <img
            src={`/api/alarms/${encodeURIComponent(alarm.id)}/snapshot`}
            alt={t('detail.snapshot')}
            data-testid="alarm-snapshot"
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setShape(naturalWidth / naturalHeight)}
            onError={() => setFailed(true)}
          />
          {shape !== undefined && <FallPath path={alarm.detail.path} shape={shape} />}
        </div>
      ) : (
        <div className={classes.noSnapshot}>{t('detail.snapshotFailed')}</div>
      )}
      <figcaption>
        {t('detail.snapshot')} {alarm.clip === undefined && <ExportButton alarm={alarm} />}
      </figcaption>
    </figure>
  );
}

/** What is known of an alarm: since when, whether its cause stands, how often, and what its source told. */
export function AlarmFacts({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, code, name } = useTexts();
  const nowMs = useSiteNow();
  const clock = (ms: number) => (
    <>
      {formatClock(ms, nowMs)} <small>{t('detail.ago', { age: formatAge(nowMs - ms, t) })}</small>
    </>
  );
  const cause = alarm.momentary
    ? t('detail.momentary')
    : alarm.active
      ? t('detail.standing')
      : t('detail.cleared', { time: formatClock(alarm.clearedAtMs ?? alarm.lastAtMs, nowMs) });
  const factText = (key: string, value: string | number) => {
    const named = alarm.detailNames?.[key];
    if (named) return name(named);
    return typeof value === 'string' ? code('reason', value) : value;
  };
  const more = (shown: boolean, ...facts: [string, ReactNode][]) => (shown ? facts : []);
  const facts: [string, ReactNode][] = [
    [t('detail.raised'), clock(alarm.raisedAtMs)],
    [t('detail.state'), cause],
    ...more(!alarm.hasSnapshot, [t('detail.snapshot'), t('detail.noSnapshot')]),
    ...more(alarm.count > 1, [t('detail.count'), alarm.count], [t('detail.last'), clock(alarm.lastAtMs)]),
    ...Object.entries(alarm.detail)
      // What has no words is an id for other panels: of the decision, of the drill, of a patrol; the way of a fall is drawn.
      .filter(([key]) => code('fact', key) !== key && (key !== 'checkpoint' || alarm.detailNames?.checkpoint))
      .map(([key, value]): [string, ReactNode] => [code('fact', key), factText(key, value)]),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
