import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Purpose } from '../../../privacy/roles.ts';
import type { Answer } from '../api/api.ts';
import { useTexts } from '../locales/i18n.ts';
import { AgeText } from '../parts/age-text.tsx';
import { formatClock } from '../parts/format-time.ts';
import { PlateText } from '../parts/plate-text.tsx';
import { ReasonDialog } from '../parts/reason-dialog.tsx';
import { useSiteNow } from '../parts/site-clock.ts';
import classes from '../people/person.module.css';
import { useLook } from '../people/use-look.ts';
import { RevealedVehicle } from './revealed-vehicle.tsx';

export type InsideVehicle = Answer<'/api/parking/vehicles'>['vehicles'][number];

/** What shows a plate. */
const offered: readonly Purpose[] = ['alarm', 'emergency', 'administration'];

/** Shows the plate once somebody has said what for and why. */
function useReveal() {
  const { look, give } = useLook();
  const [asked, setAsked] = useState(false);
  return {
    look,
    asked,
    show: () => setAsked(true),
    close: () => setAsked(false),
    given: (next: typeof look) => {
      give(next);
      setAsked(false);
    },
  };
}

/** Since when, by which way, how old that is; and when its time is over. */
function Known({ vehicle }: { vehicle: InsideVehicle }) {
  const { t, name } = useTexts();
  const nowMs = useSiteNow();
  const { barrierName, bayName, sinceMs, seenMs, untilMs, doubtful } = vehicle;
  return (
    <>
      <span className={classes.more}>
        {t('parking.cameIn', { time: formatClock(sinceMs, nowMs), barrier: name(barrierName) })}
        {bayName && ` · ${t('parking.atBay', { bay: name(bayName) })}`}
        {untilMs !== undefined && ` · ${t('parking.until', { time: formatClock(untilMs, nowMs) })}`}
      </span>
      <span className={classes.more}>
        {t('parking.seen')}
        <AgeText atMs={seenMs} ago />
        {doubtful && ' · '}
        {doubtful && (
          <span className={classes.state} data-bad="true" data-testid="doubtful">
            {t('parking.doubtful')}
          </span>
        )}
      </span>
    </>
  );
}

/** One vehicle that is known to be inside, and what a guard can do about it. */
export function VehicleRow({ vehicle, onLeft }: { vehicle: InsideVehicle; onLeft(): void }) {
  const { t } = useTexts();
  const reveal = useReveal();
  const { id, plate, kind, tickets } = vehicle;
  return (
    <li className={classes.item} data-testid="vehicle" data-vehicle={id}>
      <span className={classes.main}>
        {plate === undefined ? <strong>{t('parking.noPlate')}</strong> : <PlateText plate={plate} />}{' '}
        {t(`parking.${kind}`)}
        <Known vehicle={vehicle} />
        {reveal.look && <RevealedVehicle id={id} look={reveal.look} />}
      </span>
      {tickets.map((type) => (
        <span key={type} className={classes.state} data-bad="true" data-testid="ticket">
          {t(`alarm.${type}`)}
        </span>
      ))}
      <span className={classes.buttons}>
        {plate !== undefined && !reveal.look && (
          <Button size="xs" variant="default" data-testid="reveal-vehicle" onClick={reveal.show}>
            {t('parking.reveal')}
          </Button>
        )}
        <Button size="xs" variant="default" data-testid="vehicle-left" onClick={onLeft}>
          {t('parking.left')}
        </Button>
      </span>
      <ReasonDialog
        opened={reveal.asked}
        title={t('parking.revealTitle')}
        hint={t('look.recorded')}
        offered={offered}
        onGiven={reveal.given}
        onClose={reveal.close}
      />
    </li>
  );
}
