import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import picture from '../video/live-picture.module.css';
import classes from './evidence.module.css';
import { ExportDialog } from './export-dialog.tsx';

/** Opens the dialog; nothing where there is nothing to export, or the role may not. */
export function ExportButton({ alarm }: { alarm: ConsoleAlarm }) {
  const { t } = useTexts();
  const { may } = useSession();
  const [open, setOpen] = useState(false);
  if (!may('evidence.export') || (alarm.clip !== 'ready' && !alarm.hasSnapshot)) return null;
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpen(true)} data-testid="export-open">
        {t('evidence.export')}
      </Button>
      {open && <ExportDialog alarm={alarm} onClose={() => setOpen(false)} />}
    </>
  );
}

function Recording({ untilMs }: { untilMs: number | undefined }) {
  const { t } = useTexts();
  const nowMs = useSiteNow();
  const leftS = Math.ceil(((untilMs ?? nowMs) - nowMs) / 1000);
  return (
    <div className={picture.cover} role="status">
      <strong>{leftS > 0 ? t('evidence.recording', { s: leftS }) : t('evidence.saving')}</strong>
    </div>
  );
}

function Film({ alarm }: { alarm: ConsoleAlarm }) {
  const { t } = useTexts();
  const [unplayable, setUnplayable] = useState(false);
  if (unplayable) {
    return (
      <div className={picture.cover} role="status">
        {t('evidence.unplayable')}
      </div>
    );
  }
  return (
    <video
      className={picture.image}
      src={`/api/alarms/${encodeURIComponent(alarm.id)}/clip`}
      controls
      controlsList="nodownload noremoteplayback"
      disablePictureInPicture
      muted
      playsInline
      preload="metadata"
      aria-label={t('evidence.clip')}
      data-testid="alarm-clip"
      onError={() => setUnplayable(true)}
    />
  );
}

function NoFilm({ problem }: { problem: string }) {
  const { t, code } = useTexts();
  return (
    <div className={picture.cover} role="status">
      <strong>{t('evidence.none', { reason: code('reason', problem) })}</strong>
      <span className={picture.faint}>{t('evidence.noneHint')}</span>
    </div>
  );
}

/** What was seen shortly before and after an alarm: being recorded, to be played, or why there is none. */
export function EvidencePanel({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, code } = useTexts();
  if (alarm.clip === undefined) return null;
  return (
    <figure className={picture.picture} data-testid="evidence" data-clip={alarm.clip}>
      <div className={picture.screen}>
        {alarm.clip === 'pending' && <Recording untilMs={alarm.clipUntilMs} />}
        {alarm.clip === 'ready' && <Film alarm={alarm} />}
        {alarm.clip === 'failed' && <NoFilm problem={alarm.clipProblem ?? 'failed'} />}
      </div>
      <figcaption className={`${picture.caption} ${classes.caption}`}>
        <span className={picture.name}>{t('evidence.clip')}</span>
        {alarm.clip === 'ready' && alarm.clipProblem !== undefined && (
          <span className={picture.live}>{t('evidence.shorter', { reason: code('reason', alarm.clipProblem) })}</span>
        )}
        <span className={classes.aside}>
          <ExportButton alarm={alarm} />
        </span>
      </figcaption>
    </figure>
  );
}
