import { useState } from 'react';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { WalkUpPanel } from '../visits/walk-up-panel.tsx';
import classes from './gate.module.css';
import { OpenOnce, useWaysAt } from './open-once.tsx';
import { RefuseButton } from './refuse-button.tsx';

/** Somebody rings at the gate: look up the host and hand out a pass, open once, or refuse. The live picture stands above it. */
export function CallPanel({ alarm }: { alarm: ConsoleAlarm }) {
  const { t } = useTexts();
  const { may } = useSession();
  const ways = useWaysAt(alarm);
  // The next visitor of the same call begins anew.
  const [visitor, setVisitor] = useState(0);
  return (
    <section className={classes.panel} aria-label={t('gate.callHeading')} data-testid="call-panel">
      <h2>{t('gate.callHeading')}</h2>
      <p>{t('gate.voice')}</p>
      {may('visits.request') ? (
        <WalkUpPanel key={visitor} onDone={() => setVisitor((n) => n + 1)} />
      ) : (
        <p>{t('gate.noVisitor')}</p>
      )}
      <div className={classes.deeds}>
        {ways.map((door) => (
          <OpenOnce key={door} door={door} />
        ))}
        <RefuseButton alarm={alarm} />
      </div>
    </section>
  );
}
