import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import { useSession } from '../api/use-session.ts';
import { useSite } from '../api/use-site.ts';
import { useTexts } from '../locales/i18n.ts';
import { LoadingWords } from '../parts/loading-words.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { ConsentStep } from './consent-step.tsx';
import { useCredentialDeeds } from './credential-deeds.ts';
import { CredentialRow } from './credential-row.tsx';
import { FacePanel } from './face-panel.tsx';
import classes from './person.module.css';
import { useResidents } from './use-people.ts';
import type { Deeds, PersonView } from './use-person.ts';

const all = ['home', 'means', 'face'] as const;
export type EnrolStep = (typeof all)[number];

/** Whoever may give no card begins with the face. */
export function useSteps() {
  const { may } = useSession();
  const steps: readonly EnrolStep[] = may('credentials.change') ? ['means', 'face'] : ['face'];
  const [step, go] = useState<EnrolStep>(steps[0]!);
  return { step, steps, go };
}

export function Steps({ step }: { step: EnrolStep }) {
  const { t } = useTexts();
  return (
    <ol className={classes.steps} data-testid="enrol-steps">
      {all.map((each, at) => (
        <li key={each} aria-current={each === step ? 'step' : undefined}>
          {at + 1} {t(`enrolStep.${each}`)}
        </li>
      ))}
    </ol>
  );
}

interface StepProps {
  person: string;
  view: PersonView;
  deeds: Deeds;
}

/** What opens doors without a face: every door that takes a face takes these, too. */
export function MeansStep({ person, view, deeds, onNext }: StepProps & { onNext(): void }) {
  const { t } = useTexts();
  const give = useCredentialDeeds(person);
  const means = [
    ['card', give.card, t('credential.addCard')],
    ['pin', give.pin, t('credential.setPin')],
    ['permit', give.permit, t('credential.addPermit')],
  ] as const;
  return (
    <div className={classes.step} data-testid="means-step">
      <p className={classes.equal}>{t('enrol.meansHint')}</p>
      <span className={classes.buttons}>
        {means.map(([key, deed, label]) => (
          <Button key={key} variant="default" data-testid={`give-${key}`} onClick={() => deeds.ask(deed)}>
            {label}
          </Button>
        ))}
      </span>
      <ul className={classes.list}>
        {view.credentials.some(({ kind }) => kind === 'pin') && (
          <li className={classes.item} data-testid="pin">
            <span className={classes.main}>{t('credential.pin')}</span>
            <span className={classes.state}>{t('credential.pinSet')}</span>
          </li>
        )}
        {view.credentials
          .filter(({ kind }) => kind === 'card' || kind === 'plate')
          .map((one) => (
            <CredentialRow
              key={one.id}
              kind={one.kind === 'card' ? 'card' : 'permit'}
              mayChange={false}
              {...{ one, deeds }}
            />
          ))}
      </ul>
      <span className={classes.buttons}>
        <Button color="dark" data-testid="to-face" onClick={onNext}>
          {t('enrol.toFace')}
        </Button>
        <Link href={`/${person}`} data-testid="without-face">
          {t('enrol.withoutFace')}
        </Link>
      </span>
    </div>
  );
}

/** The card stands beside the face at every step. */
function EqualWay({ onBack }: { onBack: (() => void) | undefined }) {
  const { t } = useTexts();
  return (
    <p className={classes.equal} data-testid="equal-way">
      {t('enrol.equal')}{' '}
      {onBack && (
        <button type="button" className={classes.link} data-testid="card-instead" onClick={onBack}>
          {t('enrol.cardInstead')}
        </button>
      )}
    </p>
  );
}

interface FaceStepProps extends StepProps {
  look: GivenReason;
  onBack: (() => void) | undefined;
  /** Consent or face are not as they were. */
  onChanged(): void;
}

/** First the consent, then the camera. */
export function FaceStep({ person, view, look, onBack, onChanged }: FaceStepProps) {
  const { t } = useTexts();
  const { may } = useSession();
  const { overview } = useSite();
  const found = useResidents(person, look);
  const resident = found.data?.residents.find(({ id }) => id === person);
  const consented = () => {
    onChanged();
    void found.refetch();
  };
  const maySign = resident?.consent !== 'live' && may('people.change');
  return (
    <div className={classes.step} data-testid="face-step">
      <EqualWay onBack={onBack} />
      {resident?.enrolAgain && <p role="status">{t('people.again')}</p>}
      {!resident && <LoadingWords what={t('enrolStep.face')} />}
      {resident && maySign && <ConsentStep person={person} born={view.person.born} onGiven={consented} />}
      {resident && !maySign && <FacePanel resident={resident} overview={overview} />}
      {/* What is shown there was read before the face was stored. */}
      <Link href={`/${person}`} data-testid="enrol-finish" onClick={onChanged}>
        {t('enrol.finish')}
      </Link>
    </div>
  );
}
