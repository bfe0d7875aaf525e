import { Button, Modal, Progress, Radio, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ConsoleAlarm, ConsoleExport } from '../../console-ports.ts';
import { type Texts, useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from './evidence.module.css';
import { type Exporting, useExports } from './use-exports.ts';

const shortestReason = 5;
const longestReason = 300;

function ExportForm({ alarm, exporting }: { alarm: ConsoleAlarm; exporting: Exporting }) {
  const { t, code } = useTexts();
  const [what, setWhat] = useState<ConsoleExport['what']>(alarm.clip === 'ready' ? 'clip' : 'picture');
  const [show, setShow] = useState<ConsoleExport['show']>('nobody');
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    exporting.ask({ alarm: alarm.id, what, show, reason: reason.trim() }, () => setReason(''));
  };
  return (
    <form onSubmit={submit} className={classes.form}>
      <Radio.Group label={t('export.what')} value={what} onChange={(value) => setWhat(value as typeof what)}>
        <div className={classes.choices}>
          <Radio value="clip" label={t('export.clip')} disabled={alarm.clip !== 'ready'} />
          <Radio value="picture" label={t('export.picture')} disabled={!alarm.hasSnapshot} />
        </div>
      </Radio.Group>
      <Radio.Group label={t('export.show')} value={show} onChange={(value) => setShow(value as typeof show)}>
        <div className={classes.choices} data-stacked="true">
          <Radio value="nobody" label={t('export.nobody')} description={t('export.nobodyHint')} />
          <Radio value="subjects" label={t('export.subjects')} description={t('export.subjectsHint')} />
        </div>
      </Radio.Group>
      <Textarea
        label={t('export.reason')}
        description={t('export.reasonHint', { n: shortestReason })}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        minLength={shortestReason}
        maxLength={longestReason}
        rows={2}
        required
        data-autofocus
        data-testid="export-reason"
      />
      {exporting.problem && (
        <p className={classes.problem} role="alert">
          {t('export.refused', { reason: code('reason', exporting.problem) })}
        </p>
      )}
      <Button
        type="submit"
        color="dark"
        disabled={exporting.busy || reason.trim().length < shortestReason}
        data-testid="export-submit"
      >
        {t(exporting.busy ? 'export.asking' : 'export.submit')}
      </Button>
    </form>
  );
}

function describeState({ state, progress, problem, bytes }: ConsoleExport, { t, code }: Texts): string {
  if (state === 'waiting') return t('export.waiting');
  if (state === 'working') return t('export.working', { n: Math.floor(progress * 100) });
  if (state === 'cancelled') return t('export.cancelled');
  if (state === 'failed') return t('export.failed', { reason: code('reason', problem ?? 'failed') });
  return bytes === undefined ? t('export.gone') : t('export.ready', { mb: (bytes / 1_000_000).toFixed(1) });
}

function ExportRow({ item, exporting }: { item: ConsoleExport; exporting: Exporting }) {
  const texts = useTexts();
  const { t } = texts;
  const nowMs = useSiteNow();
  const under = item.state === 'waiting' || item.state === 'working';
  const kept = item.state === 'ready' && item.bytes !== undefined;
  return (
    <li className={classes.export} data-testid="export" data-state={item.state}>
      <div>
        <strong>
          {t(item.what === 'clip' ? 'export.clip' : 'export.picture')} ·{' '}
          {t(item.show === 'nobody' ? 'export.nobody' : 'export.subjects')}
        </strong>
        <small>
          {formatClock(item.askedAtMs, nowMs)} · {item.user} · {item.reason}
        </small>
        <span role="status">{describeState(item, texts)}</span>
        {item.state === 'working' && (
          <Progress value={item.progress * 100} color="gray" aria-label={t('export.progress')} />
        )}
      </div>
      {kept && (
        <Button
          component="a"
          href={`/api/exports/${encodeURIComponent(item.id)}/file`}
          download
          variant="default"
          size="compact-sm"
          data-testid="export-download"
        >
          {t('export.download')}
        </Button>
      )}
      {(under || kept) && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => exporting.end(item.id)}>
          {t(under ? 'export.cancel' : 'export.remove')}
        </Button>
      )}
    </li>
  );
}

/** A copy for others: what of, who stays visible, why; then how far it is, and the file. */
export function ExportDialog({ alarm, onClose }: { alarm: ConsoleAlarm; onClose(): void }) {
  const { t } = useTexts();
  const exporting = useExports();
  const mine = exporting.exports.filter((item) => item.alarm === alarm.id);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('export.heading')}
      centered
      size="lg"
      lockScroll={false}
      data-testid="export-dialog"
      // The page's keys do not act on what lies under the dialog.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <ExportForm alarm={alarm} exporting={exporting} />
      {mine.length > 0 && (
        <section className={classes.exports}>
          <h3>{t('export.list')}</h3>
          <ul>
            {mine.map((item) => (
              <ExportRow key={item.id} item={item} exporting={exporting} />
            ))}
          </ul>
        </section>
      )}
      <p className={classes.note}>{t('export.audited')}</p>
    </Modal>
  );
}
