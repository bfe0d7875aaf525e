import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type PlateColour, plateColours } from '../../../../devices/contracts/plates.ts';
import type { ConsoleAlarm } from '../../console-ports.ts';
import { gateway } from '../api/api.ts';
import { problemCode } from '../api/api-problem.ts';
import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { PlateText } from '../parts/plate-text.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { LookGate } from '../people/look-gate.tsx';
import { PassageWhy } from '../site/passage-why.tsx';
import { WalkUpPanel } from '../visits/walk-up-panel.tsx';
import classes from './gate.module.css';
import { OpenOnce } from './open-once.tsx';
import { RefuseButton } from './refuse-button.tsx';

const colourOf = (text: string | undefined): PlateColour | undefined => plateColours.find((each) => each === text);

function Reading({ passage, look }: { passage: string; look: GivenReason }) {
  const { t, code, language } = useTexts();
  // Looked up once: each look is an entry in the ledger.
  const { data: reading, error } = useQuery({
    queryKey: ['plate-reading', passage, look],
    queryFn: async () =>
      (await gateway.POST('/api/passages/{id}/reading', { params: { path: { id: passage } }, body: look })).data,
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, retry: false },
  });
  if (error) return <p role="alert">{code('reason', problemCode(error))}</p>;
  if (!reading) return null;
  const doubtful = reading.doubtful.map((at) => {
    const sure = reading.characters[at];
    const nth = t('gate.nth', { n: at + 1 });
    return sure === undefined ? nth : t('gate.nthSure', { nth, percent: Math.round(sure * 100) });
  });
  return (
    <div data-testid="plate-reading">
      <p>
        {t('gate.read')}{' '}
        <PlateText plate={reading.plate} colour={colourOf(reading.colour)} uncertain={reading.doubtful} />
        {doubtful.length > 0 && (
          <small> {t('gate.doubtful', { list: doubtful.join(language === 'zh' ? '、' : ', ') })}</small>
        )}
      </p>
      <h4>{t('gate.candidates')}</h4>
      {reading.candidates.length === 0 && <p>{t('gate.noCandidate')}</p>}
      <ul>
        {reading.candidates.map(({ plate, differs, state }) => (
          <li key={plate} data-testid="plate-candidate">
            <PlateText plate={plate} uncertain={differs} />{' '}
            {differs.length === 0 ? t('gate.same') : t('gate.differs', { n: differs.length })}
            {state !== 'active' && ` · ${code('vehicleState', state)}`}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A car whose plate opened nothing: what was read, why it did not open, and the three things a guard can do. */
export function PlatePanel({ alarm }: { alarm: ConsoleAlarm }) {
  const { t, code } = useTexts();
  const { may } = useSession();
  const [visitor, setVisitor] = useState(false);
  const { reason, passage } = alarm.detail;
  return (
    <section className={classes.panel} aria-label={t('gate.plateHeading')} data-testid="plate-panel">
      <h2>{t('gate.plateHeading')}</h2>
      {typeof reason === 'string' && <p>{code('reason', reason)}</p>}
      {typeof passage === 'string' && !may('doors.operate') && <p>{t('gate.notForRole')}</p>}
      {typeof passage !== 'string' && <p>{t('gate.noPassage')}</p>}
      {typeof passage === 'string' && may('doors.operate') && (
        <LookGate title={t('gate.lookTitle')} hint={t('gate.lookHint')} offered={['alarm', 'emergency']}>
          {(look) => <Reading passage={passage} look={look} />}
        </LookGate>
      )}
      <div className={classes.deeds}>
        <OpenOnce door={alarm.source} />
        {may('visits.request') && (
          <Button variant="default" data-testid="gate-visitor" onClick={() => setVisitor(true)}>
            {t('gate.visitor')}
          </Button>
        )}
        <RefuseButton alarm={alarm} />
      </div>
      {visitor && <WalkUpPanel onDone={() => setVisitor(false)} />}
      {typeof passage === 'string' && may('passages.view') && (
        <>
          <h3>{t('gate.whyNot')}</h3>
          <PassageWhy passage={passage} />
        </>
      )}
    </section>
  );
}
