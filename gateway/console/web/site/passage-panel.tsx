import { useState } from 'react';
import type { ConsolePassage } from '../../console-ports.ts';
import { useTexts } from '../locales/i18n.ts';
import { formatClock } from '../parts/format-time.ts';
import { Panel } from '../parts/panel.tsx';
import { RingBadge } from '../parts/ring-badge.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import { PassageWhy } from './passage-why.tsx';
import classes from './site.module.css';

function PassageRow({ passage }: { passage: ConsolePassage }) {
  const { t, name, code } = useTexts();
  const nowMs = useSiteNow();
  const { outcome, reason, method, alone } = passage;
  const [isOpen, setOpen] = useState(false);
  return (
    <li className={`${classes.row} ${classes.passage}`} data-testid="passage-row" data-outcome={outcome}>
      <time className={classes.clock}>{formatClock(passage.atMs, nowMs)}</time>
      <RingBadge ring={passage.ring} size={14} />
      <span className={classes.what}>
        <span className={classes.name}>{name(passage.sourceName)}</span>
        <span className={classes.more}>
          {t(`passage.${method}`)}
          {reason !== 'granted' && ` · ${code('reason', reason)}`}
          {alone && ` · ${t('passage.alone')}`}
        </span>
      </span>
      <button type="button" className={classes.whyButton} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t(isOpen ? 'why.close' : 'why.open')}
      </button>
      <span className={classes.outcome} data-outcome={outcome}>
        {t(`passage.${outcome}`)}
      </span>
      {isOpen && <PassageWhy passage={passage.id} />}
    </li>
  );
}

/** The last passages; no names and no plates. */
export function PassagePanel({ passages }: { passages: ConsolePassage[] }) {
  const { t } = useTexts();
  const newestFirst = [...passages].sort((a, b) => b.atMs - a.atMs);
  return (
    <Panel title={t('passage.heading')} testid="passages" grow>
      {passages.length === 0 && <p className={classes.none}>{t('passage.none')}</p>}
      <ul className={classes.list}>
        {newestFirst.map((passage) => (
          <PassageRow key={passage.id} passage={passage} />
        ))}
      </ul>
    </Panel>
  );
}
