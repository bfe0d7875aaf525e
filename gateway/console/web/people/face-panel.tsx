import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { ConsoleCamera, ConsoleEnrolment, ConsoleResident } from '../../console-ports.ts';
import type { Overview } from '../api/overview.ts';
import { useSession } from '../api/use-session.ts';
import { orderCameras } from '../cameras/camera-strip.tsx';
import { useTexts } from '../locales/i18n.ts';
import { LivePicture } from '../video/live-picture.tsx';
import { consentTexts } from './consent-texts.ts';
import { EnrolPicture } from './enrol-picture.tsx';
import { EnrolmentState } from './enrolment-state.tsx';
import classes from './people.module.css';
import { QualityMeter } from './quality-meter.tsx';
import { type Enrolling, useEnrolling } from './use-people.ts';

/** Cameras that look at faces first, those without a picture last. */
function orderForFaces(cameras: readonly ConsoleCamera[]): ConsoleCamera[] {
  const rank = ({ kind, state }: ConsoleCamera) => (state === 'streaming' ? 0 : 2) + (kind === 'face-camera' ? 0 : 1);
  return orderCameras(cameras).sort((a, b) => rank(a) - rank(b));
}

function Removal({ resident, enrolling }: { resident: ConsoleResident; enrolling: Enrolling }) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  if (enrolling.removed !== undefined && resident.templates === 0) {
    return <p role="status">{t('people.removed', { n: enrolling.removed })}</p>;
  }
  if (resident.templates === 0 && !resident.enrolAgain) return null;
  if (!asked) {
    return (
      <Button
        className={classes.remove}
        variant="default"
        size="xs"
        data-testid="remove-templates"
        onClick={() => setAsked(true)}
      >
        {t('people.remove')}
      </Button>
    );
  }
  const answer = (yes: boolean) => {
    setAsked(false);
    if (yes) enrolling.remove();
  };
  return (
    <div className={classes.ask} role="alertdialog" aria-label={t('people.remove')}>
      <span>{t('people.removeAsk', { name: resident.name })}</span>
      <Button color="red" size="xs" data-testid="remove-yes" onClick={() => answer(true)}>
        {t('people.removeYes')}
      </Button>
      <Button variant="default" size="xs" autoFocus data-testid="remove-no" onClick={() => answer(false)}>
        {t('people.removeNo')}
      </Button>
    </div>
  );
}

/** The picture with the place for the face drawn into it. */
function FacePicture({ camera, enrolment }: { camera: ConsoleCamera; enrolment: ConsoleEnrolment | undefined }) {
  const { t } = useTexts();
  const { may } = useSession();
  const mayLook = may('cameras.view');
  if (!mayLook && enrolment === undefined) return <p className={classes.faint}>{t('enrol.pictureLater')}</p>;
  if (!mayLook && enrolment?.state !== 'running') return null;
  const good = enrolment?.state === 'done' || (enrolment?.state === 'running' && enrolment.hint === 'good');
  return (
    <div className={classes.picture}>
      {mayLook && <LivePicture key={camera.id} camera={camera} bare />}
      {!mayLook && enrolment && <EnrolPicture resident={enrolment.resident} />}
      <svg className={classes.oval} data-good={good} viewBox="0 0 160 90" aria-hidden="true">
        <ellipse cx="80" cy="44" rx="23" ry="31" />
      </svg>
    </div>
  );
}

/** One resident's face: enrol it live at a camera, or delete what is stored of it. */
export function FacePanel({ resident, overview }: { resident: ConsoleResident; overview: Overview }) {
  const { t, name, code } = useTexts();
  const known = overview.enrolments?.find((one) => one.resident === resident.id);
  const running = known?.state === 'running';
  const cameras = orderForFaces(overview.cameras);
  const [chosen, setChosen] = useState<string>();
  const cameraId = running ? known.camera : (chosen ?? cameras[0]?.id);
  const camera = cameras.find(({ id }) => id === cameraId);
  const enrolling = useEnrolling(resident, known);
  // What was enrolled a minute ago is no longer true once it is deleted.
  const enrolment = enrolling.removed === undefined || running ? known : undefined;
  const mayStart = camera?.state === 'streaming' && !running && !enrolling.busy;
  return (
    <section className={classes.face} data-testid="face-panel" data-resident={resident.id}>
      <h3 className={classes.name}>
        {resident.name}{' '}
        <span>
          {name(resident.unit)} · {resident.room}
        </span>
      </h3>
      {resident.consent === 'live' && camera ? (
        <>
          <FacePicture camera={camera} enrolment={enrolment} />
          {enrolment?.state === 'running' && <QualityMeter hint={enrolment.hint} />}
          {enrolment && <EnrolmentState enrolment={enrolment} />}
          <div className={classes.controls}>
            <NativeSelect
              aria-label={t('people.camera')}
              value={camera.id}
              disabled={running}
              data-testid="people-camera"
              onChange={(event) => setChosen(event.currentTarget.value)}
              data={cameras.map((each) => ({
                value: each.id,
                label: each.state === 'streaming' ? name(each.name) : `${name(each.name)} (${t('people.noPicture')})`,
              }))}
            />
            {running ? (
              <Button variant="default" data-testid="enrol-cancel" onClick={enrolling.cancel}>
                {t('people.cancel')}
              </Button>
            ) : (
              <Button
                variant="white"
                className={classes.start}
                disabled={!mayStart}
                data-testid="enrol-start"
                onClick={() => enrolling.start(camera.id)}
              >
                {t(resident.templates > 0 ? 'people.startAgain' : 'people.start')}
              </Button>
            )}
          </div>
          <p className={classes.faint}>{t('people.privacy')}</p>
        </>
      ) : (
        <p className={classes.consent} data-testid="no-consent">
          <strong>{t(resident.consent === 'live' ? 'camera.none' : consentTexts[resident.consent])}</strong>
          {resident.consent !== 'live' && <span>{t('people.noConsentHint')}</span>}
        </p>
      )}
      {enrolling.problem && (
        <p className={classes.problem} role="alert" data-testid="enrol-problem">
          {t('people.refused', { reason: code('reason', enrolling.problem) })}
        </p>
      )}
      {!running && <Removal resident={resident} enrolling={enrolling} />}
    </section>
  );
}
