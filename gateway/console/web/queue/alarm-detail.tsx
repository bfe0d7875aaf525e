import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ConsoleAlarm, ConsoleCamera } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatAge, formatClock } from '../parts/format-time.ts';
import { Icon } from '../parts/icons.tsx';
import parts from '../parts/parts.module.css';
import { PriorityMark } from '../parts/priority-mark.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { LivePicture } from '../video/live-picture.tsx';
import classes from './detail.module.css';
import { EvidencePanel, ExportButton } from './evidence-panel.tsx';
import type { Acknowledging } from './use-acknowledge.ts';

function Snapshot({ alarm }: { alarm: ConsoleAlarm }) {
  const { t } = useTexts();
  const [failed, setFailed] = useState(false);
  if (!alarm.hasSnapshot) return null;
  return (
    <figure className={classes.snapshot}>
      {!failed ? (
        <img
          src={`/api/alarms/${encodeURIComponent(alarm.id)}/snapshot`}
          alt={t('detail.snapshot')}
          data-testid="alarm-snapshot"
          onError={() => setFailed(true)}
        />
      ) : (
        <div className={classes.noSnapshot}>{t('detail.snapshotFailed')}</div>
      )}
      <figcaption>
        {t('detail.snapshot')} {alarm.clip === undefined && <ExportButton alarm={alarm} />}
      </figcaption>
    </figure>
  );
}

function AlarmFacts({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, code, name } = useTexts();
  const nowMs = useSiteNow();
  const clock = (ms: number) => (
    <>
      {formatClock(ms, nowMs)} <small>{t('detail.ago', { age: formatAge(nowMs - ms, t) })}</small>
    </>
  );
  const state = alarm.momentary
    ? t('detail.momentary')
    : alarm.active
      ? t('detail.standing')
      : t('detail.cleared', { time: formatClock(alarm.clearedAtMs ?? alarm.lastAtMs, nowMs) });
  const factText = (key: string, value: string | number) => {
    const named = alarm.detailNames?.[key];
    if (named) return name(named);
    return typeof value === 'string' ? code('reason', value) : value;
  };
  const facts: [string, ReactNode][] = [
    [t('detail.raised'), clock(alarm.raisedAtMs)],
    [t('detail.state'), state],
    ...(alarm.hasSnapshot ? [] : ([[t('detail.snapshot'), t('detail.noSnapshot')]] as [string, ReactNode][])),
    ...(alarm.count > 1
      ? ([
          [t('detail.count'), alarm.count],
          [t('detail.last'), clock(alarm.lastAtMs)],
        ] as [string, ReactNode][])
      : []),
    ...Object.entries(alarm.detail).map(([key, value]): [string, ReactNode] => [
      code('fact', key),
      factText(key, value),
    ]),
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

function AcknowledgeBar({ alarm, acknowledging }: { alarm: ConsoleAlarm; acknowledging: Acknowledging }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const { acknowledgedBy: user, acknowledgedAtMs } = alarm;
  if (user !== undefined && acknowledgedAtMs !== undefined) {
    const late = acknowledging.tooLate === alarm.id;
    const time = formatClock(acknowledgedAtMs, nowMs);
    return (
      <span className={classes.taken} data-testid="acknowledged-by" role="status">
        <Icon name="check" /> {t(late ? 'detail.alreadyBy' : 'detail.acknowledgedBy', { user, time })}
      </span>
    );
  }
  const busy = acknowledging.busy === alarm.id;
  const { problem } = acknowledging;
  return (
    <span className={classes.act}>
      {problem && problem.alarm === alarm.id && (
        <span className={classes.problem} role="alert">
          {t('detail.failed', { code: problem.code })}
        </span>
      )}
      <Button
        color="dark"
        data-testid="acknowledge"
        disabled={busy}
        rightSection={<kbd className={parts.key}>A</kbd>}
        onClick={() => acknowledging.acknowledge(alarm)}
      >
        {t(busy ? 'detail.acknowledging' : 'detail.acknowledge')}
      </Button>
    </span>
  );
}

export interface AlarmDetailProps {
  alarm: ConsoleAlarm;
  camera: ConsoleCamera | undefined;
  acknowledging: Acknowledging;
  onClose(): void;
}

/** One alarm with everything a guard needs to judge it: what, where, since when, who has it, the picture then and now. */
export function AlarmDetail({ alarm, camera, acknowledging, onClose }: AlarmDetailProps) {
  const { t, name } = useTexts();
  return (
    <article className={classes.detail} data-testid="detail" data-alarm={alarm.id}>
      <header className={classes.head}>
        <button type="button" className={classes.back} onClick={onClose} aria-label={t('detail.close')}>
          <Icon name="back" size={20} />
        </button>
        <PriorityMark priority={alarm.priority} />
        <h1 className={classes.title}>{t(`alarm.${alarm.type}`)}</h1>
        <span className={classes.place}>
          <RingBadge ring={alarm.ring} /> {name(alarm.sourceName)}
        </span>
        <AcknowledgeBar alarm={alarm} acknowledging={acknowledging} />
      </header>
      <div className={classes.pictures} data-clip={alarm.clip !== undefined}>
        {camera ? (
          <LivePicture key={camera.id} camera={camera} />
        ) : (
          <div className={classes.noCamera}>{t('detail.noCamera')}</div>
        )}
        <EvidencePanel key={alarm.id} alarm={alarm} />
      </div>
      <div className={classes.below} data-snapshot={alarm.hasSnapshot}>
        <Snapshot key={`${alarm.id} ${alarm.hasSnapshot}`} alarm={alarm} />
        <AlarmFacts alarm={alarm} />
      </div>
    </article>
  );
}
