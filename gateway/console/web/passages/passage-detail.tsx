import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { api } from '../api/api.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { ExportDialog } from '../queue/export-dialog.tsx';
import { useKeys } from '../shell/use-keys.ts';
import { PassageWhy } from '../site/passage-why.tsx';
import classes from './passages.module.css';

/** An alarm of the same place within this time is about the same thing. */
const nearMs = 30_000;

/** Alarms and their pictures that stand at the same place and time. */
function Alarms({ place, atMs }: { place: string; atMs: number }) {
  const { t, code } = useTexts();
  const { may } = useSession();
  const nowMs = useSiteNow();
  const query = { fromMs: atMs - nearMs, toMs: atMs + nearMs, limit: 50 };
  const enabled = may('alarms.view');
  const found = api.useQuery('get', '/api/alarms/search', { params: { query } }, { enabled, retry: false });
  const here = (found.data?.alarms ?? []).filter(({ source }) => source === place);
  const [exporting, setExporting] = useState<string>();
  const chosen = here.find(({ id }) => id === exporting);
  if (here.length === 0) return null;
  return (
    <section data-testid="passage-alarms">
      <h3>{t('passages.alarms')}</h3>
      {here.map(({ id, type, raisedAtMs, hasSnapshot, clip }) => (
        <div key={id}>
          <Link href={`~/alarms/${id}`}>
            {code('alarm', type)} · {formatClock(raisedAtMs, nowMs)}
          </Link>
          {hasSnapshot && may('cameras.view') && (
            <img
              className={classes.picture}
              src={`/api/alarms/${id}/snapshot`}
              alt={t('detail.snapshot')}
              loading="lazy"
            />
          )}
          {may('evidence.export') && (hasSnapshot || clip === 'ready') && (
            <Button size="xs" variant="default" data-testid="passage-export" onClick={() => setExporting(id)}>
              {t('evidence.export')}
            </Button>
          )}
        </div>
      ))}
      {chosen && <ExportDialog alarm={chosen} onClose={() => setExporting(undefined)} />}
    </section>
  );
}

export interface PassageDetailProps {
  passage: {
    id: string;
    atMs: number;
    ring: 1 | 2 | 3;
    source: string;
    sourceName: { zh: string; en: string };
    outcome: 'granted' | 'denied' | 'ask-guard';
    reason: string;
  };
  onClose(): void;
}

/** One passage: every rule that was asked, in order, with its answer, and what else happened there. */
export function PassageDetail({ passage, onClose }: PassageDetailProps) {
  const { t, name, code } = useTexts();
  const nowMs = useSiteNow();
  useKeys([[['Escape'], onClose, 'passages.keyClose']]);
  const { id, atMs, ring, source, sourceName, outcome, reason } = passage;
  return (
    <aside className={classes.detail} aria-label={t('passages.one')} data-testid="passage-detail">
      <header className={classes.detailHead}>
        <h2>
          <RingBadge ring={ring} size={16} /> {name(sourceName)}
        </h2>
        <Button size="xs" variant="default" data-testid="passage-close" onClick={onClose}>
          {t('parts.close')}
        </Button>
      </header>
      <p>
        {formatClock(atMs, nowMs)} ·{' '}
        <span className={classes.outcome} data-outcome={outcome}>
          {t(`passage.${outcome}`)}
        </span>
        {reason !== 'granted' && ` · ${code('reason', reason)}`}
      </p>
      <h3>{t('passages.rules')}</h3>
      <PassageWhy passage={id} />
      <Alarms place={source} atMs={atMs} />
    </aside>
  );
}
