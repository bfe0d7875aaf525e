import { useSession } from '../api/use-session.ts';
import { useTexts } from '../locales/i18n.ts';
import { BackLink } from '../parts/back-link.tsx';
import { DeedDialog } from '../parts/deed-dialog.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PageFrame } from '../parts/page-frame.tsx';
import type { GivenReason } from '../parts/reason-dialog.tsx';
import { type EnrolStep, FaceStep, MeansStep, Steps, useSteps } from './enrol-steps.tsx';
import { HomeStep } from './home-step.tsx';
import { LookGate, LookLine } from './look-gate.tsx';
import classes from './person.module.css';
import { useDeeds, usePerson } from './use-person.ts';

const lookingFor = ['enrolment', 'administration'] as const;

/** A card, a PIN or a plate, and a face for whoever wants it: of somebody who is in the register. */
function Known({ id, look }: { id: string; look: GivenReason }) {
  const { t } = useTexts();
  const { person } = usePerson(id, look);
  const deeds = useDeeds();
  const { step, steps, go } = useSteps();
  return (
    <Loaded query={person} what={t('person.one')}>
      {(view) => (
        <>
          <Steps step={step} />
          {view.person.name !== undefined && (
            <h2 className={classes.sectionTitle} data-testid="enrol-name">
              {view.person.name}
            </h2>
          )}
          {step === 'means' && <MeansStep {...{ person: id, view, deeds }} onNext={() => go('face')} />}
          {step === 'face' && (
            <FaceStep
              {...{ person: id, view, deeds, look }}
              onBack={steps.includes('means') ? () => go('means') : undefined}
              onChanged={deeds.renew}
            />
          )}
          <DeedDialog deed={deeds.deed} onClose={deeds.close} />
        </>
      )}
    </Loaded>
  );
}

const first: EnrolStep = 'home';

/** Enrolling a resident, step by step. Without a person: somebody new. */
export function EnrolPage({ person }: { person?: string }) {
  const { t } = useTexts();
  const { may } = useSession();
  const toolbar = (
    <>
      <BackLink href={person === undefined ? '/' : `/${person}`} />
      <LookLine subject="people" />
    </>
  );
  const allowed = person === undefined ? may('people.change') : may('people.view') && may('faces.enrol');
  return (
    <PageFrame title={t('enrol.heading')} toolbar={toolbar} testid="enrol-page">
      {allowed ? (
        <LookGate subject="people" title={t('enrol.gate')} hint={t('look.personHint')} offered={lookingFor}>
          {(look) =>
            person === undefined ? (
              <>
                <Steps step={first} />
                <HomeStep />
              </>
            ) : (
              <Known key={person} id={person} look={look} />
            )
          }
        </LookGate>
      ) : (
        <EmptyState title={t('person.noView')} hint={t('person.noFindHint')} />
      )}
    </PageFrame>
  );
}
